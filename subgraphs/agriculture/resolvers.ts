import { withYear } from '@hearth/kit/year-argument.ts';
import type { BusinessEntityKind } from './codes.ts';
import { linkBenefit, breakBenefit } from './commands.ts';
import type { RequiredResolvers } from './generated/resolvers.ts';
import type { Context } from './loaders.ts';
import { isBreached, isComplete, netLoss, shortfall, unsoldKg } from './rules.ts';

/** Resolvers of agriculture's slice. Properties of a row that bear their field's name resolve themselves. */
export const resolvers: RequiredResolvers = {
  Query: {
    industryPlan: (_, { id }, { loaders }) => loaders.industryPlan.load(id),
    project: (_, { id }, { loaders }) => loaders.project.load(id),
    industryBase: (_, { id }, { loaders }) => loaders.industryBase.load(id),
    leadingEnterprise: (_, { id }, { loaders }) => loaders.leadingEnterprise.load(id),
    cooperative: (_, { id }, { loaders }) => loaders.cooperative.load(id),
    ledBusiness: (_, { id }, { loaders }) => loaders.ledBusiness.load(id),
    entrepreneur: (_, { id }, { loaders }) => loaders.entrepreneur.load(id),
    benefitLink: (_, { id }, { loaders }) => loaders.benefitLink.load(id),
    industryGuide: (_, { id }, { loaders }) => loaders.industryGuide.load(id),
    unsoldProduceReport: (_, { id }, { loaders }) => loaders.unsoldProduceReport.load(id),
    consumptionOrder: (_, { id }, { loaders }) => loaders.consumptionOrder.load(id),
    workshop: (_, { id }, { loaders }) => loaders.workshop.load(id),
  },

  Mutation: {
    linkBenefit: (_, { input }, { run }) => run(linkBenefit, input),
    breakBenefit: (_, { input }, { run }) => run(breakBenefit, input),
  },
  LinkBenefitPayload: { benefitLink: ({ id }, _, { loaders }) => loaders.benefitLink.load(id) },
  BreakBenefitPayload: { benefitLink: ({ id }, _, { loaders }) => loaders.benefitLink.load(id) },

  Household: {
    __resolveReference: ({ id }, { register }) => register.household.load(id),
    benefitLinks: ({ id }, args, { loaders }) => loaders.linksOfHousehold.load(id, args),
    benefitGain: ({ id }, args, { loaders }) => loaders.benefitGain.load(id, withYear(args)),
    industryGuidance: ({ id }, args, { loaders }) => loaders.guidanceOf.load(id, args),
    unsoldProduce: ({ id }, args, { loaders }) => loaders.unsoldOf.load(id, args),
    farmSubsidies: ({ id }, args, { loaders }) => loaders.subsidiesOf.load(id, args),
    cropLosses: ({ id }, args, { loaders }) => loaders.lossesOf.load(id, args),
  },

  Person: {
    __resolveReference: ({ id }, { register }) => register.person.load(id),
    benefitLinks: ({ id }, args, { loaders }) => loaders.linksOfPerson.load(id, args),
    entrepreneur: ({ id }, _, { loaders }) => loaders.entrepreneurByPerson.load(id),
  },

  Region: {
    __resolveReference: ({ code }, { register }) => register.region.load(code),
    industryPlans: ({ code }, args, { loaders }) => loaders.plansIn.load(code, args),
    leadingIndustries: ({ code }, args, { loaders }) => loaders.leadingIndustriesIn.load(code, args),
    projects: ({ code }, args, { loaders }) => loaders.projectsIn.load(code, args),
    industryBases: ({ code }, args, { loaders }) => loaders.basesIn.load(code, args),
    leadingEnterprises: ({ code }, args, { loaders }) => loaders.enterprisesIn.load(code, args),
    cooperatives: ({ code }, args, { loaders }) => loaders.cooperativesIn.load(code, args),
    entrepreneurs: ({ code }, args, { loaders }) => loaders.entrepreneursIn.load(code, args),
    ledBusinesses: ({ code }, args, { loaders }) => loaders.ledBusinessesIn.load(code, args),
    benefitLinks: ({ code }, args, { loaders }) => loaders.linksIn.load(code, args),
    industryGuides: ({ code }, args, { loaders }) => loaders.guidesIn.load(code, args),
    ecommerceCounties: ({ code }, args, { loaders }) => loaders.ecommerceCountiesIn.load(code, args),
    unsoldProduce: ({ code }, args, { loaders }) => loaders.unsoldIn.load(code, args),
    consumptionOrders: ({ code }, args, { loaders }) => loaders.ordersIn.load(code, args),
    workshops: ({ code }, args, { loaders }) => loaders.workshopsIn.load(code, args),
    industryPlanCounts: ({ code }, _, { loaders }) => loaders.industryPlanCounts.load(code),
    projectCounts: ({ code }, _, { loaders }) => loaders.projectCounts.load(code),
    industryBaseCounts: ({ code }, _, { loaders }) => loaders.industryBaseCounts.load(code),
    leadingEnterpriseCounts: ({ code }, _, { loaders }) => loaders.leadingEnterpriseCounts.load(code),
    cooperativeCounts: ({ code }, _, { loaders }) => loaders.cooperativeCounts.load(code),
    entrepreneurCounts: ({ code }, _, { loaders }) => loaders.entrepreneurCounts.load(code),
    ledBusinessCounts: ({ code }, _, { loaders }) => loaders.ledBusinessCounts.load(code),
    benefitLinkCounts: ({ code }, args, { loaders }) => loaders.benefitLinkCounts.load(code, withYear(args)),
    ecommerceCountyCounts: ({ code }, _, { loaders }) => loaders.ecommerceCountyCounts.load(code),
    unsoldProduceCounts: ({ code }, _, { loaders }) => loaders.unsoldProduceCounts.load(code),
    consumptionOrderCounts: ({ code }, _, { loaders }) => loaders.consumptionOrderCounts.load(code),
    workshopCounts: ({ code }, _, { loaders }) => loaders.workshopCounts.load(code),
  },

  IndustryPlan: { region: regionOf },
  LeadingIndustry: { region: regionOf },

  Project: {
    __resolveReference: (key, { loaders }) =>
      'id' in key ? loaders.project.load(key.id) : loaders.projectByNumber.load(key.projectNumber),
    region: regionOf,
    operator: operatorOf,
  },

  IndustryBase: {
    region: regionOf,
    operator: operatorOf,
    areaMu: ({ areaMu }) => Number(areaMu),
  },

  LeadingEnterprise: { region: regionOf },
  Cooperative: { region: regionOf },

  LedBusiness: {
    region: regionOf,
    entrepreneur: ({ personId }, _, { loaders }) => loaders.entrepreneurByPerson.load(personId),
  },

  Entrepreneur: {
    person: personOf,
    region: regionOf,
    ledBusinesses: ({ personId }, args, { loaders }) => loaders.businessesLedBy.load(personId, args),
  },

  Workshop: { region: regionOf },

  BenefitLink: {
    household: householdOf,
    person: personOf,
    region: regionOf,
    entity: ({ entityKind, entityCode }, _, { loaders }) => businessEntity(entityKind, entityCode, loaders),
    shortfall,
    breached: isBreached,
  },

  IndustryGuide: { region: regionOf },

  IndustryGuidance: {
    household: householdOf,
    guide: ({ guideNumber }, _, { loaders }) => loaders.industryGuideByNumber.load(guideNumber),
  },

  FarmSubsidy: {
    household: householdOf,
    person: personOf,
    areaMu: ({ areaMu }) => numberOf(areaMu),
  },

  CropLoss: {
    household: householdOf,
    person: personOf,
    areaMu: ({ areaMu }) => numberOf(areaMu),
    replantedMu: ({ replantedMu }) => numberOf(replantedMu),
    netLoss,
  },

  UnsoldProduce: {
    household: householdOf,
    person: personOf,
    region: regionOf,
    unsoldKg,
    orders: ({ reportNumber }, args, { loaders }) => loaders.ordersOfReport.load(reportNumber, args),
  },

  ConsumptionOrder: {
    region: regionOf,
    report: ({ reportNumber }, _, { loaders }) =>
      reportNumber === null ? null : loaders.unsoldProduceByNumber.load(reportNumber),
    seller: ({ sellerKind, sellerCode }, _, { loaders }) => businessEntity(sellerKind, sellerCode, loaders),
  },

  EcommerceCounty: { region: regionOf, complete: isComplete },
};

