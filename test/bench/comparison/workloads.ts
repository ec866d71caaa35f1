import { regionsOf } from '@hearth/kit/sample/regions.ts';
import { type Request, requestFor } from '../../operation.ts';

/** Households of the sample that the ministries hold. */
export const HOUSEHOLDS = 2_000;
const HOT_HOUSEHOLDS = 100;
const PAGE = 50; // households

const householdIds = Array.from({ length: HOUSEHOLDS }, (_, number) => `H${String(number).padStart(9, '0')}`);
const hotIds = householdIds.filter((_, index) => index % (HOUSEHOLDS / HOT_HOUSEHOLDS) === 7);

/** Regions with tens of monitored households, and the days until which their year of treatment is counted. */
const regions = ['COUNTY', 'PREFECTURE', 'PROVINCE'].flatMap((level) =>
  regionsOf(HOUSEHOLDS).filter((region) => region.level === level),
);
const days = Array.from({ length: 28 }, (_, day) => `2024-12-${String(day + 1).padStart(2, '0')}`);

const OF_ONE_MINISTRY = `query OneMinistry($id: ID!) {
  household(id: $id) { id kind size riskCauses region { code name } members { edges { node { id name } } } }
}`;

/**
 * What clients ask, by the name of the workload; asked in turn. Requests in flight differ from one another, since some
 * gateways send what is the same once.
 */
export const workloads = {
  HouseholdView: householdIds.map((id) => requestFor('HouseholdView', { id })),
  HotHouseholdView: hotIds.map((id) => requestFor('HouseholdView', { id })),
  MonitoredHouseholds: days.flatMap((until) =>
    regions.map(({ code }) => requestFor('MonitoredHouseholds', { code, first: PAGE, until })),
  ),
  OneMinistry: householdIds.map((id) => ({ query: OF_ONE_MINISTRY, variables: { id } })),
} satisfies Readonly<Record<string, readonly Request[]>>;

export type WorkloadName = keyof typeof workloads;

export const workloadNames = Object.keys(workloads) as WorkloadName[];

/** What each workload asks, in words. */
export const descriptions: Readonly<Record<WorkloadName, string>> = {
  HouseholdView: `one household from five ministries, over ${HOUSEHOLDS} households`,
  HotHouseholdView: `the same over ${HOT_HOUSEHOLDS} households`,
  MonitoredHouseholds: `up to ${PAGE} households from three ministries, no two requests in flight the same`,
  OneMinistry: 'one household and the names of its members from one ministry',
};

/** The document that each workload sends. */
export const documents = Object.fromEntries(
  workloadNames.map((name) => [name, workloads[name][0]!.query]),
) as Readonly<Record<WorkloadName, string>>;

export const isWorkloadName = (name: string): name is WorkloadName => name in workloads;
