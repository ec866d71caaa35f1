import type { Dispatcher, Pool } from 'undici';
import { OPERATIONS_HEADER } from '@hearth/schema/protocol/operations.ts';
import { collectTurns } from '../collect.ts';
import type { SendOptions, SubgraphAnswer, SubgraphOperation } from '../transport.ts';
import { HttpCall } from './call.ts';
import { Exchange } from './exchange.ts';
import { array, lines, one, type Form } from './form.ts';

export interface TargetOptions {
  readonly subgraph: string;
  readonly pool: Pool;
  readonly path: string;
  readonly maxAnswerBytes: number;
  /** Whether the subgraph takes several operations as a JSON array. */
  readonly takesArrays: boolean;
}

/**
 * One subgraph over HTTP. What is sent in one turn on behalf of one authority class travels in one request, if the
 * subgraph takes that: it says so itself by a header of its answers, or whoever made the transport does. Never assumed.
 */
export class Target {
  readonly #options: TargetOptions;
  /** Where several operations are taken as lines; undefined while the subgraph has not said so. */
  #linesPath: string | undefined;
  readonly #collect = collectTurns<HttpCall>((calls) => this.#leave(calls));

  constructor(options: TargetOptions) {
    this.#options = options;
  }

  send(operation: SubgraphOperation, options: SendOptions): Promise<SubgraphAnswer> {
    const call = new HttpCall(this.#options.subgraph, operation, options);
    if (this.#linesPath === undefined && !this.#options.takesArrays) this.#request(one, [call]);
    else this.#collect(call);
    return call.answer;
  }

  #leave(calls: readonly HttpCall[]): void {
    if (this.#linesPath !== undefined) this.#request(lines, calls);
    else if (calls.length > 1 && this.#options.takesArrays) this.#request(array, calls);
    else for (const call of calls) this.#request(one, [call]);
  }

  #request(form: Form, calls: readonly HttpCall[]): void {
    const { pool, maxAnswerBytes } = this.#options;
    const path = form === lines ? (this.#linesPath ?? this.#options.path) : this.#options.path;
    const headers = { 'content-type': form.contentType, accept: form.accept };
    const request: Dispatcher.DispatchOptions = { method: 'POST', path, headers, body: form.write(calls) };
    const exchange = new Exchange({
      calls,
      form,
      maxAnswerBytes,
      onHeaders: (answered) => this.#learn(answered[OPERATIONS_HEADER]),
      onUnknownForm: form === lines ? () => this.#forget(calls) : undefined,
    });
    pool.dispatch(request, exchange);
  }

  #learn(path: string | string[] | undefined): void {
    if (typeof path === 'string' && path.startsWith('/')) this.#linesPath = path;
  }

  /** Another program answers there than before: it gets each operation by itself. */
  #forget(calls: readonly HttpCall[]): void {
    this.#linesPath = undefined;
    for (const call of calls) this.#request(one, [call]);
  }
}
