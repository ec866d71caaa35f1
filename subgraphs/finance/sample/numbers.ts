/** The region in the number of a fund of the central government. */
export const CENTRAL = '000000000000';

/** Numbers of the sample's funds: what a row says of a fund and what the register of funds says agree. */
export const fundNumberOf = (year: number, kind: string, region: string): string =>
  `F-${year}-${kind}-${region}`;

/** Number of a county's project, as agriculture's sample has it. */
export const projectNumberOf = (county: string, number: number): string => `P-${county}-${number}`;

/** How many projects a county of the sample has. */
export const PROJECTS_PER_COUNTY = 3;

/** The county in which a region lies, as a full code. */
export const countyOf = (region: string): string => region.slice(0, 6).padEnd(12, '0');
