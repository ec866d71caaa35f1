import { beginsWithDay, dayShape } from './calendar-date.ts';

const hour = String.raw`(?:[01]\d|2[0-3])`;
const sixtieth = String.raw`[0-5]\d`;
const time = String.raw`${hour}:${sixtieth}:${sixtieth}(?:\.\d+)?`;
const shape = new RegExp(`^${dayShape}[Tt]${time}(?:[Zz]|[+-]${hour}:${sixtieth})$`);

/** Whether a text is a moment by RFC 3339, with its zone: `2020-12-31T08:00:00+08:00`. `Date` has no leap seconds, nor has this. */
export const isMoment = (text: string): boolean => shape.test(text) && beginsWithDay(text);
