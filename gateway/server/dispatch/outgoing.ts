import type { Authority } from '@hearth/schema/protocol/authority.ts';

/** An operation of a plan: made once, sent by many requests with values of their own. */
export interface Template {
  readonly subgraph: string;
  readonly kind: 'query' | 'mutation';
  readonly query: string;
  /** The query as a JSON string, ready to be spliced into a body. */
  readonly queryJson: string;
}

/** The representations of one `_entities` field. */
export interface EntityList {
  /** The field's key in the answer. */
  readonly alias: string;
  /** The variable that takes the representations. */
  readonly variable: string;
  /** Each as JSON text; no two are equal. */
  readonly representations: readonly string[];
}

/** What one request sends with a template. */
export interface Outgoing {
  readonly template: Template;
  /** Empty for a fetch at the root. */
  readonly entities: readonly EntityList[];
  /** All other variables as the inside of a JSON object; '' when there are none. */
  readonly variables: string;
}

/** On whose behalf something is sent, and until when an answer is of use. */
export interface Sender {
  /** Who asks: nothing is shared between two classes. */
  readonly authority: Authority;
  /** On the clock of `performance.now()`. */
  readonly deadlineAt: number;
  /** Whether the request was given up, and who leaves then; one for all that the request sends. */
  readonly lifetime: Lifetime;
  /** Of the request, for the subgraph's log: 32 hexadecimal digits. Default: one of the call's own. */
  readonly traceId?: string | undefined;
}

/** Somebody who waits on behalf of a request. */
export interface Waiting {
  /** Called when the request is given up; nothing is done when the waiting is over. */
  leave(): void;
}

/** How long a request is waited for: it may be given up before it is answered. */
export class Lifetime {
  readonly #waiting: Waiting[] = [];
  #isGivenUp = false;

  get isGivenUp(): boolean {
    return this.#isGivenUp;
  }

  /** Lets `waiting` leave when the request is given up; at once when it was. */
  hold(waiting: Waiting): void {
    if (this.#isGivenUp) waiting.leave();
    else this.#waiting.push(waiting);
  }

  giveUp(): void {
    this.#isGivenUp = true;
    for (const waiting of this.#waiting.splice(0)) waiting.leave();
  }
}

/** All variables as a JSON object; undefined when there are none. */
export function writeVariables(entities: readonly EntityList[], others: string): string | undefined {
  let inside = '';
  for (const { variable, representations } of entities) {
    inside += `${inside === '' ? '' : ','}${JSON.stringify(variable)}:[${representations.join(',')}]`;
  }
  if (others !== '') inside += inside === '' ? others : `,${others}`;
  return inside === '' ? undefined : `{${inside}}`;
}
