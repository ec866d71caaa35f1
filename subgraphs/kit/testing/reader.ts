import type { Database } from '../database/database.ts';
import { createReaders, type Reader } from '../loading/reader.ts';
import { projection } from '../loading/register-tables.ts';
import { wholeCountry } from './authorities.ts';

/** The reader of one request whose caller sees the whole country. */
export const readerOf = (database: Pick<Database, 'orm' | 'pool'>): Reader =>
  createReaders(database, projection)(wholeCountry);

/** Those of the statements sent that a loader made: not the frames of transactions. */
export const withoutFrames = (statements: readonly string[]): string[] =>
  statements.filter((statement) => !/^(begin|commit)\b/.test(statement));
