import { limitRefusal } from '../errors.ts';

/** Counts the characters of an answer while it is written, so that no more of it is written than the limit allows. */
export class AnswerSize {
  readonly #limit: number;
  #characters = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Throws a `Refusal` as soon as the answer is too large. */
  add(characters: number): void {
    this.#characters += characters;
    if (this.#characters > this.#limit) throw tooLarge(this.#limit);
  }
}

const tooLarge = (limit: number) =>
  limitRefusal(
    'answerCharacters',
    `The answer has more characters than the limit of ${limit}. Ask for fewer fields, or for shorter lists.`,
  );

const PUNCTUATION = 4; // quotes, colon and comma of a field

/** The characters that an object with these keys has beside its values. */
export const charactersOfKeys = (keys: Iterable<string>): number => {
  let characters = 2; // the braces
  for (const key of keys) characters += key.length + PUNCTUATION;
  return characters;
};

const OTHER = 4; // characters of a number, true, false or null, about

/** The characters that a value takes, about: of an object that is a leaf, what its JSON has. */
export function charactersOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  return typeof value === 'object' && value !== null ? JSON.stringify(value).length : OTHER;
}
