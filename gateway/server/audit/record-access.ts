import { createHash } from 'node:crypto';
import type { Authority } from '@hearth/schema/protocol/authority.ts';
import type { Operation } from '../document/document.ts';
import { type Refusal, refusal } from '../errors.ts';
import type { Disclosure } from '../run/disclosure.ts';
import type { Subjects } from '../run/subjects.ts';
import type { OperationIdentity, Outcome } from './entry.ts';
import type { AccessRecorder } from './recorder.ts';

/** What an answer that is about to be sent tells of people. */
export interface Access {
  readonly traceId: string;
  readonly operation: OperationIdentity;
  readonly disclosure: Disclosure;
  readonly subjects: Subjects;
}

/** Records who is about to be answered. Rejects with the refusal of the request when that cannot be recorded. */
export async function recordAccess(
  recorder: Pick<AccessRecorder, 'record'>,
  authority: Authority,
  { traceId: trace, operation, disclosure, subjects }: Access,
): Promise<void> {
  const { subject, client, ministry, purpose, case: matter } = authority;
  const { households, persons } = subjects.lists;
  try {
    await recorder.record({
      time: new Date().toISOString(),
      trace,
      subject,
      client,
      ministry,
      purpose,
      case: matter,
      operation,
      households,
      persons,
      fields: disclosure.fields,
      denied: disclosure.denied,
      outcome: outcomeOf(disclosure),
    });
  } catch {
    throw recordUnavailable();
  }
}

/** The refusal of a request for data of people while it cannot be recorded. */
export const recordUnavailable = (): Refusal =>
  refusal(
    'ACCESS_RECORD_UNAVAILABLE',
    'No data of people is given while it cannot be recorded who reads it.',
  );

function outcomeOf({ fields, denied }: Disclosure): Outcome {
  if (denied.length === 0) return 'OK';
  return Object.keys(fields).length === 0 ? 'DENIED' : 'PARTIAL';
}

/** Says which operation was run, given the text of its document; each text is hashed once. */
export function createIdentify(): (operation: Operation, text: string) => OperationIdentity {
  const known = new WeakMap<Operation, OperationIdentity>();
  return (operation, text) => {
    let identity = known.get(operation);
    if (!identity) {
      const hash = createHash('sha256').update(text).digest('hex');
      identity = { name: operation.node.name?.value ?? null, hash };
      known.set(operation, identity);
    }
    return identity;
  };
}
