import { createHash } from 'node:crypto';
import type { Authority } from '@hearth/schema/protocol/authority.ts';
import type { CommittedChange } from '@hearth/schema/protocol/change.ts';
import { codedError } from '@hearth/schema/protocol/errors.ts';
import type pg from 'pg';
import type { Outcome } from './command.ts';

/** A command that was committed. */
export interface Committed extends Outcome {
  readonly changes: readonly CommittedChange[];
}

/** Who gives which command, under which key. */
export interface Claim {
  readonly authority: Authority;
  readonly command: string;
  readonly key: string;
  /** SHA-256 of the input, in hexadecimal. */
  readonly inputHash: string;
}

/** What a sender claims of a command. */
export function claimOf({ input, ...claim }: Omit<Claim, 'inputHash'> & { readonly input: object }): Claim {
  const text = JSON.stringify(input, (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
  return { ...claim, inputHash: createHash('sha256').update(text).digest('hex') };
}

/**
 * Takes a key for this transaction; whoever has taken it before is waited for. Resolves with what was committed under it, null when
 * nothing was.
 * @throws IDEMPOTENCY_KEY_REUSED when it was given with another input
 */
export async function claimKey(client: pg.ClientBase, claim: Claim): Promise<Committed | null> {
  const { authority, command, key, inputHash } = claim;
  const { subject, client: application, purpose, case: matter } = authority;
  const claimed = await client.query(
    `insert into commands (subject, client, command, key, input_hash, purpose, matter)
      values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [subject, application, command, key, inputHash, purpose, matter],
  );
  if (claimed.rowCount === 1) return null;
  const { rows } = await client.query<{ inputHash: string; outcome: Committed }>(
    `select input_hash as "inputHash", outcome from commands
      where subject = $1 and client = $2 and command = $3 and key = $4`,
    [subject, application, command, key],
  );
  const [earlier] = rows as [{ inputHash: string; outcome: Committed }];
  if (earlier.inputHash === inputHash) return earlier.outcome;
  throw codedError(
    'IDEMPOTENCY_KEY_REUSED',
    `The idempotency key ${JSON.stringify(key)} was used for ${command} with another input.`,
  );
}

/** Keeps what is committed under a key, for good: it is also the record of who changed what. */
export async function keepOutcome(
  client: pg.ClientBase,
  { authority, command, key }: Claim,
  outcome: Committed,
): Promise<void> {
  await client.query(
    'update commands set outcome = $5 where subject = $1 and client = $2 and command = $3 and key = $4',
    [authority.subject, authority.client, command, key, JSON.stringify(outcome)],
  );
}
