import { type RegionLevel, significantPrefix } from '@hearth/schema/protocol/region-code.ts';
import type { AssistanceKind, MeasureCategory, MonitoringState, SafeguardStatus, Sex } from './codes.ts';

/** The four statutory parts of income and the expense, in fen. */
export interface IncomeParts {
  readonly wage: bigint;
  readonly business: bigint;
  readonly property: bigint;
  readonly transfer: bigint;
  readonly businessExpense: bigint;
}

/** Net income (纯收入) in fen: wage + business + property + transfer - expense. It may be negative. */
export const netIncome = ({ wage, business, property, transfer, businessExpense }: IncomeParts): bigint =>
  wage + business + property + transfer - businessExpense;

/** An income of which one part is another. */
export const withPart = (income: IncomeParts, part: keyof IncomeParts, amount: bigint): IncomeParts => ({
  ...income,
  [part]: amount,
});

/** Whether a region is one that households live in. */
export const isVillage = ({ level }: { readonly level: RegionLevel }): boolean => level === 'VILLAGE';

/** Whether a division lies within another, by their codes. */
export const livesWhereItStruck = (village: string, struck: string): boolean =>
  village.startsWith(significantPrefix(struck));

/** Whether a household goes to another village than where it lives. */
export const movesElsewhere = (from: string, to: string): boolean => from !== to;

/** Whether an impact is reported no sooner than the disaster began; both are ISO dates. */
export const isReportedAfterStart = (startedOn: string, reportedOn: string): boolean =>
  startedOn <= reportedOn;

/** Whether an area of farmland, in mu, is one that a household can have. */
export const isArea = (areaMu: number): boolean => areaMu >= 0 && areaMu <= 10_000;

/** Whether a number of members is one that a household can have. */
export const isCount = (members: number): boolean => members >= 0 && members <= 50;

/** Net income per head in whole fen, rounded down. */
export function netIncomePerCapita({ net, memberCount }: { net: bigint; memberCount: number }): bigint {
  const members = BigInt(memberCount);
  const share = net / members;
  return net % members < 0n ? share - 1n : share;
}

/** A safeguard, judged: what was seen decides it. */
export interface SafeguardJudgement {
  readonly status: SafeguardStatus;
  readonly evidence: string;
  /** Day of the survey, ISO. */
  readonly observedOn: string;
}

/** What a judgement of house and water needs of a survey. */
export interface HouseAndWater {
  readonly surveyedOn: string;
  readonly houseGrade: 'A' | 'B' | 'C' | 'D';
  readonly inDryArea: boolean;
  readonly waterLitresPerPersonDay: number | null;
  readonly waterQualityMet: boolean | null;
  readonly waterFetchMinutes: number | null;
  readonly waterOutageDaysPerYear: number | null;
}

/** Safe housing (住房安全): grades A and B; C is partly and D wholly dangerous. */
export function judgeHousing({ houseGrade, surveyedOn }: HouseAndWater): SafeguardJudgement {
  const faults = houseGrade === 'C' || houseGrade === 'D' ? [`House of grade ${houseGrade}`] : [];
  return judge(faults, `House of grade ${houseGrade}`, surveyedOn);
}

/** Litres that each member needs a day. */
const WATER_LITRES = { wet: 35, dry: 20 };
/** Minutes to fetch water and come back, at most. */
const WATER_FETCH_MINUTES = 20;
/** Days without water in a year, at most. */
const WATER_OUTAGE_DAYS = 36;

/** Safe drinking water (饮水安全): enough, good, near and steady. What was not measured is not safe. */
export function judgeDrinkingWater(survey: HouseAndWater): SafeguardJudgement {
  const {
    waterLitresPerPersonDay: litres,
    waterFetchMinutes: minutes,
    waterOutageDaysPerYear: days,
  } = survey;
  const needed = survey.inDryArea ? WATER_LITRES.dry : WATER_LITRES.wet;
  const faults = [
    litres === null ? 'Quantity not measured' : litres < needed && `${litres} of ${needed} litres a day`,
    survey.waterQualityMet === null ? 'Quality not tested' : !survey.waterQualityMet && 'Quality not met',
    minutes === null
      ? 'Way to the water not known'
      : minutes > WATER_FETCH_MINUTES && `${minutes} minutes to fetch`,
    days === null ? 'Outages not known' : days > WATER_OUTAGE_DAYS && `${days} days a year without`,
  ].filter((fault) => fault !== false);
  return judge(faults, `${litres} litres a day, quality met`, survey.surveyedOn);
}

/** What a judgement of schooling and medical care needs of a survey. */
export interface SchoolingAndCare {
  readonly surveyedOn: string;
  readonly compulsoryAgeChildren: number;
  readonly childrenOutOfSchool: number;
  readonly membersWithoutInsurance: number;
  readonly membersWithoutTreatment: number;
}

/** Compulsory education (义务教育): no child out of school. */
export function judgeCompulsoryEducation(survey: SchoolingAndCare): SafeguardJudgement {
  const { compulsoryAgeChildren: children, childrenOutOfSchool: out } = survey;
  const faults = out > 0 ? [`${out} of ${children} children out of school`] : [];
  return judge(faults, `All of ${children} children at school`, survey.surveyedOn);
}

/** Basic medical care (基本医疗): every member insured, every sick member treated. */
export function judgeBasicMedicalCare(survey: SchoolingAndCare): SafeguardJudgement {
  const { membersWithoutInsurance: uninsured, membersWithoutTreatment: untreated } = survey;
  const faults = [
    uninsured > 0 && `${uninsured} members without insurance`,
    untreated > 0 && `${untreated} members without treatment`,
  ].filter((fault) => fault !== false);
  return judge(faults, 'All members insured and treated', survey.surveyedOn);
}

