import type { FieldNode } from 'graphql';
import { RecentlyUsed } from '@hearth/kit/recently-used.ts';
import type { Variables } from '../document/variables.ts';
import type { HubResult } from '../hub-request.ts';
import type { Reading } from '../plan/collect-fields.ts';
import { introspect, type Introspected, type IntrospectionLimits } from './introspect.ts';
import { usualForm } from './usual-introspection.ts';
import { keepWritten } from './written-result.ts';

/** Answers `__schema` and `__type`. Throws a `Refusal` when that costs more than an operation may. */
export type Introspect = (variables: Variables) => Introspected;

/** An answer that is written already. */
export interface PreparedAnswer {
  readonly result: HubResult;
  /** What it costs to send it. */
  readonly points: number;
}

/** The introspection part of an operation. */
export interface Introspection {
  readonly introspect: Introspect;
  /** The whole answer, for an operation which asks for nothing else, as tools do. */
  readonly prepared: (() => PreparedAnswer) | undefined;
}

interface Part {
  readonly reading: Reading;
  readonly fields: readonly FieldNode[];
  /** Whether the operation asks for nothing else. */
  readonly isAlone: boolean;
}

const MOST_FORMS = 10; // each takes as much memory as the schema's text, about a megabyte
const BYTES_PER_POINT = 128; // 790 KB take 6 ms to be compressed and sent

/**
 * Prepares introspection. What tools ask is written once for each form, and sent from there; it is bounded by the schema, so
 * no limit of cost holds for it. All else is read for each request, and costs a point for each value.
 */
export function createIntrospection(limits: IntrospectionLimits): (part: Part) => Introspection {
  const answers = new RecentlyUsed<string, PreparedAnswer>(MOST_FORMS);
  const prepare = (form: string, write: Introspect): PreparedAnswer => {
    const known = answers.get(form);
    if (known) return known;
    const { data, points } = write({});
    const result = { data };
    const prepared = { result, points: Math.ceil(keepWritten(result) / BYTES_PER_POINT) };
    answers.set(form, prepared);
    return { result, points: points + prepared.points }; // who asks first pays for it
  };
  return ({ reading, fields, isAlone }) => {
    const form = usualForm(reading, fields);
    if (form === undefined) {
      return {
        introspect: (variables) => introspect(reading, fields, variables, limits),
        prepared: undefined,
      };
    }
    const boundless = { ...limits, cost: Infinity };
    const write: Introspect = (variables) => introspect(reading, fields, variables, boundless);
    return { introspect: write, prepared: isAlone ? () => prepare(form, write) : undefined };
  };
}