function personOf({ personId }: { personId: string }) {
  return { id: personId };
}

function householdOf({ householdId }: { householdId: string }) {
  return { id: householdId };
}

function regionOf({ regionCode }: { regionCode: string }) {
  return { code: regionCode };
}

function operatorOf(
  { operatorKind, operatorCode }: { operatorKind: BusinessEntityKind | null; operatorCode: string | null },
  _: object,
  { loaders }: Context,
) {
  return businessEntity(operatorKind, operatorCode, loaders);
}

/** The business of that code in the register of its kind; null when none is named or the register lacks it. */
async function businessEntity(
  kind: BusinessEntityKind | null,
  code: string | null,
  loaders: Context['loaders'],
) {
  if (kind === null || code === null) return null;
  switch (kind) {
    case 'LEADING_ENTERPRISE':
      return typed('LeadingEnterprise', await loaders.leadingEnterpriseByCode.load(code));
    case 'COOPERATIVE':
      return typed('Cooperative', await loaders.cooperativeByCode.load(code));
    case 'LED_BUSINESS':
      return typed('LedBusiness', await loaders.ledBusinessByCode.load(code));
  }
}

/** A row with the name by which the interface finds its type. */
const typed = <Row extends object>(__typename: string, row: Row | null) => row && { __typename, ...row };

/** An area as the API has it; null when it is not known. */
const numberOf = (mu: string | null): number | null => (mu === null ? null : Number(mu));
