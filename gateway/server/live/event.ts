import type { LoggedChange } from '@hearth/schema/protocol/change.ts';
import type { HubReading } from '../hub.ts';
import type { Message } from './message.ts';

/** What subscribers of one shape and class are told of a change. */
export interface Told {
  readonly message: Message;
  /** What is recorded of it for each of them. */
  readonly access: HubReading['access'];
}

/** Finds out what is told of a change: undefined when its household may not be seen. Rejects when nobody can say at the moment. */
export type Ask = (change: LoggedChange) => Promise<Told | undefined>;

/** A change on its way to subscribers. What they are told of it is asked for once for each shape and authority class. */
export class Event {
  readonly change: LoggedChange;
  readonly #answers = new Map<string, Promise<Told | undefined>>();

  constructor(change: LoggedChange) {
    this.change = change;
  }

  /** `group`: the shape of the subscription and the class of its caller. */
  tell(group: string, ask: Ask): Promise<Told | undefined> {
    const known = this.#answers.get(group);
    if (known) return known;
    const answer = ask(this.change);
    answer.catch(() => {}); // each subscriber hears of it
    this.#answers.set(group, answer);
    return answer;
  }
}
