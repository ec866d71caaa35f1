import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { type AuthorityClass, coversRegion } from '@hearth/schema/protocol/authority.ts';
import type { DeclaredSubjects } from '../plan/access/data-subjects.ts';
import { REGION } from '../plan/select-region-codes.ts';

/**
 * Notes which ministries answered null, or with an empty list, where there may be something outside the caller's regions. What
 * is not there and what lies outside are noted alike: nothing but the answer and the caller's regions decides.
 */
export class OutsideRegions {
  readonly ministries = new Set<string>();
  /** The code of the region that is being written; undefined where none is known. */
  region: string | undefined;
  readonly #authority: Pick<AuthorityClass, 'regions'>;

  constructor(authority: Pick<AuthorityClass, 'regions'>) {
    this.#authority = authority;
  }

  note(ministry: string | undefined): void {
    const isInside = this.region !== undefined && coversRegion(this.#authority, this.region);
    if (ministry !== undefined && !isInside) this.ministries.add(ministry);
  }
}

/** Undefined for who sees the whole country: nothing is outside. */
export const outsideRegionsOf = (authority: Pick<AuthorityClass, 'regions'>): OutsideRegions | undefined =>
  authority.regions[0] === '' ? undefined : new OutsideRegions(authority);

/** What of an answer is shown by the caller's regions. */
export interface Hiding {
  /** Whether null or an empty list at a field may stand for what lies outside the caller's regions. */
  mayHide(parent: string, type: GraphQLOutputType): boolean;
  /** Whether objects of a type tell of people: who sees one sees all that belongs to it. */
  isOfPeople(type: GraphQLNamedType): boolean;
}

/** Data of people is shown by region; so are the figures of regions, which are objects of theirs that may be null. */
export function createHiding(schema: GraphQLSchema, subjects: DeclaredSubjects): Hiding {
  const isOfPeople = (type: GraphQLNamedType): boolean =>
    isAbstractType(type)
      ? schema.getPossibleTypes(type).some(({ name }) => subjects.has(name))
      : subjects.has(type.name);
  const mayHide = (parent: string, type: GraphQLOutputType): boolean => {
    const named = getNamedType(type);
    if (isOfPeople(named)) return true;
    if (!isObjectType(named)) return false;
    const { node, edges } = named.getFields();
    if (isListType(getNullableType(type))) return node !== undefined && isOfPeople(getNamedType(node.type));
    return parent === REGION.type && named.name !== REGION.type && !isNonNullType(type) && !edges;
  };
  return { mayHide, isOfPeople };
}
