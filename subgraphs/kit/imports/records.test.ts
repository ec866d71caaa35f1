import * as fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { EncodingEvidence } from './encoding.ts';
import type { Encoding } from './encoding.ts';
import { LONGEST_LINE, RecordSplitter } from './records.ts';

const split = (...pieces: string[]) => {
  const splitter = new RecordSplitter();
  return [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()];
};
const cellsOf = (...pieces: string[]) => split(...pieces).map(({ cells }) => cells);
const reasonsOf = (text: string) => split(text).map(({ fault }) => fault?.reason ?? null);

const encodingOf = (bytes: Buffer, size = bytes.length): Encoding => {
  const evidence = new EncodingEvidence();
  for (let at = 0; at < bytes.length; at += size) evidence.add(bytes.subarray(at, at + size));
  return evidence.encoding;
};
const write = (row: string[]) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(',');

describe('RecordSplitter', () => {
  it('should read both kinds of line break, and a last line without one', () => {
    expect(cellsOf('a,b\r\nc,d\ne,f')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
    ]);
    expect(cellsOf('"a",b\r\n"c",d\r\ne,"f"\r')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
    ]);
  });

  it('should read commas, quotes and line breaks in quoted cells', () => {
    expect(cellsOf('"a,1","say ""so""","x\r\ny",\nb,,,')).toEqual([
      ['a,1', 'say "so"', 'x\r\ny', ''],
      ['b', '', '', ''],
    ]);
  });

  it('should number rows as a spreadsheet does, blank lines included', () => {
    expect(split('a\n\nb\n').map(({ rowNumber }) => rowNumber)).toEqual([1, 3]);
  });

  it('should give up only the line whose quotes are broken', () => {
    expect(reasonsOf('a,"b\nc,d\n')).toEqual(['BROKEN_QUOTES', null]);
    expect(reasonsOf('a,"b"x\nc,"d"\n')).toEqual(['BROKEN_QUOTES', null]);
    expect(reasonsOf('a,"b\nc,"d"\n')).toEqual(['BROKEN_QUOTES', null]);
  });

  it('should not take the rows between two stray quotes for one cell', () => {
    const text = 'h,i,j\n"a,b,1\nc,d,2\ne,f",3\ng,"x\ny",4\n';
    expect(split(text).map(({ rowNumber, fault }) => [rowNumber, fault?.reason ?? null])).toEqual([
      [1, null],
      [2, 'BROKEN_QUOTES'],
      [3, null],
      [4, null],
      [5, null],
    ]);
    expect(cellsOf(text).slice(2)).toEqual([
      ['c', 'd', '2'],
      ['e', 'f"', '3'],
      ['g', 'x\ny', '4'],
    ]);
  });

  it('should keep a quote within a cell that is not quoted', () => {
    expect(cellsOf('5" pipe,"x"\n')).toEqual([['5" pipe', 'x']]);
  });

  it('should give up only the line that is too long', () => {
    const records = split(`a,b\n${'x'.repeat(10 * LONGEST_LINE)}\nc,d\n`);
    expect(records.map(({ fault }) => fault?.reason ?? null)).toEqual([null, 'LINE_TOO_LONG', null]);
    expect(records[1]?.cells[0]).toHaveLength(1_000);
    expect(records[2]).toMatchObject({ rowNumber: 3, cells: ['c', 'd'] });
  });

  it('should give the same records whatever pieces the text comes in', () => {
    const texts = fc.string({
      unit: fc.constantFrom('a', '病', '𠮷', ',', '"', '\n', '\r\n', '\r'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(texts, fc.infiniteStream(fc.integer({ min: 1, max: 7 })), (text, sizes) => {
        const pieces: string[] = [];
        for (let at = 0; at < text.length;) {
          const size = sizes.next().value ?? 1;
          pieces.push(text.slice(at, at + size));
          at += size;
        }
        expect(split(...pieces)).toEqual(split(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('should read back whatever a writer of comma-separated values writes', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '病', ' ', ',', '"', '\n'), maxLength: 8 });
    const rows = fc
      .integer({ min: 2, max: 4 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 5 }));
    fc.assert(
      fc.property(rows, (expected) => {
        expect(cellsOf(expected.map(write).join('\r\n'))).toEqual(expected);
      }),
    );
  });
});

describe('EncodingEvidence', () => {
  const text = '姓名,户编号\n阿依古丽·买买提,H1\n';

  it('should tell UTF-8 and GB18030 apart wherever the chunks are cut', () => {
    for (const size of [1, 2, 3, 5, 100]) {
      expect(encodingOf(Buffer.from(text), size)).toBe('utf-8');
      expect(encodingOf(iconv.encode(text, 'gb18030'), size)).toBe('gb18030');
    }
  });

  it('should call a file without Chinese UTF-8', () => {
    expect(encodingOf(Buffer.from('a,b\n1,2\n'))).toBe('utf-8');
  });

  it('should not take UTF-8 for GB18030 because some bytes are damaged', () => {
    expect(encodingOf(Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0xe4, 0x0a])]))).toBe('utf-8');
  });
});
