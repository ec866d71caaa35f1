import { buildASTSchema, isEnumType } from 'graphql';
import { describe, expect, it } from 'vitest';
import {
  defaultUrl,
  getMinistry,
  isMinistryName,
  ministryCode,
  ministries,
  ministryNames,
} from './subgraphs.ts';
import { parseSources, sharedSource } from './slices.ts';

describe('the list of ministries', () => {
  it('is the same as the enum that the contract shows', () => {
    const shared = buildASTSchema(parseSources([sharedSource()]), { assumeValidSDL: true });
    const enumeration = shared.getType('Ministry');
    const values = isEnumType(enumeration) ? enumeration.getValues().map(({ name }) => name) : [];
    expect(values).toEqual(ministryNames.map(ministryCode));
  });

  it('gives each a port of its own', () => {
    expect(new Set(ministries.map(({ port }) => port)).size).toBe(ministries.length);
    expect(defaultUrl('poverty-relief')).toBe('http://127.0.0.1:4001/graphql');
  });

  it('knows who is a ministry', () => {
    expect(isMinistryName('health')).toBe(true);
    expect(isMinistryName('defence')).toBe(false);
    expect(() => getMinistry('defence' as 'health')).toThrow('No ministry is called defence');
  });
});
