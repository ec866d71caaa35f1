/** What a day looks like, as the source of a regular expression. Whether the calendar has it is for `beginsWithDay` to say. */
export const dayShape = String.raw`(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`;

const shape = new RegExp(`^${dayShape}$`);

/** Whether a text is a day that the calendar has, as `YYYY-MM-DD`, from the year 1 on. */
export const isCalendarDate = (text: string): boolean => shape.test(text) && beginsWithDay(text);

/** Whether the calendar has the day with which a text of `dayShape` begins. */
export function beginsWithDay(text: string): boolean {
  const day = twoDigits(text, 8);
  if (day <= 28) return true;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  return day <= lastDay(year, twoDigits(text, 5));
}

function lastDay(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

const twoDigits = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1);

const digit = (text: string, at: number): number => text.charCodeAt(at) - 48; // the code of "0"
