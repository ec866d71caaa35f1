import type { FastifyInstance } from 'fastify';
import type { ServerResponse } from 'node:http';
import { LINES_TYPE, OPERATIONS_PATH } from '@hearth/schema/protocol/operations.ts';
import type { Draining } from './drain.ts';
import type { ExecuteAll, SubgraphAnswer, SubgraphRequest } from './lean.ts';

const MOST_OPERATIONS = 500; // of one request
const COMPANY = 5; // milliseconds that an answer waits for the others before it is sent by itself

/**
 * Serves operations as lines, the way the gateway calls: see schema/protocol/operations.ts. Answers that are ready at
 * about the same time travel together; a slow operation holds back none of the others.
 */
export function serveOperations(server: FastifyInstance, executeAll: ExecuteAll, draining: Draining): void {
  server.post(OPERATIONS_PATH, async (request, reply) => {
    const lines = typeof request.body === 'string' ? request.body.split('\n') : [];
    if (lines.length === 0 || lines.length > MOST_OPERATIONS) {
      return reply.code(400).send(refusal(`Send from 1 to ${MOST_OPERATIONS} lines of ${LINES_TYPE}.`));
    }
    reply.hijack();
    const answers = new AnswerLines(reply.raw, lines.length, draining);
    answerAll(lines, (requests) => executeAll(requests, request.authority), answers);
  });
}

function answerAll(
  lines: readonly string[],
  execute: (requests: readonly SubgraphRequest[]) => Promise<SubgraphAnswer>[],
  answers: AnswerLines,
): void {
  const places: number[] = [];
  const requests: SubgraphRequest[] = [];
  lines.forEach((line, place) => {
    const request = readLine(line);
    if (request) {
      places.push(place);
      requests.push(request);
    } else answers.add(place, refusal('The line is not a JSON object with `query`.'));
  });
  execute(requests).forEach((answer, index) => {
    const place = places[index] as number;
    answer.then(
      (given) => answers.add(place, given),
      () => answers.add(place, refusal('The operation could not be run.', 'INTERNAL_SERVER_ERROR')),
    );
  });
}

function readLine(line: string): SubgraphRequest | undefined {
  try {
    const { query, variables } = JSON.parse(line);
    return typeof query === 'string' ? { query, variables: variables ?? undefined } : undefined;
  } catch {
    return undefined;
  }
}

const refusal = (message: string, code = 'BAD_REQUEST'): SubgraphAnswer => ({
  errors: [{ message, extensions: { code } }],
});

/** Writes the answers of one request as lines: at once when all are ready, else what is ready, from time to time. */
class AnswerLines {
  readonly #response: ServerResponse;
  readonly #draining: Draining;
  #left: number;
  #text = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(response: ServerResponse, count: number, draining: Draining) {
    this.#response = response;
    this.#left = count;
    this.#draining = draining;
  }

  add(place: number, answer: SubgraphAnswer): void {
    this.#text += `[${place},${JSON.stringify(answer)}]\n`;
    this.#left -= 1;
    if (this.#left === 0) this.#end();
    else this.#timer ??= setTimeout(() => this.#flush(), COMPANY);
  }

  #flush(): void {
    this.#timer = undefined;
    if (!this.#response.headersSent) this.#response.writeHead(200, this.#headers());
    this.#response.write(this.#text);
    this.#text = '';
  }

  #end(): void {
    clearTimeout(this.#timer);
    const length = Buffer.byteLength(this.#text);
    if (!this.#response.headersSent) {
      this.#response.writeHead(200, { 'content-length': length, ...this.#headers() });
    }
    this.#response.end(this.#text);
  }

  #headers(): Record<string, string> {
    return { 'content-type': LINES_TYPE, ...(this.#draining.isStopping && { connection: 'close' }) };
  }
}
