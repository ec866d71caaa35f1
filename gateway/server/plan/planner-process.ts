import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Question, Reply } from './planner-program.ts';

/** A process that plans. It ends with this one, however that ends, and does not keep it from ending. */
export class PlannerProcess {
  readonly #child: ChildProcess;
  /** Resolves with the reason when there is no such process any more. */
  readonly ended: Promise<string>;
  #isRunning = true;
  #reason: string | undefined;
  #settle: ((reply: Reply | undefined) => void) | undefined;

  /** Starts a TypeScript file, unless told another the one that plans. */
  constructor(program = new URL('planner-program.ts', import.meta.url)) {
    this.#child = fork(program, {
      cwd: fileURLToPath(new URL('.', import.meta.url)), // from where the loader is found
      execArgv: ['--import', '@hearth/kit/typescript/register.js'],
      env: {}, // it needs no setting and no secret
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      detached: true, // Ctrl-C of a terminal is for the gateway, which answers what it has begun
    });
    this.#child.unref();
    this.#child.channel?.unref();
    this.#child.on('message', (reply: Reply) => this.#settle?.(reply));
    this.ended = endOf(this.#child).then((ending) => {
      this.#isRunning = false;
      this.#settle?.(undefined);
      return this.#reason ?? ending;
    });
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Asks one thing at a time. Undefined when the process ends instead; one that is too late is killed. */
  ask(question: Question, milliseconds: number): Promise<Reply | undefined> {
    return new Promise((resolve) => {
      const settle = (reply: Reply | undefined) => {
        clearTimeout(timer);
        this.#settle = undefined;
        resolve(reply);
      };
      const giveUp = () => {
        if (this.#settle === settle) void this.kill(`it took more than ${milliseconds} ms`);
      };
      const timer = setTimeout(() => setImmediate(giveUp), milliseconds); // what came meanwhile is read before
      this.#settle = settle;
      if (this.#isRunning) this.#child.send(question, () => {}); // its end tells that it could not be sent
      else settle(undefined);
    });
  }

  /** Resolves when it has ended. */
  async kill(reason: string): Promise<void> {
    this.#reason ??= reason;
    this.#child.ref();
    this.#child.kill('SIGKILL');
    await this.ended;
  }
}

/** Resolves with how a process ended, or why it did not start. */
function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) =>
      resolve(signal === null ? `it ended with code ${code}` : `it was ended by ${signal}`),
    );
    child.on('error', ({ message }) => {
      if (child.pid === undefined) resolve(message);
    });
  });
}
