import { Refusal } from '../errors.ts';
import { createDocuments, type DocumentOptions, type OnNew, type PreparedDocument } from './document.ts';

/** The operations of a document, for a caller who may be told the schema or not. Throws a `Refusal`. */
export type TellingDocuments = (query: string, isTold: boolean, onNew?: OnNew) => PreparedDocument;

/**
 * Keeps documents that ask about the schema apart, and refusals whose words would tell it. All others are the same for
 * everybody, and prepared once.
 */
export function createTellingDocuments(options: Omit<DocumentOptions, 'introspection'>): TellingDocuments {
  const silent = createDocuments({ ...options, introspection: false });
  const telling = createDocuments({ ...options, introspection: true });
  return (query, isTold, onNew) => {
    if (!isTold) return silent(query, onNew);
    try {
      return silent(query, onNew);
    } catch (error) {
      if (error instanceof Refusal) return telling(query, onNew);
      throw error;
    }
  };
}
