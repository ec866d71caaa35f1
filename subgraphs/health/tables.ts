// Every table, and the row of each GraphQL type by its name.

import type {
  insuranceEnrolments,
  encounters,
  settlements,
  payLaterAgreements,
  majorIllnessCases,
  chronicCareContracts,
  preventionServices,
} from './tables/people.ts';
import type {
  healthBenefitRules,
  preventionProgrammes,
  healthFacilities,
  hospitalPairings,
  medicalConsortia,
  healthWorkforce,
} from './tables/regions.ts';

export * from './tables/people.ts';
export * from './tables/regions.ts';

export type InsuranceEnrolmentRow = typeof insuranceEnrolments.$inferSelect;
export type EncounterRow = typeof encounters.$inferSelect;
export type SettlementRow = typeof settlements.$inferSelect;
export type PayLaterAgreementRow = typeof payLaterAgreements.$inferSelect;
export type MajorIllnessCaseRow = typeof majorIllnessCases.$inferSelect;
export type ChronicCareContractRow = typeof chronicCareContracts.$inferSelect;
export type HealthBenefitRuleRow = typeof healthBenefitRules.$inferSelect;
export type PreventionServiceRow = typeof preventionServices.$inferSelect;
export type PreventionProgrammeRow = typeof preventionProgrammes.$inferSelect;
export type HealthFacilityRow = typeof healthFacilities.$inferSelect;
export type HospitalPairingRow = typeof hospitalPairings.$inferSelect;
export type MedicalConsortiumRow = typeof medicalConsortia.$inferSelect;
export type HealthWorkforceRow = typeof healthWorkforce.$inferSelect;
