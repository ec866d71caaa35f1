import { badUserInput } from '@hearth/schema/protocol/errors.ts';

/** One page of a list in the Relay form. */
export interface Connection<Row> {
  edges: Edge<Row>[];
  pageInfo: PageInfo;
}

export interface Edge<Row> {
  cursor: string;
  node: Row;
}

export interface PageInfo {
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string | null;
  endCursor: string | null;
}

/** The arguments that every list has. */
export interface PageArguments {
  /** How many rows, 1 to 100; 20 when absent. */
  first?: number | null | undefined;
  /** The cursor after which the page begins; absent for the first page. */
  after?: string | null | undefined;
}

export const DEFAULT_PAGE_SIZE = 20; // rows
export const LARGEST_PAGE_SIZE = 100; // rows

/**
 * The page size that the arguments ask for.
 * @throws BAD_USER_INPUT when it is not 1 to 100.
 */
export function pageSize({ first }: PageArguments): number {
  const size = first ?? DEFAULT_PAGE_SIZE;
  if (size < 1 || size > LARGEST_PAGE_SIZE) {
    throw badUserInput(`Argument "first" is ${size}; ask for 1 to ${LARGEST_PAGE_SIZE} at a time.`);
  }
  return size;
}

/** Makes a page of the rows that were read, of which there may be one more than the page holds. */
export function connection<Row>(
  rows: readonly Row[],
  { size, after, cursorOf }: { size: number; after: string | null; cursorOf: (row: Row) => string },
): Connection<Row> {
  const edges = rows.slice(0, size).map((node) => new RowEdge(node, cursorOf));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > size,
      hasPreviousPage: after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** A row of a page. Its cursor is written when somebody asks for it: most ask for the page's last one alone. */
class RowEdge<Row> implements Edge<Row> {
  readonly node: Row;
  readonly #cursorOf: (row: Row) => string;

  constructor(node: Row, cursorOf: (row: Row) => string) {
    this.node = node;
    this.#cursorOf = cursorOf;
  }

  get cursor(): string {
    return this.#cursorOf(this.node);
  }
}
