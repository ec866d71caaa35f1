import { isAmountInBounds, isBirthDateInBounds, isDayInBounds } from './bounds.ts';
import { isCalendarDate } from './calendar-date.ts';
import { birthDateOf, citizenIdFault, isMaskedCitizenId } from './citizen-id.ts';
import { isMoment } from './moment.ts';
import { isRegionCode } from './region-code.ts';
import { isUnstorable } from './unstorable-text.ts';
import { isWrittenYuan, parseYuan } from './yuan.ts';

/** What makes a scalar: of an answer, which ministries write and the gateway lets pass, and of what callers state. */
export interface ScalarRule {
  /** The URL of its `@specifiedBy`; undefined without one. */
  readonly specifiedBy?: string;
  /** Whether an answer may hold this text. In answers all scalars of the contract are texts. */
  readonly allows: (text: string) => boolean;
  /** Whether a caller may state this text. Narrower than `allows`: answers show rows from before a bound as they are. */
  readonly takes: (text: string) => boolean;
}

/** The scalars of the contract by name. */
export const scalarRules = {
  RegionCode: { allows: isRegionCode, takes: isRegionCode },
  /** Shown whole or masked, stated whole. */
  CitizenId: {
    allows: (text) => isMaskedCitizenId(text) || citizenIdFault(text) === null,
    takes: (text) => citizenIdFault(text) === null && isBirthDateInBounds(birthDateOf(text)),
  },
  Yuan: {
    allows: isWrittenYuan,
    takes: (text) => {
      const fen = parseYuan(text);
      return fen !== null && isAmountInBounds(fen);
    },
  },
  Date: {
    specifiedBy: 'https://scalars.graphql.org/andimarek/local-date.html',
    allows: isCalendarDate,
    takes: (text) => isCalendarDate(text) && isDayInBounds(text),
  },
  DateTime: {
    specifiedBy: 'https://scalars.graphql.org/andimarek/date-time.html',
    allows: isMoment,
    takes: (text) => isMoment(text) && isDayInBounds(text.slice(0, 10)),
  },
  Cursor: {
    specifiedBy: 'https://relay.dev/graphql/connections.htm',
    allows: (text) => text.length > 0,
    takes: (text) => text.length > 0 && !isUnstorable(text),
  },
} as const satisfies Readonly<Record<string, ScalarRule>>;

const byName = new Map<string, ScalarRule>(Object.entries(scalarRules));

/** The rule of a scalar; undefined for one that is not the contract's: `Date` without its specification may be anything. */
export function findScalarRule(name: string, specifiedBy: string | undefined): ScalarRule | undefined {
  const rule = byName.get(name);
  return rule?.specifiedBy === specifiedBy ? rule : undefined;
}
