/**
 * The one list of ministries. Whatever needs to know which subgraphs exist reads it here; nothing else
 * outside a ministry's own folder names one.
 */
export const ministries = [
  { name: 'poverty-relief', title: 'Poverty Relief', chineseTitle: '扶贫', port: 4001, changesTell: [] },
  { name: 'health', title: 'Health', chineseTitle: '卫生健康', port: 4002, changesTell: ['health'] },
  { name: 'education', title: 'Education', chineseTitle: '教育', port: 4003, changesTell: ['children'] },
  { name: 'agriculture', title: 'Agriculture', chineseTitle: '农业农村', port: 4004, changesTell: [] },
  { name: 'finance', title: 'Finance', chineseTitle: '财政', port: 4005, changesTell: ['financial'] },
] as const;

/**
 * One entry of the list: folder and subgraph name, titles for people, the port it listens on by default, and the kinds of
 * protected data of which its changes tell by being its: to hear of them, a caller needs what that data does.
 */
export type Ministry = (typeof ministries)[number];

/** A ministry's name as folders, packages, subgraphs and settings have it: `poverty-relief`. */
export type MinistryName = Ministry['name'];

/**
 * The subgraph of what a gateway answers itself. It is no ministry: it has no service, and its URL says to gateways of ours
 * that they are meant.
 */
export const gatewaySubgraph = { name: 'gateway', url: 'https://hearth.example/gateway' } as const;

/** Who has a slice of the contract: a ministry, or the gateway. */
export type SliceName = MinistryName | typeof gatewaySubgraph.name;

/** A ministry as the GraphQL enum `Ministry` writes it: `POVERTY_RELIEF`. */
export type MinistryCode = MinistryCodeOf<MinistryName>;

/** The enum value that belongs to a name. */
export type MinistryCodeOf<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Uppercase<Head>}_${MinistryCodeOf<Tail>}`
  : Uppercase<Name>;

/** The ministries' names in the order of the list. */
export const ministryNames: readonly MinistryName[] = ministries.map((ministry) => ministry.name);

/** Who keeps the register of households and people, which the others follow. */
export const registerOwner = 'poverty-relief' satisfies MinistryName;

/** Whether a text is the name of a ministry. */
export const isMinistryName = (name: string): name is MinistryName =>
  (ministryNames as readonly string[]).includes(name);

/** `poverty-relief` to `POVERTY_RELIEF`: the enum value, and the ending of the ministry's settings. */
export const ministryCode = <Name extends MinistryName>(name: Name) =>
  name.toUpperCase().replaceAll('-', '_') as MinistryCodeOf<Name>;

/** The ministry of that name. */
export function getMinistry(name: MinistryName): Ministry {
  const found = ministries.find((ministry) => ministry.name === name);
  if (!found) throw new RangeError(`No ministry is called ${name}; there are ${ministryNames.join(', ')}.`);
  return found;
}

/** Where a ministry answers GraphQL when nothing else is configured. */
export const defaultUrl = (name: MinistryName): string =>
  `http://127.0.0.1:${getMinistry(name).port}/graphql`;
