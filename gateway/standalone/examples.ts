import { openAuthority } from '@hearth/schema/protocol/open-authority.ts';
import type { OpenMinistry } from '@hearth/kit/subgraph.ts';

/** Keys that exist, to try the hub with. */
export interface Examples {
  /** A household and the county it lives in; absent when there is no data. */
  readonly keys: { readonly householdId?: string; readonly regionCode?: string };
  /** Up to three households. */
  readonly households: readonly string[];
}

const MONITORED = `{
  regions(level: COUNTY, first: 1) {
    edges { node { code monitoredHouseholds(first: 100) { edges { node { id size } } } } }
  }
}`;

interface County {
  readonly code: string;
  readonly monitoredHouseholds: { readonly edges: readonly { readonly node: MonitoredHousehold }[] };
}

interface MonitoredHousehold {
  readonly id: string;
  readonly size: number;
}

/** Finds the largest monitored households of the first county. */
export async function findExamples([owner]: readonly OpenMinistry[]): Promise<Examples> {
  const { data } = await owner!.execute({ query: MONITORED }, openAuthority);
  const regions = data?.['regions'] as { edges: { node: County }[] } | undefined;
  const county = regions?.edges[0]?.node;
  const monitored = county?.monitoredHouseholds.edges.map(({ node }) => node) ?? [];
  const [first, ...others] = monitored.toSorted((a, b) => b.size - a.size).slice(0, 3);
  if (!county || !first) return { keys: {}, households: [] };
  return {
    keys: { householdId: first.id, regionCode: county.code },
    households: [first, ...others].map(({ id }) => id),
  };
}
