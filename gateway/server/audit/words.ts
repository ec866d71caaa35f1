import type { Fault } from './blame.ts';
import type { ClockStep } from './clock.ts';

/** A fault in words. */
export function describeFault({ entry, kind }: Fault): string {
  switch (kind) {
    case 'truncated':
      return `The record was truncated: it ends before entry ${entry}, which a signed head vouches for.`;
    case 'head':
      return `The signed head over ${entry} entries does not agree with the record.`;
    case 'unsigned':
      return `No signed head vouches for entry ${entry} and those after it.`;
    default:
      return `Entry ${entry} is the first at fault: it was ${kind}.`;
  }
}

/** Where a clock went back, in words. */
export const describeClockStep = ({ entry, from, to }: ClockStep): string =>
  `The clock went back before entry ${entry}, from ${from} to ${to}: entries around it were made at other times than they say.`;
