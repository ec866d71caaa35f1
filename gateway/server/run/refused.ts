import { describeError, type HubError, Refusal, refusal } from '../errors.ts';

/** The answer to a request that was not run to its end. What should never happen is told to `onFault`, and not to clients. */
export function refusedResult(
  error: unknown,
  onFault: (error: unknown) => void,
): { readonly errors: readonly HubError[] } {
  if (error instanceof Refusal) return { errors: error.errors };
  onFault(error);
  const extensions = describeError('INTERNAL_SERVER_ERROR');
  return { errors: [{ message: 'The request could not be run.', extensions }] };
}

/** The refusal of a subscription that came by a way which gives one answer. */
export const oneAnswerOnly = (): Refusal =>
  refusal(
    'SUBSCRIPTION_NOT_SUPPORTED',
    'A subscription needs a WebSocket (graphql-transport-ws), or `accept: text/event-stream`.',
  );
