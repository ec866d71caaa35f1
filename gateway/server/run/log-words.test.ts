import { describe, expect, it } from 'vitest';
import { wordsForLog } from './log-words.ts';

describe('the words of a ministry in the log', () => {
  it('name what is wrong with the schema', () => {
    const message = 'Cannot query field "visits" on type "Household". Expected "[ID!]!".';
    expect(wordsForLog(message, {})).toBe(message);
  });

  it.each([
    ['no person named 李 小花', 'no person named …', { input: { name: ['李 小花'] } }],
    ['no row for H000001570', 'no row for H…', {}],
    ['citizen 99010119700101123X is taken', 'citizen … is taken', {}],
    ["invalid input syntax: 'Li Xiaohua'", "invalid input syntax: '…'", {}],
    ['“王芳” is nobody', '“…” is nobody', {}],
  ])('do not repeat values: %s', (message, words, variables) => {
    expect(wordsForLog(message, variables)).toBe(words);
  });

  it('are cut, and are told apart from none', () => {
    expect(wordsForLog('x'.repeat(100_000), {})).toHaveLength(500);
    expect(wordsForLog({ not: 'a text' }, {})).toBe('no message');
  });
});
