import type { Dispatcher, Pool } from 'undici';
import { OPERATIONS_HEADER } from '@hearth/schema/protocol/operations.ts';
import { collectTurns } from '../collect.ts';
import type { SendOptions, SubgraphAnswer, SubgraphOperation } from '../transport.ts';
import { HttpCall } from './call.ts';
import { Exchange } from './exchange.ts';
import { array, lines, one, type Form } from './form.ts';
import { METHOD, type SignCalls } from './sign-calls.ts';

export interface TargetOptions {
  readonly subgraph: string;
  readonly pool: Pool;
  readonly path: string;
  readonly maxAnswerBytes: number;
  /** Whether the subgraph takes several operations as a JSON array. */
  readonly takesArrays: boolean;
  /** Signs what the subgraph is sent; undefined for one that is told nothing but operations. */
  readonly sign: SignCalls | undefined;
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
    const { subgraph, pool, maxAnswerBytes, sign } = this.#options;
    const path = form === lines ? (this.#linesPath ?? this.#options.path) : this.#options.path;
    const { contentType, accept } = form;
    const body = form.write(calls);
    const signature = sign?.({ subgraph, path, contentType, body, calls });
    const headers = { 'content-type': contentType, accept, ...signature };
    const request: Dispatcher.DispatchOptions = { method: METHOD, path, headers, body };
    const exchange = new Exchange({
      calls,
      form,
      maxAnswerBytes,
      isSigned: sign !== undefined,
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
