import { limitRefusal, type Refusal } from '../errors.ts';

/** Bounds on what one request may ask for. Each stands for itself: none is needed to make another hold. */
export interface DocumentLimits {
  /** Characters of the text. */
  readonly characters: number;
  /** Lexical tokens. */
  readonly tokens: number;
  /** Directives in the text. */
  readonly directives: number;
  /** Operations of the document. */
  readonly operations: number;
  /** Fragments that the document defines. */
  readonly fragments: number;
  /** Nested selection sets, fragments followed. */
  readonly depth: number;
  /** Fields at the root of one operation, fragments followed. */
  readonly rootFields: number;
  /** Aliased fields of all operations, fragments followed. */
  readonly aliases: number;
  /** Selected fields of all operations, fragments followed. */
  readonly fields: number;
  /** How often one response key may be selected on the same object. */
  readonly repeats: number;
  /** Values in the variables: scalars, lists and objects, at any depth. */
  readonly variableValues: number;
  /** Nested lists and objects in the variables. */
  readonly variablesDepth: number;
  /** What an operation may cost, by `@cost` and `@listSize`: about the number of objects in its answer. */
  readonly cost: number;
  /** Characters of an answer, about; it is counted while it is written. */
  readonly answerCharacters: number;
  /** How many items a list is taken to have of which the supergraph does not say it. */
  readonly listSize: number;
}

export const defaultLimits: DocumentLimits = {
  characters: 50_000,
  tokens: 5_000,
  directives: 200,
  operations: 50,
  fragments: 200,
  depth: 30,
  rootFields: 50,
  aliases: 200,
  fields: 2_000,
  repeats: 30,
  variableValues: 10_000,
  variablesDepth: 30,
  cost: 20_000,
  answerCharacters: 10_000_000,
  listSize: 10,
};

/** The refusal of what is beyond a limit. */
export const exceeded = (limit: keyof DocumentLimits, message: string): Refusal =>
  limitRefusal(limit, message);
