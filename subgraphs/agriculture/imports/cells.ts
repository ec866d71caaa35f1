import { plainCell, Refusal } from '@hearth/kit/imports/cell.ts';
import type { CellOptions } from '@hearth/kit/imports/cell.ts';
import { code, optional, text } from '@hearth/kit/imports/cells.ts';
import { region } from '@hearth/kit/imports/register-cells.ts';
import { BUSINESS_ENTITY_KINDS, INDUSTRY_SECTORS, OPERATING_STATES } from '../codes.ts';
import { isRegistrationCode } from '../rules.ts';

const REGISTRATION_CODE = 'credit code of 18 characters of which the last checks the others (GB 32100)';

/** Unified social credit code (统一社会信用代码) whose last character checks the others. */
export function registrationCode<const Property extends string>(
  property: Property,
  options: CellOptions = {},
) {
  const malformed = new Refusal('MALFORMED_IDENTIFIER', REGISTRATION_CODE);
  return plainCell(property, {
    meaning: 'Unified social credit code (统一社会信用代码)',
    ...options,
    form: REGISTRATION_CODE,
    parse: (value) => (isRegistrationCode(value) ? value : malformed),
  });
}

/** The cells that every business entity has. */
export const businessEntity = () =>
  [
    registrationCode('registrationCode'),
    text('name', { meaning: 'Name as registered (主体名称)' }),
    region('regionCode', { meaning: 'Where it is registered (注册地区)' }),
    sector(),
    operation(),
  ] as const;

/** The business that carries something out; both cells may be empty. */
export const operator = () =>
  [
    optional(
      code('operatorKind', BUSINESS_ENTITY_KINDS, {
        meaning: 'Register of the business that runs it (经营主体类型)',
      }),
    ),
    optional(registrationCode('operatorCode', { meaning: 'Its credit code (经营主体信用代码)' })),
  ] as const;

export const operatorIsWhole = {
  name: 'OPERATOR_IS_WHOLE',
  rule: 'An operator is named by its register and its credit code, or not at all.',
  holds: ({ operatorKind, operatorCode }: { operatorKind: string | null; operatorCode: string | null }) =>
    (operatorKind === null) === (operatorCode === null),
} as const;

export const sector = () => code('sector', INDUSTRY_SECTORS, { meaning: 'Sector (产业类别)' });

export const operation = () =>
  code('operation', OPERATING_STATES, { meaning: 'Whether it works (经营状态)' });

export const jobsForPoorAmongJobs = {
  name: 'JOBS_FOR_POOR_AMONG_JOBS',
  rule: 'Not more poor people are employed than people.',
  holds: ({ jobs, jobsForPoor }: { jobs: number; jobsForPoor: number }) => jobsForPoor <= jobs,
} as const;

/** A rule that one day does not come before another; days that are not known keep it. */
export function inOrder<const Earlier extends string, const Later extends string>(
  earlier: Earlier,
  later: Later,
) {
  return {
    name: `${upperCase(later)}_NOT_BEFORE_${upperCase(earlier)}`,
    rule: `${later} does not come before ${earlier}.`,
    holds: (row: Readonly<Record<Earlier | Later, string | null>>) => {
      const [first, second] = [row[earlier], row[later]];
      return first === null || second === null || first <= second;
    },
  };
}

const upperCase = (property: string) => property.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
