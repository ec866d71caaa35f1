import { type Command, demand, demandAmounts, demandYear, hasCome } from '@hearth/kit/commands.ts';
import { announce } from './events.ts';
import type { BreakBenefitInput, LinkBenefitInput } from './generated/resolvers.ts';
import {
  hasNoBreach,
  isPromiseOfGuarantee,
  isRegistrationCode,
  isReportedAfterSigning,
  signedByEndOfYear,
} from './rules.ts';
import { benefitLinks } from './tables.ts';

export const linkBenefit: Command<LinkBenefitInput> = {
  name: 'linkBenefit',
  async run(transaction, { person, guaranteedGain = null, ...given }) {
    const { household } = await transaction.person(person);
    const link = { ...given, guaranteedGain };
    const { entityCode, signedOn, year, yearlyGain } = link;
    demand(hasCome(signedOn, transaction.today), 'hasCome', `${signedOn} is in the future.`);
    demand(
      isRegistrationCode(entityCode),
      'isRegistrationCode',
      `${JSON.stringify(entityCode)} is no unified social credit code.`,
    );
    demand(
      isPromiseOfGuarantee(link),
      'isPromiseOfGuarantee',
      'A gain is promised when, and only when, the guarantee is GUARANTEED_MINIMUM.',
    );
    demand(signedByEndOfYear(link), 'signedByEndOfYear', `${signedOn} is after the end of ${year}.`);
    demandYear(year);
    demandAmounts(yearlyGain, guaranteedGain ?? 0n);
    const row = await transaction.insert(
      benefitLinks,
      { ...link, personId: person, householdId: household.id, regionCode: household.regionCode },
      { rule: 'isOneOfYear', message: `There is such a link of the person for ${year} already.` },
    );
    return { record: row, announcements: [announce('BENEFIT_LINKED', row)] };
  },
};

export const breakBenefit: Command<BreakBenefitInput> = {
  name: 'breakBenefit',
  async run(transaction, { benefitLink: id, expectedVersion, reportedOn, note = null }) {
    const link = await transaction.record(benefitLinks, { what: 'benefit link', id, expectedVersion });
    demand(hasNoBreach(link), 'hasNoBreach', 'A breach of the link was reported already.');
    demand(hasCome(reportedOn, transaction.today), 'hasCome', `${reportedOn} is in the future.`);
    demand(
      isReportedAfterSigning(link.signedOn, reportedOn),
      'isReportedAfterSigning',
      `${reportedOn} is before the day of signing.`,
    );
    const row = await transaction.update(benefitLinks, id, {
      breachReportedOn: reportedOn,
      breachNote: note,
    });
    return { record: row, announcements: [announce('BENEFIT_BROKEN', row)] };
  },
};
