import { describe, expect, it } from 'vitest';
import { anyCaller, both, implies, nothing, type Requirement } from './requirement.ts';
import { tellRequirement } from './tell.ts';

const asking = (part: Partial<Requirement>): Requirement => ({ ...nothing, ...part });
const health = asking({ scopes: [['health:read']], purposes: ['MONITORING', 'CORRECTION'] });
const money = asking({ scopes: [['money:read']], purposes: ['MONITORING', 'EVALUATION'] });
const either = asking({ scopes: [['health:read'], ['money:read']] });
const inACase = asking({ policies: [['case']] });

describe('two requirements at once', () => {
  it('ask for the scopes of both, for the purposes that both have', () => {
    expect(both(health, money)).toEqual(
      asking({ scopes: [['health:read', 'money:read']], purposes: ['MONITORING'] }),
    );
  });

  it('ask for each way to meet the one together with each way to meet the other', () => {
    expect(both(either, asking({ scopes: [['name:read'], ['health:read']] })).scopes).toEqual([
      ['health:read', 'name:read'],
      ['health:read'],
      ['money:read', 'name:read'],
      ['money:read', 'health:read'],
    ]);
  });
});

describe('a requirement', () => {
  it.each([
    ['itself', health, health],
    ['nothing', nothing, nothing],
    ['a known caller, by its scopes', health, anyCaller],
    ['a known caller, by its policies', inACase, anyCaller],
    ['each of its parts', both(health, money), health],
    ['what it is one way to meet', asking({ scopes: [['health:read']] }), either],
    [
      'what allows more purposes',
      asking({ purposes: ['MONITORING'] }),
      asking({ purposes: ['AUDIT', 'MONITORING'] }),
    ],
  ])('implies %s', (_, one, other) => {
    expect(implies(one, other)).toBe(true);
  });

  it.each([
    ['scopes that it does not ask for', health, money],
    ['all ways, being one that is met otherwise too', either, asking({ scopes: [['health:read']] })],
    ['a known caller, asking for nothing', nothing, anyCaller],
    ['a policy that it does not ask for', health, inACase],
    ['purposes, allowing all', asking({ scopes: [['health:read']] }), health],
    ['fewer purposes than it allows', health, asking({ purposes: ['MONITORING'] })],
  ])('does not imply %s', (_, one, other) => {
    expect(implies(one, other)).toBe(false);
  });

  it.each([
    [health, 'Needs health:read for MONITORING or CORRECTION.'],
    [either, 'Needs health:read or money:read.'],
    [both(both(health, money), inACase), 'Needs health:read and money:read for MONITORING with a case.'],
    [anyCaller, null],
  ])('is told to clients', (requirement, told) => {
    expect(tellRequirement(requirement)).toBe(told);
  });
});
