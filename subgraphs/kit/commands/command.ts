import type { Announcement } from '../changes/announce.ts';
import type { CommandTransaction } from './transaction.ts';

/** What the input of every command has. */
export interface CommandInput {
  /** What its sender calls this one intention: sent again with the same input, it is carried out no second time. */
  readonly idempotencyKey: string;
}

/** The record that a command wrote; what the resolvers of its payload are given. */
export interface Outcome {
  readonly id: string;
  /** The version that the record has by it. */
  readonly version: number;
}

/** What a command did, before it is announced. */
export interface Work {
  readonly record: Outcome;
  readonly announcements: readonly Announcement[];
}

/** A write that callers may ask for. Who may is said in the contract, at the field of `Mutation`. */
export interface Command<Input extends CommandInput> {
  /** Its field of `Mutation`. */
  readonly name: string;
  /**
   * Checks the rules and writes the rows. What it throws undoes all of it and leaves the key unused. It may be called again when
   * another transaction came in between, and so does nothing else.
   */
  run(transaction: CommandTransaction, input: Omit<Input, 'idempotencyKey'>): Promise<Work>;
}
