import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { randomFor } from '@hearth/kit/sample/random.ts';
import { type Ask, createClient } from './client.ts';
import { findHouseholds, readHousehold } from './households.ts';
import { makeUpChange, type PlausibleChange } from './plausible.ts';

interface ChangesOptions {
  readonly url: string;
  readonly token: string;
  /** The division code of the region whose households are changed. */
  readonly region: string;
  /** Changes a second. */
  readonly rate: number;
  /** Seconds; without end when null. */
  readonly duration: number | null;
  /** The same gives the same choices on the same data. */
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Called with a line for each change, which names it and the household's number. */
  readonly onChange: (line: string) => void;
}

/** What came of the changes. */
export interface ChangesMade {
  readonly committed: number;
  readonly refused: number;
}

/** Makes plausible changes through a hub's commands until the time is over or the signal aborts. */
export async function makeChanges(options: ChangesOptions): Promise<ChangesMade> {
  const { url, token, region, rate, duration, seed, signal, onChange } = options;
  const ask = createClient({ url, token, signal });
  const random = randomFor('changes', seed);
  const homes = await findHouseholds(ask, region);
  if (homes.size === 0) throw new Error(`No household of ${region} can be seen.`);
  const [ids, villages] = [[...homes.keys()], [...new Set(homes.values())]];
  const end = duration === null ? Infinity : Date.now() + duration * 1_000;
  const made = { committed: 0, refused: 0 };
  for (let due = Date.now(); due < end && !signal.aborted;) {
    await waitUntil(due, signal);
    const household = await readHousehold(ask, random.pick(ids)).catch(unlessAborted(signal));
    const change = household && makeUpChange({ household, random, villages });
    if (!change || signal.aborted) continue; // another household gives an occasion
    const refusal = await give(ask, change).catch(unlessAborted(signal));
    if (signal.aborted) break;
    made[refusal === null ? 'committed' : 'refused'] += 1;
    const outcome = refusal === null ? 'committed' : `refused: ${refusal}`;
    onChange(`${new Date().toISOString()} ${change.command} ${household.id} ${outcome}`);
    due = Math.max(due + 1_000 / rate, Date.now() - 1_000); // what could not be done in time is not made up for
  }
  return made;
}

/** Gives a command under a key of its own; null when it was carried out, else the code of the refusal and its rule. */
async function give(ask: Ask, { command, input }: PlausibleChange): Promise<string | null> {
  const type = `${command.charAt(0).toUpperCase()}${command.slice(1)}Input`;
  const query = `mutation Change($input: ${type}!) { ${command}(input: $input) { version } }`;
  const { errors } = await ask(query, { input: { idempotencyKey: randomUUID(), ...input } });
  const [error] = errors ?? [];
  return error ? [error.extensions.code, error.extensions.rule].filter(Boolean).join(' ') : null;
}

const waitUntil = (moment: number, signal: AbortSignal): Promise<void> =>
  pause(Math.max(0, moment - Date.now()), undefined, { signal }).catch(
    unlessAborted(signal),
  ) as Promise<void>;

/** Being told to end is no failure. */
const unlessAborted = (signal: AbortSignal) => (error: unknown) => {
  if (!signal.aborted) throw error;
  return null;
};
