import { badUserInput } from '@hearth/schema/protocol/errors.ts';

/** One page of a list in the Relay form. */
export interface Connection<Row> {
  edges: Edge<Row>[];
  pageInfo: PageInfo;
}

export interface Edge<Row> {
  readonly cursor: string;
  node: Row;
}

export interface PageInfo {
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
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

/** How a page was read. */
interface PageOptions<Row> {
  readonly size: number;
  readonly after: string | null;
  readonly cursorOf: (row: Row) => string;
}

/** Makes a page of the rows that were read, of which there may be one more than the page holds. */
export function connection<Row>(rows: readonly Row[], options: PageOptions<Row>): Connection<Row> {
  const edges = rows.slice(0, options.size).map((node) => new RowEdge(node, options.cursorOf));
  return { edges, pageInfo: new RowPageInfo(edges, rows.length > edges.length, options.after !== null) };
}

// Cursors are written on demand: most clients ask for the page's last one alone. These are classes because each object
// literal with getters costs V8 a hidden class.

/** A row of a page. */
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

/** Where a page lies in its list. */
class RowPageInfo implements PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly #edges: readonly Edge<unknown>[];

  constructor(edges: readonly Edge<unknown>[], hasNextPage: boolean, hasPreviousPage: boolean) {
    this.#edges = edges;
    this.hasNextPage = hasNextPage;
    this.hasPreviousPage = hasPreviousPage;
  }

  get startCursor(): string | null {
    return this.#edges[0]?.cursor ?? null;
  }

  get endCursor(): string | null {
    return this.#edges.at(-1)?.cursor ?? null;
  }
}
