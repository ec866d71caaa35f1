import { leavesOfData } from '../leaves.ts';

/** What a caller learns of a household, by kinds of data. */
export const kindsOfData = {
  household: ['household.kind', 'household.members.edges.node.relationToHead'],
  names: ['household.members.edges.node.name', 'household.members.edges.node.birthDate'],
  health: ['household.members.edges.node.healthStates', 'household.members.edges.node.insured'],
  money: ['household.latestIncome.net', 'household.paymentsReceived'],
  schooling: ['household.members.edges.node.currentSchoolEnrolment.stage'],
} as const;

/** An answer as it came. */
interface Answer {
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

/** Says of each kind of data of a household whether it is told, denied or (of a household that nobody knows) not there. */
export function viewOfHousehold(text: string): string[] {
  const { data, errors = [] } = JSON.parse(text) as Answer;
  const told = new Set(leavesOfData(data).map(([path]) => path));
  return Object.values(kindsOfData).map((paths) => {
    if (paths.every((path) => told.has(path))) return 'yes';
    if (paths.some((path) => told.has(path))) return 'partly';
    return errors.some(({ extensions }) => extensions.code === 'DENIED') ? 'denied' : 'unknown';
  });
}

/** How many of a region's figures are told. */
export function viewOfRegion(text: string): string {
  const { region } = (JSON.parse(text) as Answer).data as { region: Record<string, unknown> };
  const figures = Object.values(region).filter((value) => typeof value === 'object');
  return `${figures.filter((figure) => figure !== null).length} of ${figures.length}`;
}

/** Lines of a table whose columns are as wide as they need. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
