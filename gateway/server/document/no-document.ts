import { type Refusal, refusal } from '../errors.ts';

/** Whether a request names its document by a hash, as automatic persisted queries do. */
export const namesHash = (extensions: unknown): boolean =>
  typeof extensions === 'object' && extensions !== null && Object.hasOwn(extensions, 'persistedQuery');

/** The refusal of a request without the text of a document. */
export const noDocument = (extensions: unknown): Refusal =>
  namesHash(extensions)
    ? refusal('PERSISTED_QUERY_NOT_SUPPORTED', HASH_REFUSED)
    : refusal('BAD_REQUEST', 'The query must be a text.');

/** Clients compare the whole message (urql) or the code (Apollo), and then send the text. */
const HASH_REFUSED = 'PersistedQueryNotSupported';
