import { type MinistryCode, ministryCode, ministryNames } from '@hearth/schema/subgraphs.ts';

// The code lists of the tables; each equals the GraphQL enum that bears its name in the singular.

export const HOUSEHOLD_KINDS = ['ORDINARY', 'LIFTED', 'LIFTED_DIBAO', 'LIFTED_TEKUN'] as const;
/** What the register holds a household for (户类型). */
export type HouseholdKind = (typeof HOUSEHOLD_KINDS)[number];

export const MONITORING_CATEGORIES = ['NONE', 'UNSTABLE', 'MARGINAL', 'SUDDEN_HARDSHIP'] as const;
/** How a household is monitored (监测类别). */
export type MonitoringCategory = (typeof MONITORING_CATEGORIES)[number];

export const RISK_CAUSES = [
  'ILLNESS',
  'DISABILITY',
  'DISASTER',
  'EPIDEMIC',
  'LABOUR_SHORTAGE',
  'ACCIDENT',
  'INDUSTRY_FAILURE',
  'UNSTABLE_EMPLOYMENT',
  'SCHOOLING',
  'OTHER',
] as const;
/** Why a household may slide back into poverty (风险类型). */
export type RiskCause = (typeof RISK_CAUSES)[number];

export const SEXES = ['MALE', 'FEMALE'] as const;
/** Sex (性别). */
export type Sex = (typeof SEXES)[number];

/** Relation to the head of the household (与户主关系). */
export const RELATIONS_TO_HEAD = [
  'HEAD',
  'SPOUSE',
  'SON',
  'DAUGHTER',
  'SON_IN_LAW',
  'DAUGHTER_IN_LAW',
  'GRANDCHILD',
  'PARENT',
  'PARENT_IN_LAW',
  'GRANDPARENT',
  'SIBLING',
  'OTHER',
] as const;

/** State of health (健康状况). */
export const HEALTH_STATES = ['HEALTHY', 'CHRONIC', 'MAJOR_ILLNESS', 'DISABLED'] as const;

/** What work a person can do (劳动能力). */
export const LABOUR_CAPACITIES = ['ORDINARY', 'SKILLED', 'WEAK', 'LOST', 'NONE'] as const;

/** How far from home a person works (务工地点). */
export const WORKPLACE_REACHES = ['TOWNSHIP', 'COUNTY', 'PROVINCE', 'OTHER_PROVINCE'] as const;

/** Ethnic group (民族). */
export const ETHNIC_GROUPS = [
  'HAN',
  'MONGOL',
  'HUI',
  'ZANG',
  'UYGUR',
  'MIAO',
  'YI',
  'ZHUANG',
  'BUYEI',
  'CHOSEN',
  'MAN',
  'DONG',
  'YAO',
  'BAI',
  'TUJIA',
  'HANI',
  'KAZAK',
  'DAI',
  'LI',
  'LISU',
  'VA',
  'SHE',
  'GAOSHAN',
  'LAHU',
  'SUI',
  'DONGXIANG',
  'NAXI',
  'JINGPO',
  'KIRGIZ',
  'TU',
  'DAUR',
  'MULAO',
  'QIANG',
  'BLANG',
  'SALAR',
  'MAONAN',
  'GELAO',
  'XIBE',
  'ACHANG',
  'PUMI',
  'TAJIK',
  'NU',
  'UZBEK',
  'RUSS',
  'EWENKI',
  'DEANG',
  'BONAN',
  'YUGUR',
  'GIN',
  'TATAR',
  'DERUNG',
  'OROQEN',
  'HEZHEN',
  'MONBA',
  'LHOBA',
  'JINO',
  'OTHER',
] as const;

/** The five levels of the administrative division (行政层级). */
export const REGION_LEVELS = ['PROVINCE', 'PREFECTURE', 'COUNTY', 'TOWNSHIP', 'VILLAGE'] as const;

/** What a region was designated as in the fight against poverty (贫困县/贫困村标识). */
export const POVERTY_DESIGNATIONS = ['NONE', 'POVERTY_COUNTY', 'POVERTY_VILLAGE'] as const;

/** The road that reaches a house (入户路类型). */
export const ROAD_KINDS = ['CONCRETE', 'ASPHALT', 'GRAVEL', 'EARTH', 'NONE'] as const;

/** Safety grade of a house (房屋危险性等级). */
export const HOUSE_GRADES = ['A', 'B', 'C', 'D'] as const;

/** Electric power of a household (生活用电). */
export const POWER_SUPPLIES = ['GRID', 'OFF_GRID', 'NONE'] as const;

/** Where drinking water comes from (饮水来源). */
export const WATER_SOURCES = ['PIPED', 'WELL', 'SPRING', 'CISTERN', 'OTHER'] as const;

