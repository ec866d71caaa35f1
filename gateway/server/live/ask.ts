import { setTimeout as delay } from 'node:timers/promises';
import type { Authority } from '@hearth/schema/protocol/authority.ts';
import type { Hub } from '../hub.ts';
import type { HubResult } from '../hub-request.ts';
import { SEEN } from './derive-query.ts';
import type { Ask } from './event.ts';
import type { LiveReads } from './live-reads.ts';
import { writeMessage } from './message.ts';
import type { SubscriptionPlan } from './plan-subscription.ts';

interface AskOptions {
  readonly plan: SubscriptionPlan;
  readonly authority: Authority;
  readonly read: Hub['read'];
  readonly reads: LiveReads;
  readonly isKind: (kind: string) => boolean;
}

const PAUSES = [100, 400, 1_000]; // milliseconds before asking again

/** Nobody can say at the moment whether a household may be seen. */
export class NotKnown extends Error {}

/**
 * Asks for a household as the subscription selects it, on behalf of its caller. Rejects with `NotKnown` when the ministry that keeps the register does
 * not answer, also when asked again.
 */
export function createAsk({ plan, authority, read, reads, isKind }: AskOptions): Ask {
  return async (change, sharers) => {
    for (let attempt = 0; ; attempt += 1) {
      const variables = { ...plan.variables, [plan.household]: change.household };
      const request = { query: plan.query, variables, authority };
      const { result, access } = await reads.run(sharers, () => read(request));
      const seen = result.data?.[SEEN];
      if (seen) return { message: writeMessage(result, { plan, change, isKind }), access };
      if (!isInDoubt(result)) return undefined;
      const pause = PAUSES[attempt];
      if (pause === undefined) throw new NotKnown();
      await delay(pause);
    }
  };
}

/** Whether a household is missing for another reason than that it may not be seen. */
const isInDoubt = ({ data, errors = [] }: HubResult): boolean =>
  !data || errors.some(({ extensions }) => extensions.code !== 'DENIED');