const judge = (faults: readonly string[], otherwise: string, observedOn: string): SafeguardJudgement => ({
  status: faults.length === 0 ? 'SAFE' : 'AT_RISK',
  evidence: faults.length === 0 ? otherwise : faults.join('; '),
  observedOn,
});

const nextStates: Readonly<Record<MonitoringState, readonly MonitoringState[]>> = {
  CLUE: ['VERIFYING'],
  VERIFYING: ['REJECTED', 'REVIEWED'],
  REJECTED: [],
  REVIEWED: ['NOTICED'],
  NOTICED: ['TOWN_REVIEWED', 'OBJECTED'],
  OBJECTED: ['VERIFYING'],
  TOWN_REVIEWED: ['IDENTIFIED'],
  IDENTIFIED: ['ASSISTING'],
  ASSISTING: ['REMOVAL_PENDING'],
  REMOVAL_PENDING: ['ASSISTING', 'REMOVED'],
  REMOVED: ['CLUE'],
};

/** Whether a case may go from one state to another; from null it begins. */
export const mayFollow = (from: MonitoringState | null, to: MonitoringState): boolean =>
  from === null ? to === 'CLUE' : nextStates[from].includes(to);

/** Whether the county has decided once a case is in this state. */
export const isDecided = (state: MonitoringState): boolean =>
  ['IDENTIFIED', 'ASSISTING', 'REMOVAL_PENDING', 'REMOVED'].includes(state);

/** Days from the first clue to the county's decision, at most. */
const DECISION_DAYS = 15;

/** The day by which the county has to decide on a case. */
export const decisionDueOn = (openedOn: string): string => addDays(openedOn, DECISION_DAYS);

/** The day by which the first measure is due: a month after the decision, or the last day of that month. */
export function firstMeasureDueOn(decidedOn: string): string {
  const [year = 0, month = 0, day = 0] = decidedOn.split('-').map(Number);
  const lastOfNext = new Date(Date.UTC(year, month + 1, 0));
  lastOfNext.setUTCDate(Math.min(day, lastOfNext.getUTCDate()));
  return isoDay(lastOfNext);
}

function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return isoDay(date);
}

const isoDay = (date: Date): string => date.toISOString().slice(0, 10);

/** The kind that each finer category of measures belongs to. */
export const kindOfCategory = {
  PLANTING: 'INDUSTRY',
  ANIMAL_HUSBANDRY: 'INDUSTRY',
  PROCESSING: 'INDUSTRY',
  TRADE_AND_SERVICES: 'INDUSTRY',
  MICROCREDIT: 'INDUSTRY',
  ASSET_YIELD: 'INDUSTRY',
  PRODUCE_SALES: 'INDUSTRY',
  WORK_AWAY: 'EMPLOYMENT',
  WORK_NEARBY: 'EMPLOYMENT',
  PUBLIC_WELFARE_POST: 'EMPLOYMENT',
  WORKSHOP: 'EMPLOYMENT',
  STARTING_BUSINESS: 'EMPLOYMENT',
  LOW_INCOME_ALLOWANCE: 'COMPREHENSIVE_SECURITY',
  DESTITUTE_SUPPORT: 'COMPREHENSIVE_SECURITY',
  MEDICAL_SECURITY: 'COMPREHENSIVE_SECURITY',
  PENSION: 'COMPREHENSIVE_SECURITY',
  DISABILITY_ALLOWANCE: 'COMPREHENSIVE_SECURITY',
  TEMPORARY_RELIEF: 'COMPREHENSIVE_SECURITY',
  HOUSING: 'COMPREHENSIVE_SECURITY',
  DRINKING_WATER: 'COMPREHENSIVE_SECURITY',
  STUDENT_AID: 'ASPIRATION_AND_EDUCATION',
  BUSINESS_TRAINING: 'ASPIRATION_AND_EDUCATION',
  LABOUR_TRAINING: 'ASPIRATION_AND_EDUCATION',
  ENCOURAGEMENT: 'ASPIRATION_AND_EDUCATION',
  SELF_RESCUE: 'OTHER',
  SOCIAL_HELP: 'OTHER',
  OTHER: 'OTHER',
} as const satisfies Record<MeasureCategory, AssistanceKind>;

/** Whether a measure lets the household earn more itself (开发式帮扶). */
export const isDevelopmental = (kind: AssistanceKind): boolean =>
  kind === 'INDUSTRY' || kind === 'EMPLOYMENT';

/** Members that a village team lacks; 0 when it is complete or was withdrawn. */
export const missingMembers = (team: {
  readonly memberCount: number;
  readonly requiredCount: number;
  readonly withdrawnOn: string | null;
}): number => (team.withdrawnOn === null ? Math.max(0, team.requiredCount - team.memberCount) : 0);

/** One number as a share of another, unrounded; null when the whole is 0. */
export const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Whether something due came in time; null while it has not come. */
export const cameInTime = (dueOn: string, cameOn: string | null): boolean | null =>
  cameOn === null ? null : cameOn <= dueOn;

/** Ministries whose data has to bear out that a household may exit, at least. */
export const EXIT_EVIDENCE_MINISTRIES = 2;

/** Whether the 17th digit of a citizen ID, which the masked one shows, is of that sex (GB 11643). */
export const fitsSex = (citizenId: string, sex: Sex): boolean =>
  (Number(citizenId.charAt(16)) % 2 === 1) === (sex === 'MALE');
