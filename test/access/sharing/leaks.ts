import { mayRead, meets } from '@hearth/schema/protection/meets.ts';
import { type Authority, coversRegion } from '@hearth/schema/protocol/authority.ts';
import type { Request } from '../../operation.ts';
import { type AskedLeaf, askedLeavesOf, leavesOfData } from '../leaves.ts';
import { type Register, villageOf } from '../register.ts';

/** What is known beside the gateway, and held against its answers. */
export interface Known {
  readonly register: Register;
  readonly citizenIds: ReadonlySet<string>;
  /** For each text that somebody saw to whom nothing is denied: at which leaves, by the fields that lead there. */
  readonly places: ReadonlyMap<string, readonly AskedLeaf[]>;
}

/** An answer and what it answers. */
export interface Answered {
  readonly request: Request;
  readonly text: string;
}

/** Where the texts stand that answers hold. */
export function placesOf(answers: readonly Answered[]): Map<string, AskedLeaf[]> {
  const places = new Map<string, AskedLeaf[]>();
  for (const { request, text } of answers) {
    const asked = askedLeavesOf(request.query);
    for (const [path, value] of leavesOfData(JSON.parse(text).data)) {
      if (typeof value === 'string')
        places.set(value, [...(places.get(value) ?? []), asked.get(path) as AskedLeaf]);
    }
  }
  return places;
}

/** What an answer tells its caller that it must not. */
export function leaksIn({ request, text }: Answered, authority: Authority, known: Known): string[] {
  const asked = askedLeavesOf(request.query);
  const leaves = leavesOfData(JSON.parse(text).data);
  return [
    ...strangersIn(text, authority, known.register),
    ...citizenIdsIn(text, authority, known.citizenIds),
    ...leaves
      .filter(([path]) => !meets(authority, asked.get(path)!.needs))
      .map(([path]) => `denied: ${path}`),
    ...leaves
      .filter(([, value]) => isDeniedEverywhere(known.places.get(String(value)), authority))
      .map(([path]) => `a value of a denied field at ${path}`),
  ];
}

/** Households and persons outside the caller's regions. */
const strangersIn = (text: string, authority: Authority, register: Register): string[] =>
  [...text.matchAll(/\b[HP]\d{9}\b/g)]
    .map(([id]) => id)
    .filter((id) => !coversRegion(authority, villageOf(register, id) ?? 'nowhere'))
    .map((id) => `outside: ${id}`);

const citizenIdsIn = (text: string, authority: Authority, citizenIds: ReadonlySet<string>): string[] =>
  mayRead(authority, 'identity')
    ? []
    : [...text.matchAll(/\d{17}[\dX]/g)].flatMap(([id]) => (citizenIds.has(id) ? ['a citizen ID'] : []));

/** Whether a text stands nowhere where the caller may look. */
const isDeniedEverywhere = (places: readonly AskedLeaf[] | undefined, authority: Authority): boolean =>
  places !== undefined && places.every(({ needs }) => !meets(authority, needs));
