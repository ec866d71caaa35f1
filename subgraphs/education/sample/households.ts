import type { SampleHousehold } from '@hearth/kit/sample/household.ts';
import type { RowsByKind, SampleContext } from '@hearth/kit/sample/rows.ts';
import { adultRows } from './adults.ts';
import { dropoutRows } from './dropouts.ts';
import { levelsOf } from './levels.ts';
import { pupilRows } from './pupils.ts';

/** What education holds of a household's members. */
export function householdRows(household: SampleHousehold, context: SampleContext): RowsByKind {
  const levels = levelsOf(household, context);
  return {
    ...pupilRows(household, context),
    ...adultRows(household, levels, context),
    'dropout-cases': household.members.flatMap((member) => dropoutRows(member, household, context)),
  };
}
