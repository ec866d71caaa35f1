import type { Authority, AuthorityClass } from '@hearth/schema/protocol/authority.ts';
import { RecentlyUsed } from '@hearth/kit/recently-used.ts';
import type { FieldNode, GraphQLSchema } from 'graphql';
import type { Operation } from '../../document/document.ts';
import type { FindOwners } from '../owners.ts';
import { isMet } from './clause.ts';
import { describeDenial, type Denial } from './denial.ts';
import { findProtectedFields, type ProtectedField } from './protected-fields.ts';
import type { Requirements } from './requirements.ts';

/** The numbers of clauses that are not met, in order. */
export type Unmet = readonly number[];

/** The fields of an operation that are denied. */
export type DeniedFields = ReadonlyMap<FieldNode, Denial>;

/** What an authority says of its class, and nothing else of who asks. */
type CallerClass = AuthorityClass & Pick<Authority, 'class'>;

/** What callers may see of operations. */
export interface Guard {
  /** The clauses that an operation touches and a class of callers does not meet. Where they are equal, the same is denied. */
  unmet(operation: Operation, authority: CallerClass): Unmet;
  /** The fields of an operation that are denied for these clauses. */
  deniedFields(operation: Operation, unmet: Unmet): DeniedFields;
}

export interface GuardOptions {
  /** What clients see. */
  readonly schema: GraphQLSchema;
  readonly requirements: Requirements;
  readonly owners: FindOwners;
  /** Classes of callers whose unmet clauses are kept. */
  readonly cacheSize: number;
}

/** What is known of an operation. */
interface Touched {
  readonly fields: readonly ProtectedField[];
  /** The numbers of all clauses that its fields need, in order. */
  readonly needs: readonly number[];
}

export function createGuard({ schema, requirements, owners, cacheSize }: GuardOptions): Guard {
  const { clauses } = requirements;
  const operations = new WeakMap<Operation, Touched>();
  const unmetByClass = new RecentlyUsed<string, ReadonlySet<number>>(cacheSize);
  const touchedBy = (operation: Operation): Touched => {
    let touched = operations.get(operation);
    if (!touched) {
      const fields = findProtectedFields(schema, requirements, operation);
      const needs = [...new Set(fields.flatMap((field) => field.needs))].toSorted(
        (one, other) => one - other,
      );
      operations.set(operation, (touched = { fields, needs }));
    }
    return touched;
  };
  const unmetBy = (authority: CallerClass): ReadonlySet<number> => {
    let unmet = unmetByClass.get(authority.class);
    if (!unmet) {
      unmet = new Set([...clauses.keys()].filter((number) => !isMet(clauses[number]!, authority)));
      unmetByClass.set(authority.class, unmet);
    }
    return unmet;
  };
  return {
    unmet(operation, authority) {
      const { needs } = touchedBy(operation);
      if (needs.length === 0) return needs;
      const unmet = unmetBy(authority);
      return unmet.size === 0 ? [] : needs.filter((number) => unmet.has(number));
    },
    deniedFields(operation, unmet) {
      const denied = new Map<FieldNode, Denial>();
      for (const { node, parent, needs } of touchedBy(operation).fields) {
        const missing = needs.filter((number) => unmet.includes(number)).map((number) => clauses[number]!);
        if (missing.length === 0) continue;
        const field = node.name.value;
        const ministries = owners(parent, field);
        denied.set(node, { ...describeDenial(`${parent}.${field}`, missing), ministries });
      }
      return denied;
    },
  };
}
