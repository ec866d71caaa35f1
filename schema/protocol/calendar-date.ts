import { GraphQLLocalDate } from 'graphql-scalars';

/** Whether a text is a day that the calendar has, as `YYYY-MM-DD`, from the year 1 on. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text.startsWith('0000')) return false;
  try {
    GraphQLLocalDate.parseValue(text);
    return true;
  } catch {
    return false;
  }
}
