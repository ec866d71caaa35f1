import type { Ask } from './client.ts';

const HOUSEHOLDS = `query HouseholdsToChange($code: RegionCode!, $after: Cursor) {
  region(code: $code) {
    households(first: 100, after: $after) { pageInfo { hasNextPage endCursor } edges { node { id region { code } } } }
  }
}`;

const HOUSEHOLD = `query HouseholdToChange($id: ID!) {
  household(id: $id) {
    id
    region { code }
    provenance { version }
    incomes(first: 1) { edges { node { id provenance { version } } } }
    microcreditLoans(first: 5) { edges { node { id outstanding provenance { version } } } }
    benefitLinks(first: 5) {
      edges { node { id entityKind entityCode mode year breachReportedOn person { id } provenance { version } } }
    }
    dropoutCases(first: 5) { edges { node { id status person { id } provenance { version } } } }
    members(first: 20) {
      edges {
        node {
          id
          currentSchoolEnrolment { stage grade schoolName }
          insuranceEnrolments(first: 3, scheme: COMMERCIAL) {
            edges { node { id startedOn endedOn provenance { version } } }
          }
        }
      }
    }
  }
}`;

type List<Item> = { readonly edges: readonly { readonly node: Item }[] } | null;

/** A record and what a command has to expect of it. */
interface Versioned {
  readonly id: string;
  readonly provenance: { readonly version: number };
}

/** What is read of a household before something of it is changed. */
export interface Household extends Versioned {
  readonly region: { readonly code: string };
  readonly incomes: List<Versioned>;
  readonly microcreditLoans: List<Versioned & { readonly outstanding: string }>;
  readonly benefitLinks: List<BenefitLink>;
  readonly dropoutCases: List<
    Versioned & { readonly status: string; readonly person: { readonly id: string } }
  >;
  readonly members: List<Member>;
}

export interface BenefitLink extends Versioned {
  readonly entityKind: string;
  readonly entityCode: string;
  readonly mode: string;
  readonly year: number;
  readonly breachReportedOn: string | null;
  readonly person: { readonly id: string };
}

export interface Member {
  readonly id: string;
  readonly currentSchoolEnrolment: {
    readonly stage: string;
    readonly grade: number;
    readonly schoolName: string;
  } | null;
  readonly insuranceEnrolments: List<Versioned & { readonly startedOn: string; readonly endedOn: string }>;
}

/** The items of a list; none when its ministry did not answer. */
export const itemsOf = <Item>(list: List<Item> | undefined): readonly Item[] =>
  list?.edges.map(({ node }) => node) ?? [];

/** Where the households of a region live, by their numbers; at most 2,000 of them. */
export async function findHouseholds(ask: Ask, code: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (let after: string | null = null, page = 0; page < 20; page += 1) {
    const { data, errors } = await ask(HOUSEHOLDS, { code, after });
    if (errors?.[0]) throw new Error(`The households cannot be read: ${errors[0].message}`);
    const region = data?.['region'] as { households: HouseholdPage } | null;
    for (const { id, region: home } of itemsOf(region?.households)) found.set(id, home.code);
    if (!region?.households.pageInfo.hasNextPage) break;
    after = region.households.pageInfo.endCursor;
  }
  return found;
}

type HouseholdPage = NonNullable<
  List<{ readonly id: string; readonly region: { readonly code: string } }>
> & {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
};

/** A household as it is now; null when it lives elsewhere by now, or cannot be read. */
export async function readHousehold(ask: Ask, id: string): Promise<Household | null> {
  const { data } = await ask(HOUSEHOLD, { id });
  return (data?.['household'] as Household | null | undefined) ?? null;
}
