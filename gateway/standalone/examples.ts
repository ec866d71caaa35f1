import { openAuthority } from '@hearth/schema/protocol/open-authority.ts';
import type { OpenMinistry } from '@hearth/kit/subgraph.ts';
import type { Example } from '@hearth/gateway/explorer/ready-operations.ts';
import { COUNTY, VILLAGE } from './personas.ts';

/** Keys that exist, to try the hub with. */
export interface Examples {
  /** A household, its head, its latest income and the county it lives in; absent when there is no data. */
  readonly keys: Example;
  /** Up to three households. */
  readonly households: readonly string[];
}

const MONITORED = `query ($village: RegionCode!, $county: RegionCode!) {
  village: region(code: $village) { ...Monitored }
  county: region(code: $county) { ...Monitored }
  regions(level: COUNTY, first: 1) { edges { node { ...Monitored } } }
}
fragment Monitored on Region {
  code
  monitoredHouseholds(first: 100) {
    edges { node { id size head { id } latestIncome { id provenance { version } } } }
  }
}`;

interface Place {
  readonly code: string;
  readonly monitoredHouseholds: { readonly edges: readonly { readonly node: MonitoredHousehold }[] };
}

interface MonitoredHousehold {
  readonly id: string;
  readonly size: number;
  readonly head: { readonly id: string } | null;
  readonly latestIncome: { readonly id: string; readonly provenance: { readonly version: number } } | null;
}

interface Found {
  readonly village: Place | null;
  readonly county: Place | null;
  readonly regions: { readonly edges: readonly { readonly node: Place }[] };
}

/**
 * Finds the largest monitored households that every persona of the demo may see: of the village, else of the county in
 * which they work, else of the first county.
 */
export async function findExamples([owner]: readonly OpenMinistry[]): Promise<Examples> {
  const variables = { village: VILLAGE, county: COUNTY.padEnd(12, '0') };
  const { data } = await owner!.execute({ query: MONITORED, variables }, openAuthority);
  const { village, county, regions } = (data ?? {}) as Partial<Found>;
  const places = [village, county, regions?.edges[0]?.node];
  const place = places.find((candidate) => candidate && candidate.monitoredHouseholds.edges.length > 0);
  const monitored = place?.monitoredHouseholds.edges.map(({ node }) => node) ?? [];
  const [first, ...others] = monitored.toSorted((a, b) => b.size - a.size).slice(0, 3);
  if (!place || !first) return { keys: {}, households: [] };
  return {
    keys: keysOf(first, place === village ? county!.code : place.code),
    households: [first, ...others].map(({ id }) => id),
  };
}

const keysOf = ({ id, head, latestIncome }: MonitoredHousehold, regionCode: string): Example => ({
  householdId: id,
  regionCode,
  ...(head && { personId: head.id }),
  ...(latestIncome && { income: { id: latestIncome.id, version: latestIncome.provenance.version } }),
});
