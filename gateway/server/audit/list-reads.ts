import { createHash, randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { gatewaySubgraph } from '@hearth/schema/subgraphs.ts';
import { readEntry, writeEntry, type AccessEntry } from './entry.ts';
import { toLines } from './lines.ts';
import type { OpenRecord } from './open-record.ts';
import type { SubjectKind } from './pseudonyms.ts';
import { RECORD_FIELD } from './resolve-record.ts';

/** Of whom reads are listed. */
interface Subject {
  readonly kind: SubjectKind;
  /** As the register numbers them. */
  readonly id: string;
}

const PAGE = 500; // entries

/** Prints who has read data of somebody, one line an entry, newest first; and records that this was asked. */
export async function listReads(
  record: OpenRecord,
  { kind, id }: Subject,
  print: (text: string) => void,
): Promise<number> {
  const { reader, pseudonyms, store } = record;
  const text = writeEntry(pseudonyms.conceal(entryOf({ kind, id })));
  await store.append({ journal: randomUUID(), number: 1, lines: toLines([text]) });
  const name = pseudonyms.of(kind, id);
  for (let before: number | undefined; ;) {
    const found = await reader.mentioning(kind, name, {
      limit: PAGE,
      ...(before !== undefined && { before }),
    });
    for (const { index, text } of found) print(lineOf(index, readEntry(text)));
    before = found.at(-1)?.index;
    if (found.length < PAGE) break;
  }
  return 0;
}

function lineOf(index: number, entry: AccessEntry): string {
  const { time, subject, client, ministry, purpose, operation, outcome, case: matter } = entry;
  const fields = Object.entries(entry.fields).map(([of, names]) => `${of}: ${names.join(' ')}`);
  const cells = [
    index,
    time,
    subject,
    client,
    ministry,
    purpose,
    matter,
    operation.name,
    outcome,
    fields.join('; '),
  ];
  return cells.map((cell) => cell ?? '-').join('\t');
}

function entryOf({ kind, id }: Subject): AccessEntry {
  const name = `audit ${kind}`;
  return {
    time: new Date().toISOString(),
    trace: randomUUID().replaceAll('-', ''),
    subject: `operator ${userInfo().username}`,
    client: 'npm run audit',
    ministry: null,
    purpose: 'AUDIT',
    case: null,
    operation: { name, hash: createHash('sha256').update(name).digest('hex') },
    households: kind === 'household' ? [id] : [],
    persons: kind === 'person' ? [id] : [],
    fields: { [gatewaySubgraph.name]: [RECORD_FIELD] },
    denied: [],
    outcome: 'OK',
  };
}
