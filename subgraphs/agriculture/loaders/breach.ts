import { isNotNull, or, sql, type SQL } from 'drizzle-orm';
import { benefitLinks } from '../tables.ts';

/** A link that was broken, as `isBreached` of the rules decides for one row. */
export const isBreachedLink = or(
  isNotNull(benefitLinks.breachReportedOn),
  sql`coalesce(${benefitLinks.guaranteedGain} > ${benefitLinks.yearlyGain}, false)`,
) as SQL;
