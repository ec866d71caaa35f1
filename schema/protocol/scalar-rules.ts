import { isCalendarDate } from './calendar-date.ts';
import { citizenIdFault, isMaskedCitizenId } from './citizen-id.ts';
import { isMoment } from './moment.ts';
import { isRegionCode } from './region-code.ts';
import { isWrittenYuan } from './yuan.ts';

/** What makes a scalar of an answer: ministries write nothing else, and the gateway lets nothing else pass. */
export interface ScalarRule {
  /** The URL of its `@specifiedBy`; undefined without one. */
  readonly specifiedBy?: string;
  /** Whether an answer may hold this text. In answers all scalars of the contract are texts. */
  readonly allows: (text: string) => boolean;
}

/** The scalars of the contract by name. */
export const scalarRules = {
  RegionCode: { allows: isRegionCode },
  /** Whole or masked. */
  CitizenId: { allows: (text) => isMaskedCitizenId(text) || citizenIdFault(text) === null },
  Yuan: { allows: isWrittenYuan },
  Date: {
    specifiedBy: 'https://scalars.graphql.org/andimarek/local-date.html',
    allows: isCalendarDate,
  },
  DateTime: {
    specifiedBy: 'https://scalars.graphql.org/andimarek/date-time.html',
    allows: isMoment,
  },
  Cursor: {
    specifiedBy: 'https://relay.dev/graphql/connections.htm',
    allows: (text) => text.length > 0,
  },
} as const satisfies Readonly<Record<string, ScalarRule>>;

const byName = new Map<string, ScalarRule>(Object.entries(scalarRules));

/** The rule of a scalar; undefined for one that is not the contract's: `Date` without its specification may be anything. */
export function findScalarRule(name: string, specifiedBy: string | undefined): ScalarRule | undefined {
  const rule = byName.get(name);
  return rule?.specifiedBy === specifiedBy ? rule : undefined;
}
