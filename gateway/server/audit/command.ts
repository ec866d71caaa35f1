import { createPublicKey } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabases } from '@hearth/kit/database/databases.ts';
import { GATEWAY } from '@hearth/kit/settings.ts';
import type { Damage } from './damage.ts';
import { listReads } from './list-reads.ts';
import { readKeptHead } from './kept-head.ts';
import { openRecord, type OpenRecord } from './open-record.ts';
import {
  type ConsistencyProof,
  holds,
  type InclusionProof,
  proveConsistency,
  proveInclusion,
} from './proof.ts';
import { readHead } from './tree-head.ts';
import { verifyRecord } from './verify.ts';
import { describeClockStep, describeFault } from './words.ts';

/** What the command has to do with its process. */
interface Surroundings {
  /** Where its settings are read; the process's own environment unless told. */
  readonly env?: NodeJS.ProcessEnv;
  /** Where its results go; standard output unless told. */
  readonly print?: (text: string) => void;
  /** Where it says what is wrong; standard error unless told. */
  readonly complain?: (text: string) => void;
}

const USAGE = `Usage:
  npm run audit -- verify [--from <time>] [--to <time>] [--head <file>]
      whether anything was edited, removed, inserted, reordered or cut; --head also against a head that you kept
  npm run audit -- prove <entry>
      a proof that the entry is in the record
  npm run audit -- extend <head file>
      a proof that the record goes on from a head that you kept
  npm run audit -- check <proof.json> --key <public.pem>
      whether such a proof holds; needs neither database nor secrets
  npm run audit -- person <id> | household <id>
      who has read data of them, newest first; this is recorded too
  npm run audit -- head
      the newest signed head, to be kept elsewhere
`;

/** What is asked of the command. */
interface Request {
  readonly what: string;
  /** What it is asked for: the number of an entry, a file, an id. */
  readonly of: string | undefined;
  readonly options: { from?: string; to?: string; head?: string; key?: string };
  readonly print: (text: string) => void;
}

/** Runs `npm run audit`. Resolves with its exit code: 0, 1 when something is wrong with the record, 2 when with the command. */
export async function runAuditCommand(
  args: readonly string[],
  surroundings: Surroundings = {},
): Promise<number> {
  const { env = process.env, print = console.log, complain = console.error } = surroundings;
  try {
    const { values: options, positionals } = parseArgs({
      args: [...args],
      options: OPTIONS,
      allowPositionals: true,
    });
    const [what = '', of] = positionals;
    const request = { what, of, options, print };
    if (what === 'check') return await check(request);
    const run = RUN[what];
    if (!run) throw new UsageError(USAGE);
    return await withRecord(env, complain, (record) => run(record, request));
  } catch (error) {
    complain((error as Error).message);
    return 2;
  }
}

const text = { type: 'string' } as const;
const OPTIONS = { from: text, to: text, head: text, key: text };

class UsageError extends Error {}

const RUN: Readonly<Record<string, (record: OpenRecord, request: Request) => Promise<number>>> = {
  verify,
  prove,
  extend,
  head: async ({ reader }, { print }) => {
    print(JSON.stringify((await reader.newestHead())?.text ?? null));
    return 0;
  },
  person: (record, { of, print }) => listReads(record, { kind: 'person', id: required(of) }, print),
  household: (record, { of, print }) => listReads(record, { kind: 'household', id: required(of) }, print),
};

async function withRecord(
  env: NodeJS.ProcessEnv,
  complain: (text: string) => void,
  use: (record: OpenRecord) => Promise<number>,
): Promise<number> {
  let isDamaged = false;
  const onDamage = ({ file, reason, keptIn }: Damage) => {
    isDamaged = true;
    complain(
      `${file} is damaged: ${reason}. It is kept as ${keptIn}; what it vouched for is not known here.`,
    );
  };
  const databases = await openDatabases({ ministries: [GATEWAY], env, attach: true });
  try {
    const record = await openRecord(databases.urlOf(GATEWAY), { env, onDamage });
    try {
      const code = await use(record);
      return isDamaged ? Math.max(code, 1) : code;
    } finally {
      await record.stop();
    }
  } finally {
    await databases.stop();
  }
}

async function verify({ reader, keys, folder }: OpenRecord, { options, print }: Request): Promise<number> {
  const given = options.head === undefined ? [] : [await readGivenHead(options.head, keys.public)];
  const own = await readKeptHead(folder, keys.public);
  const kept = [...given.map(({ head }) => head), ...(own ? [own] : [])];
  const [from, to] = [moment('from', options.from), moment('to', options.to)];
  const { entries, heads, fault, clockStep } = await verifyRecord({ reader, keys, kept, from, to });
  if (fault) print(describeFault(fault));
  else print(`${entries} entries and ${heads} signed heads are as they were recorded.`);
  if (own) print(`A gateway has vouched for ${own.size} entries at ${own.time}.`);
  if (clockStep) print(describeClockStep(clockStep));
  const aside = await filesSetAside(folder);
  for (const path of aside)
    print(`${path} was damaged and set aside: remove it once you have looked into it.`);
  return fault || clockStep || aside.length > 0 ? 1 : 0;
}

/** What the gateways could not read, at this start or an earlier one: what it vouched for, or held, is not in the verification. */
async function filesSetAside(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => /\.(damaged|unreadable)$/.test(name));
  return names.toSorted().map((name) => join(folder, name));
}

async function prove({ reader }: OpenRecord, { of, print }: Request): Promise<number> {
  const index = required(of);
  const proof = /^\d{1,15}$/.test(index) ? await proveInclusion(reader, Number(index)) : undefined;
  if (!proof) throw new UsageError(`There is no entry ${index}: expected a number from 0 on.`);
  print(JSON.stringify(proof, null, 2));
  return 0;
}

async function extend({ reader, keys }: OpenRecord, { of, print }: Request): Promise<number> {
  const { text: earlier, head } = await readGivenHead(required(of), keys.public);
  const proof = await proveConsistency(reader, { text: earlier, size: head.size });
  if (!proof) {
    print(`The record is shorter than the ${head.size} entries of the head: it was cut.`);
    return 1;
  }
  print(JSON.stringify(proof, null, 2));
  return 0;
}

async function check({ of, options, print }: Request): Promise<number> {
  if (options.key === undefined)
    throw new UsageError(`--key is missing: name the file of the public key.\n${USAGE}`);
  const key = createPublicKey(await readFile(options.key, 'utf8'));
  const proof = JSON.parse(await readFile(required(of), 'utf8')) as InclusionProof | ConsistencyProof;
  const isProven = holds(proof, key);
  print(isProven ? 'The proof holds.' : 'The proof does not hold.');
  return isProven ? 0 : 1;
}

async function readGivenHead(path: string, key: Parameters<typeof readHead>[1][number]) {
  const content = await readFile(path, 'utf8');
  const given = content.startsWith('"') ? (JSON.parse(content) as string) : content;
  const head = readHead(given, [key]);
  if (!head) throw new UsageError(`${path} is no tree head that the key of this record has signed.`);
  return { text: given, head };
}

function required(given: string | undefined): string {
  if (given === undefined) throw new UsageError(USAGE);
  return given;
}

function moment(name: string, given: string | undefined): Date | undefined {
  if (given === undefined) return undefined;
  const time = new Date(given);
  if (Number.isNaN(time.getTime())) {
    throw new UsageError(`--${name} is "${given}": expected a time such as 2024-05-31T08:00:00Z`);
  }
  return time;
}
