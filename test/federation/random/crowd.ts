import type { HubResult } from '@hearth/gateway/hub-request.ts';
import { TransportError, type SubgraphAnswer } from '@hearth/gateway/transport/transport.ts';
import type { Federation, SentOperation, TestSubgraph } from '../fixture.ts';
import type { Query } from './queries.ts';
import { hash } from './world.ts';

type Tamper = NonNullable<TestSubgraph['tamper']>;

/** What the subgraphs were sent for the same queries, one after the other and at the same time. */
export interface CrowdCounts {
  /** Operations without entities, each query alone; only equal ones can be saved. */
  readsAlone: number;
  readsTogether: number;
  /** Operations that no query sends alone: made of several. */
  combined: number;
  /** Of those, such as were answered in a way that cannot be cut into parts. */
  broken: number;
}

/**
 * The queries of a graph, asked at the same time: each must be answered as it was alone. What the hub combines is
 * answered wrongly now and then, so that it has to ask for the parts one by one; not where something is kept, for what is asked for
 * then is a part anyway.
 */
export class Crowd {
  readonly counts: CrowdCounts = { readsAlone: 0, readsTogether: 0, combined: 0, broken: 0 };
  readonly #answered: { readonly query: Query; readonly answer: HubResult }[] = [];
  readonly #sentAlone = new Set<string>();
  #isTogether = false;
  readonly #isBroken: boolean;

  constructor({ isBroken }: { readonly isBroken: boolean }) {
    this.#isBroken = isBroken;
  }

  /** Takes a query with its answer, and what was sent for it, while nothing else was asked. */
  add(query: Query, answer: HubResult, sent: readonly SentOperation[]): void {
    this.#answered.push({ query, answer });
    for (const { subgraph, query: text, variables } of sent) {
      this.#sentAlone.add(operationKey(subgraph, text, variables));
    }
    this.counts.readsAlone += countReads(sent);
  }

  /** Stands between the hub and a subgraph: each answer takes its own time. */
  tamperFor(subgraph: string): Tamper {
    return async (operation, answer) => {
      if (!this.#isTogether) return answer();
      const { query, variables } = operation;
      const key = operationKey(subgraph, query, JSON.parse(variables ?? '{}'));
      await turns(Math.floor(hash(query) * 4));
      if (this.#sentAlone.has(key)) return answer();
      this.counts.combined += 1;
      const chance = hash(`break ${key}`);
      if (!this.#isBroken || chance >= 0.5) return answer();
      this.counts.broken += 1;
      return breakAnswer(subgraph, await answer(), chance * 2);
    };
  }

  /** Asks all at the same time. Returns what is not as it was alone. */
  async findFaults({ ask, sent }: Federation): Promise<string[]> {
    this.#isTogether = true;
    const answers = this.#answered.map(async ({ query, answer }) => {
      const together = await ask(query.text, query.variables);
      const [expected, given] = [inOrder(answer), inOrder(together)];
      return expected === given
        ? []
        : [`${query.text}\n${JSON.stringify(query.variables)}\n  ${given}\ninstead of\n  ${expected}`];
    });
    const faults = (await Promise.all(answers)).flat();
    this.#isTogether = false;
    this.counts.readsTogether += countReads(sent);
    return faults;
  }
}

const operationKey = (subgraph: string, query: string, variables: object): string =>
  `${subgraph} ${query} ${JSON.stringify(variables)}`;

const countReads = (sent: readonly SentOperation[]): number =>
  sent.filter(({ query }) => !query.includes('_entities')).length;

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** An answer of which nothing tells what is for whom. */
function breakAnswer(subgraph: string, { data }: SubgraphAnswer, chance: number): SubgraphAnswer {
  if (chance < 1 / 3) throw new TransportError('BAD_ANSWER', subgraph, 'No JSON.');
  if (chance < 2 / 3) return { data: null, errors: [{ message: 'broken' }] };
  const lists = Object.entries((data ?? {}) as Record<string, unknown[]>);
  return { data: Object.fromEntries(lists.map(([alias, list]) => [alias, list.slice(1)])) };
}

/** An answer as text; which of several errors comes first depends on which subgraph is faster. */
const inOrder = ({ data, errors = [] }: HubResult): string =>
  JSON.stringify({ data, errors: errors.map((error) => JSON.stringify(error)).toSorted() });
