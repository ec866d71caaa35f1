import { isCalendarDate } from './calendar-date.ts';
import { foldDigits } from './fold-digits.ts';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';

/**
 * The check character of a citizen ID: ISO 7064 MOD 11-2 over its first 17 digits.
 * @param digits exactly 17 digits.
 * @throws RangeError otherwise.
 */
export function citizenIdCheckCharacter(digits: string): string {
  if (!/^\d{17}$/.test(digits)) throw new RangeError('A citizen ID is checked over its first 17 digits.');
  return checkCharacterOf(digits);
}

/** The check character of a text that begins with 17 digits. */
function checkCharacterOf(text: string): string {
  let sum = 0;
  for (let index = 0; index < weights.length; index += 1) {
    sum += Number(weights[index]) * (text.charCodeAt(index) - 48); // the code of "0"
  }
  return checkCharacters.charAt(sum % 11);
}

/** What is wrong with a citizen ID: its shape, its date of birth, or its check character. */
export type CitizenIdFault = 'SHAPE' | 'BIRTH_DATE' | 'CHECK_CHARACTER';

/**
 * What is wrong with a citizen ID by GB 11643; null when nothing is. The first six digits may be a prefix that is
 * assigned to nobody, as synthetic people have it.
 */
export function citizenIdFault(text: string): CitizenIdFault | null {
  if (!/^\d{17}[\dX]$/.test(text)) return 'SHAPE';
  if (!isCalendarDate(birthDateOf(text))) return 'BIRTH_DATE';
  return text.endsWith(checkCharacterOf(text)) ? null : 'CHECK_CHARACTER';
}

/** The date of birth that a citizen ID holds, as `YYYY-MM-DD`. */
export const birthDateOf = (citizenId: string): string =>
  `${citizenId.slice(6, 10)}-${citizenId.slice(10, 12)}-${citizenId.slice(12, 14)}`;

/** A citizen ID as people may write it, in its one form: without spaces around it, with a capital X. */
export const normalizeCitizenId = (text: string): string => text.trim().toUpperCase();

/** A citizen ID as it is shown to those who may not read it: `110105********002X`. */
export const maskCitizenId = (citizenId: string): string =>
  `${citizenId.slice(0, 6)}********${citizenId.slice(14)}`;

/** What may be a digit in some script, or the X at the end. */
const DIGIT = '[\\p{Nd}\\p{No}\\p{Nl}〇零一二三四五六七八九]';
/** What people set between groups of digits, and what does not show. Colons, commas and slashes part other numbers. */
const BETWEEN = '[\\s\\p{Pd}\\p{Cf}.·_]';
const isBetween = new RegExp(BETWEEN, 'u');
/** Cheap, for the many texts that hold no long number. */
const mayHold = new RegExp(`(?:${DIGIT}${BETWEEN}?){16}${DIGIT}`, 'u');

/**
 * A text in which whatever may be a citizen ID is masked, however its digits are written: also one of which the
 * last character is wrong or missing, or that stands within a longer number; in groups, one that is sound. For
 * messages that show what somebody sent.
 */
export function maskCitizenIds(text: string): string {
  if (!mayHold.test(text)) return text;
  const characters = [...text];
  const folded = foldDigits(characters);
  for (const { index, 0: number } of lineOf(folded).matchAll(/\d{17,}[Xx]?/g)) {
    if (number.length <= 18 || holdsSolid(number)) mask(characters, index, index + number.length);
  }
  for (const [start, end] of groupedIn(folded)) mask(characters, start, end);
  return characters.join('');
}

/** Hides all digits of a range but the first six and the last four. */
function mask(characters: string[], start: number, end: number): void {
  const places: number[] = [];
  for (let place = start; place < end; place += 1) {
    if (!isBetween.test(characters[place]!)) places.push(place);
  }
  for (const place of places.slice(6, -4)) characters[place] = '*';
}

/**
 * Whether a citizen ID stands anywhere in a text, however its digits are written: in any script, with a space,
 * hyphen or dot between them.
 */
export function holdsCitizenId(text: string): boolean {
  if (!mayHold.test(text)) return false;
  const folded = foldDigits([...text]);
  return holdsSolid(lineOf(folded)) || groupedIn(folded).length > 0;
}

/** One UTF-16 unit for each character, so that places in it are places in the list. */
const lineOf = (characters: readonly string[]): string =>
  characters.map((character) => (character.length === 1 ? character : '\uFFFD')).join('');

const holdsSolid = (text: string): boolean =>
  [...text.matchAll(/(?=(\d{17}[\dXx]))/g)].some(
    ([, candidate = '']) => citizenIdFault(normalizeCitizenId(candidate)) === null,
  );

const inGroups = new RegExp(`(?<!\\d)(?=(\\d(?:${BETWEEN}?\\d){16}${BETWEEN}?[\\dXx])(?!\\d))`, 'gu');

/**
 * Where citizen IDs stand whose digits are in groups. Lists of dates and amounts are long rows of digits too: what
 * counts begins and ends with a group, is of somebody born since 1800, has the right check character, and holds no
 * date elsewhere than where the date of birth stands.
 */
function groupedIn(folded: readonly string[]): [start: number, end: number][] {
  return [...lineOf(folded).matchAll(inGroups)].flatMap(({ index, 1: written = '' }) => {
    const digits = normalizeCitizenId([...written].filter((each) => !isBetween.test(each)).join(''));
    const isOne =
      /^\d{6}(?:18|19|20)/.test(digits) && citizenIdFault(digits) === null && !isRowOfDates(written);
    return isOne && digits !== written.toUpperCase() ? [[index, index + written.length]] : [];
  });
}

const isRowOfDates = (written: string): boolean =>
  [...written.matchAll(/(?<!\d)\d{4}[-.]\d{2}[-.]\d{2}(?!\d)/g)].some(
    ({ index }) => written.slice(0, index).replaceAll(/\D/g, '').length !== 6,
  );

/** Whether a text is a citizen ID as `maskCitizenId` shows it. */
export const isMaskedCitizenId = (text: string): boolean => /^\d{6}\*{8}\d{3}[\dX]$/.test(text);
