import { existsSync } from 'node:fs';
import { type ASTNode, type DocumentNode, getLocation, GraphQLError, type Source } from 'graphql';
import { type ObjectNode, keyFields, objectTypes } from './definitions.ts';
import { repositoryFile } from './generated-files.ts';
import { parseSources, slice, slicePath } from './slices.ts';
import { gatewaySubgraph, ministryNames, type SliceName } from './subgraphs.ts';

/** A slice as texts: what all share and its own. */
export type SliceSources = { name: SliceName; shared: Source; own: Source };

/** A slice, parsed; every node knows its file and line. */
export type Slice = { name: SliceName; shared: DocumentNode; own: DocumentNode };

/** All slices, in the order of the list of ministries, the gateway's last. */
export type Contract = readonly Slice[];

/** Something wrong in the contract: whose it is, where it stands when that is known, and what it is. */
export type Fault = { ministry: SliceName; place: string | null; message: string };

/** A contract that cannot be composed. The message lists every fault on a line of its own. */
export class ContractError extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(
      faults
        .map(({ ministry, place, message }) => [ministry, place, message].filter(Boolean).join(': '))
        .join('\n'),
    );
    this.name = 'ContractError';
    this.faults = faults;
  }
}

/**
 * The slices as they lie in the ministries' folders, and the gateway's.
 * @throws ContractError when one is missing.
 */
export function readSlices(): SliceSources[] {
  const names = [...ministryNames, gatewaySubgraph.name];
  const missing = names.filter((name) => !existsSync(repositoryFile(slicePath(name))));
  if (missing.length > 0) {
    throw new ContractError(
      missing.map((ministry) => ({ ministry, place: slicePath(ministry), message: 'is missing.' })),
    );
  }
  return names.map((name) => {
    const [shared, own] = slice(name);
    return { name, shared, own };
  });
}

/**
 * Parses all slices.
 * @throws ContractError with the first syntax error of each slice.
 */
export function parseContract(slices: readonly SliceSources[]): Contract {
  const faults: Fault[] = [];
  const contract = slices.flatMap(({ name, shared, own }): Slice[] => {
    try {
      return [{ name, shared: parseSources([shared]), own: parseSources([own]) }];
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      faults.push({ ministry: name, place: placeOfError(error), message: error.message });
      return [];
    }
  });
  if (faults.length > 0) throw new ContractError(faults);
  return contract;
}

/** A fault at a node of a slice. */
export const faultAt = ({ name }: Slice, node: ASTNode, message: string): Fault => ({
  ministry: name,
  place: placeOf(node),
  message,
});

/** Where a node's name stands, below its description: `subgraphs/health/schema.graphql:12:3`. */
export function placeOf(node: ASTNode): string | null {
  const loc = 'name' in node && node.name ? node.name.loc : node.loc;
  if (!loc) return null;
  const { line, column } = getLocation(loc.source, loc.start);
  return `${loc.source.name}:${line}:${column}`;
}

/** Where a GraphQL error points to; null when it points nowhere. */
export function placeOfError({ source, locations }: GraphQLError): string | null {
  const [location] = locations ?? [];
  return source && location ? `${source.name}:${location.line}:${location.column}` : null;
}

/** Whether an object is an entity that the ministry itself resolves by its key. */
const resolves = (type: ObjectNode): boolean =>
  type.directives?.some(
    ({ name, arguments: given }) =>
      name.value === 'key' &&
      !given?.some(
        (argument) =>
          argument.name.value === 'resolvable' && 'value' in argument.value && argument.value.value === false,
      ),
  ) ?? false;

/** The ministry that an entity belongs to: the first of the list that resolves it; null when none does. */
const entityOwner = (contract: Contract, entity: string): SliceName | null =>
  contract.find(({ own }) => objectTypes(own).some((type) => type.name.value === entity && resolves(type)))
    ?.name ?? null;

/** Whether an object is an entity that belongs to another ministry than the slice's. */
export function isForeignEntity(contract: Contract, { name }: Slice, type: ObjectNode): boolean {
  if (keyFields(type).length === 0) return false;
  const owner = entityOwner(contract, type.name.value);
  return owner !== null && owner !== name;
}
