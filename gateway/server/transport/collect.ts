import type { Authority } from '@hearth/schema/protocol/authority.ts';
import type { SubgraphOperation } from './transport.ts';

/** Something that is sent on behalf of somebody. */
interface Sent {
  readonly operation: SubgraphOperation;
  readonly authority: Authority;
}

/** Collects what comes in one turn and lets it leave together: the reads of each authority class, and each mutation alone. */
export function collectTurns<Item extends Sent>(
  leave: (together: readonly Item[]) => void,
): (item: Item) => void {
  let collected: Item[] = [];
  const flush = () => {
    const items = collected;
    collected = [];
    for (const together of whatTravelsTogether(items)) leave(together);
  };
  return (item) => {
    if (collected.push(item) === 1) queueMicrotask(flush);
  };
}

function whatTravelsTogether<Item extends Sent>(items: readonly Item[]): readonly (readonly Item[])[] {
  const [first] = items as [Item];
  if (items.length === 1 || items.every((item) => mayTravelWith(first, item))) return [items];
  const groups: Item[][] = [];
  for (const item of items) {
    const group = groups.find(([other]) => mayTravelWith(other as Item, item));
    if (group) group.push(item);
    else groups.push([item]);
  }
  return groups;
}

const mayTravelWith = (one: Sent, other: Sent): boolean =>
  one.operation.kind === 'query' &&
  other.operation.kind === 'query' &&
  one.authority.class === other.authority.class;
