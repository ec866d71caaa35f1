/** Something that is sent on behalf of an authority class. */
interface Classed {
  readonly authorityClass: string;
}

/** Collects what comes in one turn and lets it leave together, each authority class by itself. */
export function collectTurns<Item extends Classed>(
  leave: (together: readonly Item[]) => void,
): (item: Item) => void {
  let collected: Item[] = [];
  const flush = () => {
    const items = collected;
    collected = [];
    for (const together of byClass(items)) leave(together);
  };
  return (item) => {
    if (collected.push(item) === 1) queueMicrotask(flush);
  };
}

function byClass<Item extends Classed>(items: readonly Item[]): readonly (readonly Item[])[] {
  const [first] = items;
  if (items.every(({ authorityClass }) => authorityClass === first?.authorityClass)) return [items];
  const classes = new Map<string, Item[]>();
  for (const item of items) {
    const known = classes.get(item.authorityClass);
    if (known) known.push(item);
    else classes.set(item.authorityClass, [item]);
  }
  return [...classes.values()];
}
