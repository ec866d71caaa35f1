/**
 * The resolvers of a schema, where each field must have a source: a field that its parent does not already carry,
 * in a type that fits, must be resolved. A type without such fields may be left out.
 *
 * `Parents` says for each type what its resolvers are given; `Resolvers` is the generated map of optional ones.
 */
export type CompleteResolvers<Parents, Resolvers> = Resolvers & {
  [Name in Incomplete<Parents, Resolvers>]: CompleteFields<Parents[Name], NonNullable<Resolvers[Name]>>;
};

/** The types of which some field is missing in the parent. */
type Incomplete<Parents, Resolvers> = {
  [Name in keyof Parents & keyof Resolvers]: [
    MissingFields<Parents[Name], NonNullable<Resolvers[Name]>>,
  ] extends [never]
    ? never
    : Name;
}[keyof Parents & keyof Resolvers];

type CompleteFields<Parent, Fields> = Fields & {
  [Field in MissingFields<Parent, Fields>]-?: NonNullable<Fields[Field]>;
};

/** What a ministry need not resolve itself: the provenance that every record carries is read by the kit. */
type ResolvedElsewhere = '__isTypeOf' | 'provenance';

/** The fields that the parent does not carry, and how to find an entity by its key. */
type MissingFields<Parent, Fields> = {
  [Field in keyof Fields]-?: Field extends ResolvedElsewhere
    ? never
    : Field extends keyof Parent
      ? Parent[Field] extends Answer<Fields[Field]>
        ? never
        : Field
      : Field;
}[keyof Fields];

/** What a resolver's promise ends in. */
type Answer<FieldResolver> = Awaited<
  ReturnType<Extract<NonNullable<FieldResolver>, (...parameters: never[]) => unknown>>
>;
