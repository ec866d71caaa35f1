import { LINES_TYPE } from '@hearth/schema/protocol/operations.ts';
import { isData } from '../../run/data.ts';
import type { HttpCall } from './call.ts';
import { writeCall } from './call.ts';

/** How operations travel in one HTTP request, and their answers in the response. */
export interface Form {
  readonly contentType: string;
  readonly accept: string;
  write(calls: readonly HttpCall[]): string;
  /** Reads the answers as they come. */
  read(calls: readonly HttpCall[]): AnswerReader;
}

/** Reads the body of one response. What it throws is the fault of the answer. */
export interface AnswerReader {
  /** Whether a part of the body is read at once; else it is kept until `end`. */
  readonly isStreaming: boolean;
  /** Takes whole lines of a streamed body. */
  lines(text: string): void;
  /** Takes what has not been read. */
  end(text: string): void;
}

const JSON_TYPE = 'application/json';

/** One operation and its answer, as GraphQL over HTTP has it. */
export const one: Form = {
  contentType: JSON_TYPE,
  accept: JSON_TYPE,
  write: ([call]) => writeCall(call as HttpCall),
  read: ([call]) => whole((answer) => call?.resolve(answer as object)),
};

/** Several operations as a JSON array, their answers in the same order. */
export const array: Form = {
  contentType: JSON_TYPE,
  accept: JSON_TYPE,
  write: (calls) => `[${calls.map(writeCall).join(',')}]`,
  read: (calls) =>
    whole((answers) => {
      if (!Array.isArray(answers) || answers.length !== calls.length) {
        throw new Error(`${calls.length} operations were not answered with as many answers.`);
      }
      calls.forEach((call, index) => call.resolve(answers[index]));
    }),
};

/** A line for each operation; a line for each answer, as soon as it is there: `[place of the operation, answer]`. */
export const lines: Form = {
  contentType: LINES_TYPE,
  accept: LINES_TYPE,
  write: (calls) => calls.map(writeCall).join('\n'),
  read: (calls) => ({
    isStreaming: true,
    lines(text) {
      for (const line of text.split('\n')) if (line !== '') readLine(calls, line);
    },
    end(text) {
      if (text !== '') readLine(calls, text);
    },
  }),
};

function readLine(calls: readonly HttpCall[], line: string): void {
  const [place, answer] = JSON.parse(line) as [number, object];
  const call = calls[place];
  if (!call || !isData(answer)) throw new Error('A line answers no operation.');
  call.resolve(answer);
}

const whole = (take: (answer: unknown) => void): AnswerReader => ({
  isStreaming: false,
  lines: () => {},
  end: (text) => take(JSON.parse(text)),
});
