// The code lists of the tables and files; each equals the GraphQL enum that bears its name in the singular.

/** Scheme that covers the cost of treatment (保障制度). */
export const INSURANCE_SCHEMES = ['BASIC', 'SERIOUS_ILLNESS', 'MEDICAL_AID', 'COMMERCIAL'] as const;
export type InsuranceScheme = (typeof INSURANCE_SCHEMES)[number];

/** As who a person is insured (参保人员类别). */
export const INSURED_CATEGORIES = [
  'ORDINARY',
  'LIFTED',
  'MONITORED',
  'LOW_INCOME_ALLOWANCE',
  'DESTITUTE_SUPPORT',
] as const;
export type InsuredCategory = (typeof INSURED_CATEGORIES)[number];

/** How a person was treated (就诊类别). */
export const ENCOUNTER_KINDS = ['OUTPATIENT', 'SPECIAL_OUTPATIENT', 'INPATIENT'] as const;
export type EncounterKind = (typeof ENCOUNTER_KINDS)[number];

/** Major illness with special treatment (大病专项救治病种). */
export const MAJOR_ILLNESSES = [
  'CHILDHOOD_LEUKAEMIA',
  'CHILDHOOD_CONGENITAL_HEART_DISEASE',
  'OESOPHAGEAL_CANCER',
  'STOMACH_CANCER',
  'COLON_CANCER',
  'RECTAL_CANCER',
  'END_STAGE_KIDNEY_DISEASE',
  'LUNG_CANCER',
  'LIVER_CANCER',
  'BREAST_CANCER',
  'CERVICAL_CANCER',
  'ACUTE_MYOCARDIAL_INFARCTION',
  'CATARACT',
  'PNEUMOCONIOSIS',
  'NEUROBLASTOMA',
  'CHILDHOOD_LYMPHOMA',
  'OSTEOSARCOMA',
  'HAEMOPHILIA',
  'THALASSAEMIA',
  'CLEFT_LIP_AND_PALATE',
  'HYPOSPADIAS',
  'MULTIDRUG_RESISTANT_TUBERCULOSIS',
  'STROKE',
  'CHRONIC_OBSTRUCTIVE_PULMONARY_DISEASE',
  'AIDS_OPPORTUNISTIC_INFECTION',
  'BLADDER_CANCER',
  'OVARIAN_CANCER',
  'KIDNEY_CANCER',
  'SEVERE_MENTAL_ILLNESS',
  'RHEUMATIC_HEART_DISEASE',
] as const;
export type MajorIllness = (typeof MAJOR_ILLNESSES)[number];

/** Where a case of major illness stands (大病救治状态). */
export const MAJOR_ILLNESS_STATUSES = ['IDENTIFIED', 'IN_TREATMENT', 'AFTERCARE', 'CLOSED'] as const;
export type MajorIllnessStatus = (typeof MAJOR_ILLNESS_STATUSES)[number];

/** Condition for whose care contracts are signed (慢病签约病种). */
export const CHRONIC_CONDITIONS = [
  'HYPERTENSION',
  'DIABETES',
  'TUBERCULOSIS',
  'SEVERE_MENTAL_DISORDER',
] as const;
export type ChronicCondition = (typeof CHRONIC_CONDITIONS)[number];

/** Where an agreement to pay later stands (先诊疗后付费状态). It follows from the debt, so no table or file has it. */
export type PayLaterStatus = 'IN_TREATMENT' | 'OWED' | 'SETTLED' | 'OVERDUE';

/** Benefit that is extended to all rural people (健康扶贫三项政策). */
export const HEALTH_BENEFITS = [
  'TREATMENT_BEFORE_PAYMENT',
  'MAJOR_ILLNESS_TREATMENT',
  'CHRONIC_CARE_CONTRACT',
] as const;
export type HealthBenefit = (typeof HEALTH_BENEFITS)[number];

/** Whom a benefit is for (政策覆盖人群). */
export const BENEFIT_POPULATIONS = ['ASSISTED', 'ALL_RURAL'] as const;

/** Kind of service that prevents illness (预防保健服务类别). */
export const PREVENTION_SERVICE_KINDS = [
  'HEALTH_EDUCATION',
  'VACCINATION',
  'MATERNAL_CARE',
  'CHILD_HEALTH_CHECK',
  'WOMEN_CANCER_SCREENING',
  'ELDERLY_HEALTH_CHECK',
  'RISK_FACTOR_CONTROL',
] as const;
export type PreventionServiceKind = (typeof PREVENTION_SERVICE_KINDS)[number];

/** What a preventive service found (预防保健服务结果). */
export const PREVENTION_RESULTS = ['NORMAL', 'ABNORMAL', 'REFERRED'] as const;

/** Level of a facility (医疗卫生机构层级). */
export const HEALTH_FACILITY_LEVELS = [
  'VILLAGE_CLINIC',
  'TOWNSHIP_CLINIC',
  'COUNTY_HOSPITAL',
  'CITY_HOSPITAL',
] as const;
export type HealthFacilityLevel = (typeof HEALTH_FACILITY_LEVELS)[number];

/** Grade of a hospital (医院等级). */
export const HOSPITAL_GRADES = ['UNGRADED', 'PRIMARY', 'SECONDARY', 'TERTIARY'] as const;
export type HospitalGrade = (typeof HOSPITAL_GRADES)[number];

/** Group of health workers (卫生人才类别). */
export const HEALTH_WORKFORCE_GROUPS = [
  'ORDER_TRAINED_STUDENTS',
  'SPECIAL_POST_GENERAL_PRACTITIONERS',
  'VILLAGE_DOCTORS',
] as const;
export type HealthWorkforceGroup = (typeof HEALTH_WORKFORCE_GROUPS)[number];
