import { getTableName } from 'drizzle-orm';
import type { Authority } from '@hearth/schema/protocol/authority.ts';
import type pg from 'pg';
import { announceChanges } from '../changes/announce.ts';
import type { RegisterTables } from '../loading/register-tables.ts';
import type { Command, CommandInput } from './command.ts';
import { claimKey, claimOf, type Committed, keepOutcome } from './idempotency.ts';
import { checkTexts } from './input.ts';
import { seeRegions } from './regions.ts';
import { serializable } from './serializable.ts';
import { CommandTransaction } from './transaction.ts';

interface CommandsOptions {
  readonly pool: pg.Pool;
  readonly register: RegisterTables;
  /** Called after a command that announced something was committed. */
  readonly onCommit?: (() => void) | undefined;
}

/** Carries out a command on somebody's behalf, once for each of their keys. */
export type RunCommand = <Input extends CommandInput>(
  command: Command<Input>,
  input: Input,
  authority: Authority,
) => Promise<Committed>;

const WHOLE_COUNTRY = [''];

/**
 * Makes what carries out a ministry's commands: key, rules, rows, what is announced and who did it are of one transaction, which is
 * committed as a whole or leaves nothing.
 */
export function createRunCommand({ pool, register, onCommit }: CommandsOptions): RunCommand {
  const households = getTableName(register.households);
  return async (command, input, authority) => {
    checkTexts(input);
    const { idempotencyKey: key, ...given } = input;
    const claim = claimOf({ command: command.name, key, input: given, authority });
    const committed = await serializable(pool, async (client) => {
      await seeRegions(client, WHOLE_COUNTRY);
      const earlier = await claimKey(client, claim);
      if (earlier) return earlier;
      await seeRegions(client, authority.regions);
      const transaction = new CommandTransaction(client, authority, register);
      const { record, announcements } = await command.run(transaction, given);
      await seeRegions(client, WHOLE_COUNTRY);
      const changes = await announceChanges(client, announcements, households);
      const outcome = { id: record.id, version: record.version, changes };
      await keepOutcome(client, claim, outcome);
      return outcome;
    });
    if (committed.changes.length > 0) onCommit?.();
    return committed;
  };
}
