import type { EcommerceCountyRow, BenefitLinkRow, CropLossRow, UnsoldProduceRow } from './tables.ts';
import type { EntrepreneurStage, ProjectResumption, UnsoldProduceStatus } from './codes.ts';

/**
 * What a household's gain falls short of the promise (保底缺口), fen; null when nothing was promised, 0 when the
 * promise was kept.
 */
export function shortfall({
  guaranteedGain,
  yearlyGain,
}: Pick<BenefitLinkRow, 'guaranteedGain' | 'yearlyGain'>): bigint | null {
  if (guaranteedGain === null) return null;
  return guaranteedGain > yearlyGain ? guaranteedGain - yearlyGain : 0n;
}

/** Whether the business broke the link (违约): a breach was reported or the gain fell short of the promise. */
export const isBreached = (
  link: Pick<BenefitLinkRow, 'breachReportedOn' | 'guaranteedGain' | 'yearlyGain'>,
): boolean => link.breachReportedOn !== null || (shortfall(link) ?? 0n) > 0n;

/** Whether a gain is promised when, and only when, the guarantee is a least gain. */
export const isPromiseOfGuarantee = ({
  guarantee,
  guaranteedGain,
}: Pick<BenefitLinkRow, 'guarantee' | 'guaranteedGain'>): boolean =>
  (guarantee === 'GUARANTEED_MINIMUM') === (guaranteedGain !== null);

/** Whether a link is signed before the year that it is for has ended. */
export const signedByEndOfYear = ({ signedOn, year }: Pick<BenefitLinkRow, 'signedOn' | 'year'>): boolean =>
  signedOn <= `${year}-12-31`;

/** Whether no breach of a link was reported. */
export const hasNoBreach = ({ breachReportedOn }: Pick<BenefitLinkRow, 'breachReportedOn'>): boolean =>
  breachReportedOn === null;

/** Whether a breach is reported no sooner than the link was signed; both are ISO dates. */
export const isReportedAfterSigning = (signedOn: string, reportedOn: string): boolean =>
  signedOn <= reportedOn;

/** Loss that nobody made good (净损失), fen. */
export const netLoss = ({ loss, compensation }: Pick<CropLossRow, 'loss' | 'compensation'>): bigint =>
  loss - compensation;

/** What is still unsold (剩余数量), kg. */
export const unsoldKg = ({ quantityKg, soldKg }: Pick<UnsoldProduceRow, 'quantityKg' | 'soldKg'>): number =>
  quantityKg - soldKg;

/** Whether all three measures of an e-commerce county are done (三项措施). Source: reply 8255, part 3. */
export const isComplete = ({
  produceSales,
  logistics,
  training,
}: Pick<EcommerceCountyRow, 'produceSales' | 'logistics' | 'training'>): boolean =>
  [produceSales, logistics, training].every((status) => status === 'COMPLETED');

/** Whether the state of unsold produce fits the quantity sold; what is spoiled may have been sold in part. */
export function isStatusOfSales(status: UnsoldProduceStatus, sales: { quantityKg: number; soldKg: number }) {
  const { soldKg } = sales;
  const left = unsoldKg(sales);
  switch (status) {
    case 'OPEN':
      return soldKg === 0 && left > 0;
    case 'PARTLY_SOLD':
      return soldKg > 0 && left > 0;
    case 'SOLD':
      return left === 0;
    case 'SPOILED':
      return left > 0;
  }
}

/** Whether an entrepreneur's days are those of the stage (选、育、带): trained when past selection, leading when past training. */
export function isStageOfDays(
  stage: EntrepreneurStage,
  { trainedOn, leadingSince }: { trainedOn: string | null; leadingSince: string | null },
): boolean {
  if (stage === 'SELECTED') return trainedOn === null && leadingSince === null;
  if (stage === 'TRAINED') return trainedOn !== null && leadingSince === null;
  return trainedOn !== null && leadingSince !== null;
}

/** Whether a project's days are those of its resumption (复工状态). */
export function isResumptionOfDays(
  resumption: ProjectResumption,
  { suspendedOn, resumedOn }: { suspendedOn: string | null; resumedOn: string | null },
): boolean {
  if (resumption === 'NOT_SUSPENDED') return suspendedOn === null && resumedOn === null;
  if (resumption === 'SUSPENDED') return suspendedOn !== null && resumedOn === null;
  return suspendedOn !== null && resumedOn !== null && suspendedOn <= resumedOn;
}

/** The characters of a unified social credit code, in the order of their values. Source: GB 32100. */
const REGISTRATION_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/**
 * The last character of a unified social credit code (统一社会信用代码), which checks the 17 before it; null when one of
 * them cannot stand there. Source: GB 32100.
 */
export function registrationCheckCharacter(first17: string): string | null {
  const values = [...first17].map((character) => REGISTRATION_CHARACTERS.indexOf(character));
  if (values.length !== 17 || values.includes(-1)) return null;
  let weight = 1;
  let sum = 0;
  for (const value of values) {
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return REGISTRATION_CHARACTERS[(31 - (sum % 31)) % 31] ?? null;
}

/** Whether a text is a unified social credit code whose last character checks the others. */
export const isRegistrationCode = (text: string): boolean =>
  text.length === 18 && registrationCheckCharacter(text.slice(0, 17)) === text[17];
