import { cameInTime, decisionDueOn, firstMeasureDueOn } from '../rules.ts';
import type { ResolversOf } from './parts.ts';
import { caseOf, householdOf, regionOf } from './references.ts';

/** Clues and cases. */
export const monitoring: ResolversOf<'Clue' | 'MonitoringCase' | 'MonitoringStep'> = {
  Clue: { household: householdOf, region: regionOf, monitoringCase: caseOf },
  MonitoringCase: {
    household: householdOf,
    region: regionOf,
    decisionDueOn: ({ openedOn }) => decisionDueOn(openedOn),
    decidedInTime: ({ openedOn, decidedOn }) => cameInTime(decisionDueOn(openedOn), decidedOn),
    firstMeasureDueOn: ({ decidedOn }) => decidedOn && firstMeasureDueOn(decidedOn),
    steps: ({ number }, page, { loaders }) => loaders.stepsOf.load(number, page),
    clues: ({ number }, page, { loaders }) => loaders.cluesOfCase.load(number, page),
    assistanceMeasures: ({ number }, page, { loaders }) => loaders.measuresOfCase.load(number, page),
  },
  MonitoringStep: { monitoringCase: caseOf },
};
