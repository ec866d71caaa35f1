import fc from 'fast-check';

/**
 * What fast-check draws: numbers without a meaning of their own. The model and the queries read them round the
 * choices that there are, so any draw is a good one, and each part shrinks without regard to the others.
 */
export interface FieldDraw {
  readonly target: number;
  readonly wrap: number;
  readonly home: number;
  readonly other: number;
  readonly place: number;
  readonly args: number;
}

export interface EntityDraw {
  readonly keys: number;
  readonly home: number;
  /** Bits: which of its keys a subgraph has. */
  readonly spread: number;
  readonly fields: readonly FieldDraw[];
}

export interface AbstractDraw {
  /** Bits: the members. */
  readonly members: number;
  /** Bits: which members a subgraph knows as such. */
  readonly known: number;
  readonly fields: readonly FieldDraw[];
}

export interface ModelDraw {
  readonly subgraphs: number;
  readonly entities: readonly EntityDraw[];
  readonly values: readonly (readonly FieldDraw[])[];
  readonly interfaces: readonly AbstractDraw[];
  readonly unions: readonly AbstractDraw[];
  readonly roots: readonly FieldDraw[];
  readonly mutations: readonly FieldDraw[];
  /** Fields of an interface object; none: there is no interface object. */
  readonly interfaceObject: readonly FieldDraw[];
}

export interface WorldDraw {
  readonly seed: number;
  /** Shares of the values that are null, that are errors, of the references that lead nowhere, and of those without a key. */
  readonly nulls: number;
  readonly errors: number;
  readonly lostReferences: number;
  readonly nullKeys: number;
}

export interface SelectionDraw {
  readonly pick: number;
  readonly style: number;
  readonly inner: readonly SelectionDraw[];
}

export interface QueryDraw {
  /** One in ten is a mutation, if there is any. */
  readonly kind: number;
  readonly selections: readonly SelectionDraw[];
  /** The variables' values, each time the query is asked. */
  readonly values: readonly number[];
}

const field: fc.Arbitrary<FieldDraw> = fc.record({
  target: fc.nat(999),
  wrap: fc.nat(99),
  home: fc.nat(3),
  other: fc.nat(3),
  place: fc.nat(99),
  args: fc.nat(19),
});

const fields = (minLength: number, maxLength: number) =>
  fc.array(field, { minLength, maxLength, size: 'max' });

const abstract = (maxFields: number): fc.Arbitrary<AbstractDraw> =>
  fc.record({ members: fc.nat(255), known: fc.nat(0xffff), fields: fields(0, maxFields) });

const list = <Item>(item: fc.Arbitrary<Item>, minLength: number, maxLength: number) =>
  fc.array(item, { minLength, maxLength, size: 'max' });

export const randomModel: fc.Arbitrary<ModelDraw> = fc.record({
  subgraphs: fc.integer({ min: 2, max: 4 }),
  entities: list(
    fc.record({ keys: fc.nat(13), home: fc.nat(3), spread: fc.nat(255), fields: fields(2, 6) }),
    1,
    4,
  ),
  values: list(fields(1, 3), 0, 2),
  interfaces: list(abstract(3), 0, 2),
  unions: list(abstract(0), 0, 1),
  roots: fields(2, 5),
  mutations: fields(0, 3),
  interfaceObject: fc.oneof(fc.constant([]), fc.constant([]), fields(1, 3)),
});

export const randomWorld: fc.Arbitrary<WorldDraw> = fc.record({
  seed: fc.nat(0xffffff),
  nulls: fc.constantFrom(0, 0.08, 0.25),
  errors: fc.constantFrom(0, 0, 0.03, 0.1),
  lostReferences: fc.constantFrom(0, 0, 0, 0.15),
  nullKeys: fc.constantFrom(0, 0.3),
});

const selection = (depth: number): fc.Arbitrary<SelectionDraw> =>
  fc.record({
    pick: fc.nat(0xffff),
    style: fc.nat(0xffffff),
    inner: depth === 0 ? fc.constant([]) : fc.array(selection(depth - 1), { maxLength: 4, size: 'max' }),
  });

export const randomQuery: fc.Arbitrary<QueryDraw> = fc.record({
  kind: fc.nat(9),
  selections: fc.array(selection(3), { minLength: 1, maxLength: 4, size: 'max' }),
  values: fc.array(fc.nat(0xffff), { minLength: 1, maxLength: 4, size: 'max' }),
});
