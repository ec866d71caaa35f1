import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eachLine, GatheredLines, toLines } from './lines.ts';

const long = fc.constantFrom(30_000, 70_000).map((length) => 'é'.repeat(length)); // longer than the memory at the beginning
const line = fc.oneof(
  long,
  fc.string({ unit: 'grapheme' }).filter((text) => !/[\n\p{Cs}]/u.test(text)),
);
const turns = fc.array(
  fc.record({ texts: fc.array(line, { minLength: 1, maxLength: 4 }), fails: fc.boolean() }),
);

describe('gathered lines', () => {
  it('are those that were added and not dropped, whatever memory they lie in', () => {
    fc.assert(
      fc.property(fc.array(turns, { maxLength: 5 }), (segments) => {
        const lines = new GatheredLines();
        for (const segment of segments) {
          for (const { texts, fails } of segment) {
            const added = lines.add(texts);
            expect(added.equals(toLines(texts))).toBe(true);
            if (fails) lines.drop(added);
          }
          const kept = segment.filter(({ fails }) => !fails).flatMap(({ texts }) => texts);
          const taken = lines.take();
          lines.add(['another']);
          expect(taken.equals(toLines(kept))).toBe(true);
          expect([...eachLine(taken)].map(({ length }) => length)).toEqual(
            kept.map((text) => Buffer.byteLength(text)),
          );
          lines.take();
          lines.reuse(taken);
        }
      }),
    );
  });

  it('keep what was taken while others are added, until they may have its memory', () => {
    const lines = new GatheredLines();
    lines.add(['first']);
    const first = lines.take();
    lines.add(['second']);
    expect(first.toString()).toBe('first\n');
    lines.reuse(first);
    expect(lines.take().toString()).toBe('second\n');
    lines.add(['third']);
    expect(first.toString()).toBe('third\n');
  });
});
