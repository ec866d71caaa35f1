import { openAuthority } from '@hearth/schema/protocol/open-authority.ts';
import type { OpenMinistry } from '@hearth/kit/subgraph.ts';
import { COUNTY } from './personas.ts';

/** Keys that exist, to try the hub with. */
export interface Examples {
  /** A household and the county it lives in; absent when there is no data. */
  readonly keys: { readonly householdId?: string; readonly regionCode?: string };
  /** Up to three households. */
  readonly households: readonly string[];
}

const MONITORED = `query ($county: RegionCode!) {
  region(code: $county) { ...Monitored }
  regions(level: COUNTY, first: 1) { edges { node { ...Monitored } } }
}
fragment Monitored on Region {
  code
  monitoredHouseholds(first: 100) { edges { node { id size } } }
}`;

interface County {
  readonly code: string;
  readonly monitoredHouseholds: { readonly edges: readonly { readonly node: MonitoredHousehold }[] };
}

interface MonitoredHousehold {
  readonly id: string;
  readonly size: number;
}

/** Finds the largest monitored households of the county in which people of the demo work, else of the first county. */
export async function findExamples([owner]: readonly OpenMinistry[]): Promise<Examples> {
  const variables = { county: COUNTY.padEnd(12, '0') };
  const { data } = await owner!.execute({ query: MONITORED, variables }, openAuthority);
  const regions = data?.['regions'] as { edges: { node: County }[] } | undefined;
  const counties = [data?.['region'] as County | null | undefined, regions?.edges[0]?.node];
  const county = counties.find((candidate) => candidate && candidate.monitoredHouseholds.edges.length > 0);
  const monitored = county?.monitoredHouseholds.edges.map(({ node }) => node) ?? [];
  const [first, ...others] = monitored.toSorted((a, b) => b.size - a.size).slice(0, 3);
  if (!county || !first) return { keys: {}, households: [] };
  return {
    keys: { householdId: first.id, regionCode: county.code },
    households: [first, ...others].map(({ id }) => id),
  };
}