/** Whether a safeguard holds (保障状态). */
export type SafeguardStatus = 'SAFE' | 'AT_RISK';

export const CLUE_SOURCES = [
  'SELF_DECLARATION',
  'GRASSROOTS_CHECK',
  'DEPARTMENT_SCREENING',
  'RISK_MODEL',
  'SOCIAL_SUPERVISION',
] as const;
/** Who notices a clue (线索来源). */
export type ClueSource = (typeof CLUE_SOURCES)[number];

/** The statutory screening rules that always raise a clue (筛查预警规则). */
export const SCREENING_RULES = [
  'MEDICAL_COST',
  'SCHOOLING_COST',
  'DROPOUT',
  'DANGEROUS_HOUSE',
  'UNSAFE_WATER',
  'INSURANCE_LAPSED',
  'JOB_LOSS',
  'DISASTER_LOSS',
  'LOAN_OVERDUE',
  'INCOME_UNDER_LINE',
] as const;

export const MONITORING_STATES = [
  'CLUE',
  'VERIFYING',
  'REJECTED',
  'REVIEWED',
  'NOTICED',
  'OBJECTED',
  'TOWN_REVIEWED',
  'IDENTIFIED',
  'ASSISTING',
  'REMOVAL_PENDING',
  'REMOVED',
] as const;
/** Where a monitoring case stands (监测环节). */
export type MonitoringState = (typeof MONITORING_STATES)[number];

/** How a risk went away (风险消除方式). */
export const REMOVAL_MANNERS = ['HELPED', 'NATURAL'] as const;

export const ASSISTANCE_KINDS = [
  'INDUSTRY',
  'EMPLOYMENT',
  'COMPREHENSIVE_SECURITY',
  'ASPIRATION_AND_EDUCATION',
  'OTHER',
] as const;
/** The five kinds of assistance (帮扶措施类别). */
export type AssistanceKind = (typeof ASSISTANCE_KINDS)[number];

export const MEASURE_CATEGORIES = [
  'PLANTING',
  'ANIMAL_HUSBANDRY',
  'PROCESSING',
  'TRADE_AND_SERVICES',
  'MICROCREDIT',
  'ASSET_YIELD',
  'PRODUCE_SALES',
  'WORK_AWAY',
  'WORK_NEARBY',
  'PUBLIC_WELFARE_POST',
  'WORKSHOP',
  'STARTING_BUSINESS',
  'LOW_INCOME_ALLOWANCE',
  'DESTITUTE_SUPPORT',
  'MEDICAL_SECURITY',
  'PENSION',
  'DISABILITY_ALLOWANCE',
  'TEMPORARY_RELIEF',
  'HOUSING',
  'DRINKING_WATER',
  'STUDENT_AID',
  'BUSINESS_TRAINING',
  'LABOUR_TRAINING',
  'ENCOURAGEMENT',
  'SELF_RESCUE',
  'SOCIAL_HELP',
  'OTHER',
] as const;
/** The finer category of a measure (帮扶措施类型). */
export type MeasureCategory = (typeof MEASURE_CATEGORIES)[number];

export const MEASURE_STATUSES = ['PLANNED', 'UNDER_WAY', 'COMPLETED', 'STOPPED'] as const;
/** Where a measure stands (措施状态). */
export type MeasureStatus = (typeof MEASURE_STATUSES)[number];

/** What is wrong with a village team (缺口类型). */
export const VILLAGE_TEAM_GAP_KINDS = ['WITHDRAWN', 'NO_LEADER', 'UNDERSTAFFED', 'ABSENT'] as const;

export const NO_REMOVAL_KINDS = ['RESPONSIBILITY', 'POLICY', 'HELP', 'SUPERVISION'] as const;
/** The four no-removals (四个不摘). */
export type NoRemovalKind = (typeof NO_REMOVAL_KINDS)[number];

export const EXIT_SUBJECTS = ['HOUSEHOLD', 'VILLAGE', 'COUNTY'] as const;
/** What exits from poverty (退出对象). */
export type ExitSubject = (typeof EXIT_SUBJECTS)[number];

/** What an exit assessment comes to (评估结论). */
export const EXIT_CONCLUSIONS = ['CONFIRMED', 'CONFIRMED_AFTER_RECTIFICATION', 'REFUSED'] as const;

/** Level of an office (层级). */
export const ADMINISTRATIVE_LEVELS = ['NATION', 'PROVINCE', 'PREFECTURE', 'COUNTY'] as const;

/** Who is interviewed (被约谈人). */
export const INTERVIEWEE_ROLES = ['CHIEF_LEADER', 'LEADER_IN_CHARGE'] as const;

