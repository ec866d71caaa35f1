/** The sign × and letters that look like the X at the end of a citizen ID; Roman ten and wide letters fold to it. */
const LIKE_X = new Set('×ХхΧχ');
const CHINESE = '〇一二三四五六七八九';

/**
 * Each character as the ASCII digit or X that it stands for: wide, Arabic-Indic and all other decimal digits of
 * Unicode, digits in circles and raised ones, Chinese numerals. All other characters are as they were.
 */
export const foldDigits = (characters: readonly string[]): string[] => characters.map(fold);

function fold(character: string): string {
  if (character <= '\u007F') return character;
  if (/\p{Nd}/u.test(character)) return String(valueOf(character.codePointAt(0)!));
  const chinese = character === '零' ? 0 : CHINESE.indexOf(character);
  if (chinese >= 0) return String(chinese);
  if (LIKE_X.has(character)) return 'X';
  const plain = character.normalize('NFKC');
  return /^[\dXx]$/.test(plain) ? plain : character;
}

/** The digits of one script follow one another from its zero on, and so do whole sets of them. */
function valueOf(codePoint: number): number {
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(codePoint - before - 1))) before += 1;
  return before % 10;
}
