import type { Standing } from '../caller/authenticate.ts';
import type { Lifetime } from '../dispatch/outgoing.ts';
import type { Hub, HubRequest, HubResult } from '../hub.ts';
import type { Live, Stream } from '../live/live.ts';
import type { Sink } from '../live/subscriber.ts';
import type { Admission } from './admission.ts';

/** An operation that came over a connection which can carry more than one answer. */
export interface ConnectedOperation {
  readonly request: HubRequest;
  readonly standing: Standing;
  /** Where the messages of a subscription go. */
  readonly sink: Sink;
  readonly lifetime: Lifetime;
  readonly lastCursor?: string | undefined;
}

/** Runs an operation: a subscription gives a stream, everything else its answer. Rejects with a refusal. */
export type Operate = (operation: ConnectedOperation) => Promise<Stream | HubResult>;

interface OperateOptions {
  readonly hub: () => Pick<Hub, 'execute' | 'kindOf'>;
  readonly live: Pick<Live, 'subscribe'>;
  readonly admit: Admission;
}

export const createOperate =
  ({ hub, live, admit }: OperateOptions): Operate =>
  async ({ request, standing, sink, lifetime, lastCursor }) => {
    const { authority } = standing;
    const serving = hub();
    if (serving.kindOf({ ...request, authority }) === 'subscription') {
      return admit(() => live.subscribe({ request, standing, sink, lastCursor }));
    }
    return admit(() => serving.execute({ ...request, authority, lifetime }));
  };