export const INTERVIEW_REASONS = ['EXIT_QUALITY', 'FUND_USE', 'NO_REMOVALS', 'OTHER'] as const;
/** Why leaders are interviewed (约谈事由). */
export type InterviewReason = (typeof INTERVIEW_REASONS)[number];

/** How a published figure is meant (数值含义). */
export const FIGURE_BOUNDS = ['EXACT', 'AT_LEAST', 'OVER', 'NEARLY'] as const;

export const DISPATCH_TOPICS = ['EPIDEMIC', 'DISASTER', 'HOUSING', 'DRINKING_WATER', 'MONITORING'] as const;
/** What dispatch reports are about (调度主题). */
export type DispatchTopic = (typeof DISPATCH_TOPICS)[number];

/** How often a topic is reported (调度频次). */
export const DISPATCH_CADENCES = ['WEEKLY', 'MONTHLY'] as const;

export const POLICY_TAGS = [
  'MONITORING',
  'TRANSITION',
  'EXIT',
  'INDUSTRY',
  'EMPLOYMENT',
  'CONSUMPTION',
  'FINANCE',
  'HEALTH',
  'EDUCATION',
  'DISASTER',
  'EPIDEMIC',
] as const;
/** What a policy document is about (政策标签). */
export type PolicyTag = (typeof POLICY_TAGS)[number];

/** Groups of jurisdictions that issued rules (地区类别). */
export const JURISDICTION_GROUPS = ['CENTRAL_WESTERN', 'EASTERN'] as const;

export const ORGANISATION_ROLES = ['LEAD', 'MEMBER'] as const;
/** An organisation's role (职责). */
export type OrganisationRole = (typeof ORGANISATION_ROLES)[number];

export const DISASTER_KINDS = [
  'FLOOD',
  'GEOLOGICAL',
  'DROUGHT',
  'BIOLOGICAL',
  'METEOROLOGICAL',
  'EARTHQUAKE',
  'OTHER',
] as const;
/** Kinds of disaster (灾种). */
export type DisasterKind = (typeof DISASTER_KINDS)[number];

/** Emergency response levels (应急响应级别). */
export const RESPONSE_LEVELS = ['I', 'II', 'III', 'IV'] as const;

/** What became of a house (房屋受损程度). */
export const HOUSE_DAMAGES = ['NONE', 'LIGHT', 'SEVERE', 'COLLAPSED'] as const;

export const REPAIR_KINDS = ['HOUSING', 'DRINKING_WATER'] as const;
/** What is repaired (修复类别). */
export type RepairKind = (typeof REPAIR_KINDS)[number];

export const REPAIR_STATUSES = ['REPORTED', 'UNDER_WAY', 'COMPLETED'] as const;
/** Where a repair stands (修复状态). */
export type RepairStatus = (typeof REPAIR_STATUSES)[number];

/** Kinds of public-welfare post (公益岗位类型). */
export const PUBLIC_WELFARE_POST_KINDS = [
  'FOREST_RANGER',
  'CLEANER',
  'ROAD_KEEPER',
  'WATER_KEEPER',
  'CARER',
  'DISASTER_WATCHER',
  'OTHER',
] as const;

/** Why work ended (就业结束原因). */
export const EMPLOYMENT_END_REASONS = [
  'JOB_LOST',
  'CONTRACT_ENDED',
  'RETURNED_HOME',
  'ILLNESS',
  'OTHER',
] as const;

export const PARTNER_AGENCIES = [
  'HOUSING',
  'WATER',
  'EMERGENCY',
  'CIVIL_AFFAIRS',
  'DISABLED_FEDERATION',
  'LABOUR',
  'PUBLIC_SECURITY',
] as const;
/** Agencies that send data and have no subgraph (数据推送部门). */
export type PartnerAgency = (typeof PARTNER_AGENCIES)[number];

/** What partner agencies report about households (推送信息类型). */
export const PARTNER_FINDING_SUBJECTS = [
  'DANGEROUS_HOUSE',
  'UNSAFE_WATER',
  'DISASTER_LOSS',
  'LOW_INCOME_ALLOWANCE',
  'DESTITUTE_SUPPORT',
  'DISABILITY_CERTIFICATE',
  'JOB_LOSS',
  'TRAFFIC_ACCIDENT',
  'REGISTRATION_CHANGE',
] as const;

/** What the verification of a finding came to (核实结果). */
export const FINDING_RESULTS = ['PENDING', 'CONFIRMED', 'NOT_CONFIRMED'] as const;

export const MINISTRIES = ministryNames.map(ministryCode) as [MinistryCode, ...MinistryCode[]];
