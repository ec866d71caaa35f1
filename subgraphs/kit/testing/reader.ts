import { createCursorSeal } from '../cursor-seal.ts';
import type { Database } from '../database/database.ts';
import { createReaders, type Reader } from '../loading/reader.ts';
import { projection } from '../loading/register-tables.ts';
import { wholeCountry } from './authorities.ts';

/** Makes the readers of a test's requests. */
export const readersOf = (database: Pick<Database, 'orm' | 'pool'>) =>
  createReaders(database, {
    register: projection,
    cursors: createCursorSeal([Buffer.alloc(32, 'test')], 'test'),
  });

/** The reader of one request whose caller sees the whole country. */
export const readerOf = (database: Pick<Database, 'orm' | 'pool'>): Reader =>
  readersOf(database)(wholeCountry);

/** Those of the statements sent that a loader made: not the frames of transactions. */
export const withoutFrames = (statements: readonly string[]): string[] =>
  statements.filter((statement) => !/^(begin|commit)\b/.test(statement));
