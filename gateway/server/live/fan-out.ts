import type { LoggedChange } from '@hearth/schema/protocol/change.ts';

/** What a subscription listens to: one household, or the households whose region's code begins with a prefix. */
export type Topic = { readonly household: string } | { readonly regionPrefix: string };

const PREFIXES = [2, 4, 6, 9, 12]; // digits that may name a region

/** Finds who listens to a change. What that costs does not grow with who listens to something else. */
export class FanOut<Listener> {
  readonly #households = new Map<string, Set<Listener>>();
  readonly #regions = new Map<string, Set<Listener>>();

  add(topic: Topic, listener: Listener): void {
    const { index, key } = this.#place(topic);
    const listeners = index.get(key);
    if (listeners) listeners.add(listener);
    else index.set(key, new Set([listener]));
  }

  remove(topic: Topic, listener: Listener): void {
    const { index, key } = this.#place(topic);
    const listeners = index.get(key);
    listeners?.delete(listener);
    if (listeners?.size === 0) index.delete(key);
  }

  *of({ household, region }: Pick<LoggedChange, 'household' | 'region'>): Iterable<Listener> {
    if (household !== null) yield* this.#households.get(household) ?? [];
    if (region === null) return;
    for (const length of PREFIXES) yield* this.#regions.get(region.slice(0, length)) ?? [];
  }

  #place(topic: Topic) {
    return 'household' in topic
      ? { index: this.#households, key: topic.household }
      : { index: this.#regions, key: topic.regionPrefix };
  }
}

/** Whether a change is what a subscription listens to. */
export const concerns = (topic: Topic, { household, region }: LoggedChange): boolean =>
  'household' in topic ? household === topic.household : region?.startsWith(topic.regionPrefix) === true;
