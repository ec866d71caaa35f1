/** What a supergraph says about the size of a list: `@listSize`. */
export interface ListSize {
  /** The size when no slicing argument has a value. */
  readonly assumedSize: number | undefined;
  /** Arguments that give the size: `first`, or `page.first` within an input object. */
  readonly slicingArguments: readonly string[];
  /** Lists of the answer that have this size, such as the `edges` of a connection; empty: the field itself is the list. */
  readonly sizedFields: ReadonlySet<string>;
  /** Whether exactly one slicing argument must be given. */
  readonly requireOneSlicingArgument: boolean;
}

/** What a supergraph says about costs. Keys are coordinates: `Type`, `Type.field`, `Type.field(argument:)`. */
export interface CostWeights {
  /** `@cost`, of types, fields, arguments and input fields. */
  readonly weights: ReadonlyMap<string, number>;
  /** `@listSize`, by field. */
  readonly listSizes: ReadonlyMap<string, ListSize>;
}
