import { describeError, type HubError, Refusal, refusal } from '../errors.ts';
import type { HubResult } from '../hub-request.ts';

/** The answer to a request that was not run to its end. What should never happen is told to `onFault`, and not to clients. */
export function refusedResult(
  error: unknown,
  onFault: (error: unknown) => void,
): { readonly errors: readonly HubError[] } {
  if (error instanceof Refusal) return { errors: error.errors };
  onFault(error);
  const extensions = describeError('INTERNAL_SERVER_ERROR');
  return { errors: [{ message: 'The request could not be answered.', extensions }] };
}

/**
 * The answer to a command that was sent, and to which `error` came before its answer was given. It never says that nothing ran, nor
 * that the command may simply be sent again. `answered` is the answer when all that failed is its record: without its data.
 */
export function commandResult(
  error: unknown,
  answered: HubResult | undefined,
  onFault: (error: unknown) => void,
): HubResult {
  const { errors } = refusedResult(error, onFault);
  if (!answered) return { data: null, errors: errors.map(mayHaveRun) };
  const { errors: others = [], extensions } = answered;
  return { errors: [withheld, ...others], data: null, ...(extensions && { extensions }) };
}

const mayHaveRun = ({ message, extensions }: HubError): HubError => ({
  message: `${message} ${MAY_HAVE_RUN}`,
  extensions: { ...extensions, retryable: false },
});

/** What is said of a command of which it is not known whether it ran. */
export const MAY_HAVE_RUN = 'The command may have run.';

const withheld: HubError = {
  message:
    'The command ran, unless another error says otherwise; its answer is withheld, because it cannot be recorded who reads it.',
  extensions: describeError('ANSWER_WITHHELD', { kind: 'mutation' }),
};

/** The refusal of a subscription that came by a way which gives one answer. */
export const oneAnswerOnly = (): Refusal =>
  refusal(
    'SUBSCRIPTION_NOT_SUPPORTED',
    'A subscription needs a WebSocket (graphql-transport-ws), or `accept: text/event-stream`.',
  );
