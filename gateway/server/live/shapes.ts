import { limitRefusal } from '../errors.ts';

/** Counts the different shapes of the subscriptions that each caller has open: each is read for by itself. */
export class Shapes {
  readonly #limit: number;
  /** By caller, and by shape: how many subscriptions have it. */
  readonly #open = new Map<string, Map<string, number>>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Counts a subscription until what is returned is called, once. Throws a `Refusal` for one shape too many. */
  take(subject: string, shape: string): () => void {
    const shapes = this.#open.get(subject) ?? new Map<string, number>();
    const count = shapes.get(shape) ?? 0;
    if (count === 0 && shapes.size >= this.#limit) throw tooMany(this.#limit);
    shapes.set(shape, count + 1);
    this.#open.set(subject, shapes);
    return () => this.#leave(subject, shapes, shape);
  }

  #leave(subject: string, shapes: Map<string, number>, shape: string): void {
    const left = shapes.get(shape)! - 1;
    if (left > 0) shapes.set(shape, left);
    else shapes.delete(shape);
    if (shapes.size === 0) this.#open.delete(subject);
  }
}

const tooMany = (limit: number) =>
  limitRefusal(
    'shapesPerSubject',
    `The caller has subscriptions with ${limit} different selections open, which is the limit: ` +
      'use one selection for many households or regions.',
  );
