import fc from 'fast-check';
import type { Given } from '../fixture.ts';

/** What goes wrong with one of the answers that subgraphs give to a request. */
export interface Fault {
  /** Which answer: the number of the call, counted around. */
  readonly call: number;
  /** Which of the answer's values, counted around. */
  readonly value: number;
  readonly kind: 'left out' | 'of a wrong type' | 'no answer' | 'no data' | 'fewer entities' | 'null entity';
}

/** Random faults. */
export const randomFault: fc.Arbitrary<Fault> = fc.record({
  call: fc.nat(3),
  value: fc.nat(60),
  kind: fc.constantFrom(
    'left out',
    'of a wrong type',
    'no answer',
    'no data',
    'fewer entities',
    'null entity',
  ),
});

/** Keys and requirements are sent on as they came: what subgraphs make of wrong ones is theirs. */
const believed = new Set(['id', 'name', 'weight', 'pages']);

/** The answer with its fault; whether anything was changed. */
export function inflict(fault: Fault, answer: Given): { answer: unknown; isChanged: boolean } {
  if (fault.kind === 'no answer') return { answer: '<html>', isChanged: true };
  if (fault.kind === 'no data') return { answer: { errors: [{ message: 'no' }] }, isChanged: true };
  if (fault.kind === 'fewer entities' || fault.kind === 'null entity') {
    const list = Object.values((answer['data'] ?? {}) as Given).find(Array.isArray);
    const isEntities = Object.keys((answer['data'] ?? {}) as Given).every((key) => key.startsWith('_e'));
    if (!list?.length || !isEntities) return { answer, isChanged: false };
    if (fault.kind === 'fewer entities') list.pop();
    else list[fault.value % list.length] = null;
    return { answer, isChanged: true };
  }
  const places = placesOf(answer['data']);
  const place = places[fault.value % places.length];
  const isBelieved = fault.kind === 'of a wrong type' && believed.has(place?.key ?? '');
  if (!place || isBelieved) return { answer, isChanged: false };
  if (fault.kind === 'left out') Reflect.deleteProperty(place.object, place.key);
  else place.object[place.key] = typeof place.object[place.key] === 'object' ? 'wrong' : { wrong: true };
  return { answer, isChanged: true };
}

type FaultPlace = { readonly object: Given; readonly key: string };

/** All values of objects that are not null, at any depth. */
function placesOf(value: unknown): FaultPlace[] {
  if (Array.isArray(value)) return value.flatMap(placesOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    inner === null ? [] : [{ object: value, key }, ...placesOf(inner)],
  );
}
