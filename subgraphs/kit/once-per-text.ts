import { holdsCitizenId } from '@hearth/schema/protocol/citizen-id.ts';
import type { RecentlyUsed } from './recently-used.ts';

/**
 * Makes something of a text, and keeps it for when the text comes again. A text that a client wrote a citizen ID into is not kept:
 * it would stay in memory as the key.
 */
export const oncePerText =
  <Value, Rest extends unknown[] = []>(
    known: RecentlyUsed<string, Value & {}>,
    make: (text: string, ...rest: Rest) => Value & {},
  ) =>
  (text: string, ...rest: Rest): Value => {
    let value = known.get(text);
    if (!value) {
      value = make(text, ...rest);
      if (!holdsCitizenId(text)) known.set(text, value);
    }
    return value;
  };
