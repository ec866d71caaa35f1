import { isCalendarDate } from './calendar-date.ts';

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

/**
 * A text in which whatever may be a citizen ID is masked, also one of which the last character is wrong or missing, or that
 * stands within a longer number: for messages that show what somebody sent.
 */
export const maskCitizenIds = (text: string): string =>
  text.replaceAll(/\d{17,}[Xx]?/g, (number) =>
    number.length <= 18 || holdsCitizenId(number) ? maskNumber(number) : number,
  );

const maskNumber = (number: string): string =>
  `${number.slice(0, 6)}${'*'.repeat(number.length - 10)}${number.slice(-4)}`;

/** Whether a citizen ID stands anywhere in a text. */
export const holdsCitizenId = (text: string): boolean =>
  [...text.matchAll(/(?=(\d{17}[\dXx]))/g)].some(
    ([, candidate = '']) => citizenIdFault(normalizeCitizenId(candidate)) === null,
  );

/** Whether a text is a citizen ID as `maskCitizenId` shows it. */
export const isMaskedCitizenId = (text: string): boolean => /^\d{6}\*{8}\d{3}[\dX]$/.test(text);
