import { readFileSync } from 'node:fs';
import { buildSchema, GraphQLEnumType, GraphQLInt, type GraphQLScalarType, isLeafType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readSupergraph } from '../plan/supergraph.ts';
import { compileLeaf } from './leaf.ts';

const contract = readFileSync(new URL(import.meta.resolve('@hearth/schema/supergraph.graphql')), 'utf8');
const { api } = readSupergraph(contract);

function completeOwn(name: string, value: unknown): unknown {
  const type = api.getType(name);
  if (!isLeafType(type)) throw new Error(`The contract has no leaf ${name}.`);
  return compileLeaf(type)(value);
}

const good: Record<string, readonly string[]> = {
  Yuan: ['0.00', '-0.05', '1234.50', `1${'0'.repeat(29)}.00`],
  Date: ['2020-12-31', '2024-02-29'],
  DateTime: ['2020-12-31T16:00:00.000Z', '2020-12-31T08:00:00+08:00'],
  RegionCode: ['530000000000'],
  CitizenId: ['11010519491231002X', '110105********002X'],
  Cursor: ['eyJpZCI6MX0'],
};

const wrong: Record<string, readonly string[]> = {
  Yuan: ['1234.5', '1e3', `1${'0'.repeat(30)}.00`],
  Date: ['2023-02-29', '31.12.2020'],
  DateTime: ['2020-12-31T16:00:00', '2020-12-31'],
  RegionCode: ['53', '000000000000'],
  CitizenId: ['110105194912310021', '110105*********02X'],
  Cursor: [''],
};

describe('a leaf of the contract', () => {
  it.each(Object.entries(good))('passes as it is when it is a %s', (name, values) => {
    for (const value of values) expect(completeOwn(name, value)).toBe(value);
  });

  it.each(Object.entries(wrong))('does not pass when it is no %s', (name, values) => {
    const all = [...values, 1, 1.5, true, {}, [], ['2020-12-31']];
    expect(all.filter((value) => completeOwn(name, value) !== undefined)).toEqual([]);
  });
});

describe('a leaf of another supergraph', () => {
  it('passes whatever its scalar, unless it goes on and on', () => {
    const foreign = buildSchema(`
      scalar Date
      scalar DateTime @specifiedBy(url: "https://example.test/epoch")
      scalar constructor
    `);
    for (const name of ['Date', 'DateTime', 'constructor']) {
      const complete = compileLeaf(foreign.getType(name) as GraphQLScalarType);
      for (const value of [1_577_836_800, 'tomorrow', { y: 2020 }, [1], false]) {
        expect(complete(value)).toBe(value);
      }
      expect(complete(JSON.parse('['.repeat(1_000) + ']'.repeat(1_000)))).toBeUndefined();
    }
  });

  it('is held to the built-in scalar or the enum that it is', () => {
    const kind = new GraphQLEnumType({ name: 'Kind', values: { A: {} } });
    expect([compileLeaf(kind)('A'), compileLeaf(kind)('toString')]).toEqual(['A', undefined]);
    expect([compileLeaf(GraphQLInt)(1), compileLeaf(GraphQLInt)('1')]).toEqual([1, undefined]);
  });
});
