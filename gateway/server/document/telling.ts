import { Refusal } from '../errors.ts';
import { createDocuments, type DocumentOptions, type PreparedDocument } from './document.ts';

/** The operations of a document, for a caller who may be told the schema or not. Throws a `Refusal`. */
export type TellingDocuments = (query: string, isTold: boolean) => PreparedDocument;

/**
 * Keeps documents that ask about the schema apart, and refusals whose words would tell it. All others are the same for
 * everybody, and prepared once.
 */
export function createTellingDocuments(options: Omit<DocumentOptions, 'introspection'>): TellingDocuments {
  const silent = createDocuments({ ...options, introspection: false });
  const telling = createDocuments({ ...options, introspection: true });
  return (query, isTold) => {
    if (!isTold) return silent(query);
    try {
      return silent(query);
    } catch (error) {
      if (error instanceof Refusal) return telling(query);
      throw error;
    }
  };
}
