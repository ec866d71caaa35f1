import { readFileSync } from 'node:fs';
import { parseContract, readSlices } from '@hearth/schema/contract.ts';
import { repositoryFile } from '@hearth/schema/generated-files.ts';
import { protectionOf } from '@hearth/schema/protection/protection.ts';
import { both, type Requirement } from '@hearth/schema/protection/requirement.ts';
import { buildSchema, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql';

/** A leaf that a document asks for. */
export interface AskedLeaf {
  /** The field and those above it, as `Person.name`. */
  readonly fields: readonly string[];
  /** All that has to be met before it is answered, by the contract. */
  readonly needs: Requirement;
}

const api = buildSchema(readFileSync(repositoryFile('schema/api.graphql'), 'utf8'));
const protection = protectionOf(parseContract(readSlices()));

/** The leaves that a document asks for, by their paths: `household.head.name`. It has no fragments. */
export function askedLeavesOf(query: string): Map<string, AskedLeaf> {
  const types = new TypeInfo(api);
  const leaves = new Map<string, AskedLeaf>();
  const above: { key: string; field: string; needs: Requirement }[] = [];
  visit(
    parse(query),
    visitWithTypeInfo(types, {
      Field: {
        enter({ name: { value: name }, alias, selectionSet }) {
          const parent = String(types.getParentType());
          const needs = both(protection.ofType(parent), protection.ofField(parent, name));
          above.push({ key: alias?.value ?? name, field: `${parent}.${name}`, needs });
          if (selectionSet) return;
          leaves.set(above.map(({ key }) => key).join('.'), {
            fields: above.map(({ field }) => field),
            needs: above.map((each) => each.needs).reduce(both),
          });
        },
        leave: () => void above.pop(),
      },
    }),
  );
  return leaves;
}

/** The leaves of an answer's data that are not null, with their paths; those of lists have the path of the list. */
export function leavesOfData(data: unknown, path: readonly string[] = []): [path: string, value: unknown][] {
  if (data === null || data === undefined) return [];
  if (Array.isArray(data)) return data.flatMap((item) => leavesOfData(item, path));
  if (typeof data !== 'object') return [[path.join('.'), data]];
  return Object.entries(data).flatMap(([key, value]) => leavesOfData(value, [...path, key]));
}
