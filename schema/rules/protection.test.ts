import { describe, expect, it } from 'vitest';
import { faultsOf, faultsWhen, health, register, slices } from '../compose-fixture.ts';

const total = '"Total (总额), yuan."\n  total: Yuan!';
const healthRead = '@requiresScopes(scopes: [["health:read"]])';
const close = '@purpose(any: [MONITORING, ASSISTANCE, CORRECTION])';
const moneyRead =
  '@requiresScopes(scopes: [["money:read"]]) @purpose(any: [MONITORING, ASSISTANCE, EVALUATION, CORRECTION])';

/** A total that says this of itself, is of this type and bears these directives. */
const totalAs = (said: string, type: string, directives = '') =>
  `"Total (总额), yuan. ${said}"\n  total: ${type} ${directives}`;

describe('a field is protected', () => {
  it('by itself', () => {
    expect(faultsWhen(total, totalAs('Sensitive: health.', 'Yuan', `${healthRead} ${close}`))).toBe('');
  });

  it('for the purposes that all its kinds of data have', () => {
    const scopes = '@requiresScopes(scopes: [["health:read", "money:read"]])';
    const after = totalAs('Sensitive: health, financial.', 'Yuan', `${scopes} ${close}`);
    expect(faultsWhen(total, after)).toBe('');
  });

  it('by the object that it stands in, and then need not be nullable', () => {
    const changed = health
      .replace(total, totalAs('Sensitive: health.', 'Yuan!'))
      .replace('Our modelling decision."', 'Our modelling decision. Sensitive: health."')
      .replace('@authenticated', `${healthRead} ${close}`);
    expect(faultsOf(slices({ health: changed }))).toBe('');
  });
});

describe('what protects a field or type is refused', () => {
  it.each([
    [
      'when its scope is in no catalogue',
      totalAs('', 'Yuan', `@requiresScopes(scopes: [["heath:read"]]) ${close}`),
      'Settlement.total asks for the scope heath:read; there are household:read, name:read, ',
    ],
    [
      'when it names no purpose',
      totalAs('Sensitive: health.', 'Yuan', healthRead),
      'Settlement.total has not the purposes and policies of its scopes. Needs health:read for MONITORING, ASSISTANCE or CORRECTION.',
    ],
    [
      'when it allows a purpose that the data is not for',
      totalAs('Sensitive: health.', 'Yuan', `${healthRead} @purpose(any: [MONITORING, STATISTICS])`),
      'Settlement.total has not the purposes and policies of its scopes.',
    ],
    [
      'when it gives identities without a case',
      totalAs(
        'Sensitive: identity.',
        'Yuan',
        '@requiresScopes(scopes: [["identity:read"]]) @purpose(any: [ASSISTANCE, CORRECTION])',
      ),
      'Settlement.total has not the purposes and policies of its scopes. Needs identity:read for ASSISTANCE or CORRECTION with a case.',
    ],
    [
      'when it names purposes without scopes',
      totalAs('', 'Yuan', close),
      'Settlement.total names purposes or policies, but no scopes.',
    ],
    [
      'when the description does not say so',
      totalAs('', 'Yuan', `${healthRead} ${close}`),
      'Settlement.total is protected, but its description lacks `Sensitive: health.`',
    ],
    [
      'when the field cannot be null',
      totalAs('Sensitive: health.', 'Yuan!', `${healthRead} ${close}`),
      'Settlement.total may be denied to who reads its Settlement: make it nullable.',
    ],
  ])('%s', (_, after, fault) => {
    expect(faultsWhen(total, after)).toContain(`health: health.graphql:12:3: ${fault}`);
  });

  it('when it is said of an entity by another than its owner', () => {
    expect(faultsWhen('@key(fields: "id") {', '@key(fields: "id") @authenticated {')).toBe(
      'health: health.graphql:2:6: Household is protected by its owner: leave out what it asks for.',
    );
  });
});

describe('data without protection is refused', () => {
  it('when a type does not say who may read it', () => {
    expect(faultsWhen(' @authenticated', '')).toBe(
      'health: health.graphql:8:6: Settlement does not say who may read it: give it @authenticated, or @requiresScopes and @purpose.',
    );
  });

  it('when it is called sensitive', () => {
    expect(faultsWhen(total, totalAs('Sensitive:\n health.', 'Yuan!').replaceAll('"', '"""'))).toMatch(
      /Settlement\.total is sensitive, but not protected so\. Needs health:read for MONITORING/,
    );
  });

  it('when it is protected as another kind of data than it is called', () => {
    const after = totalAs('Sensitive: health, financial.', 'Yuan', moneyRead);
    expect(faultsWhen(total, after)).toContain('Settlement.total is sensitive, but not protected so.');
  });

  it('when it is called sensitive by a word that we do not know', () => {
    expect(faultsWhen(total, totalAs('Sensitive: wealth.', 'Yuan'))).toBe(
      'health: health.graphql:12:3: Settlement.total is called sensitive: wealth; there are household, name, identity, contact, health, financial, children.',
    );
  });

  it('when it answers with a code that is sensitive', () => {
    const reason =
      '"Reason (原因). Our modelling decision." enum Reason { "Illness (因病). Sensitive: health." ILLNESS }';
    const changed = health.replace(total, `${total} "Why (原因)." why: Reason`);
    expect(faultsOf(slices({ health: `${changed}\n${reason}` }))).toMatch(/Settlement\.why is sensitive/);
  });

  it('when it finds by a code that is sensitive', () => {
    const reason =
      '"Reason (原因). Our modelling decision." enum Reason { "Illness (因病). Sensitive: health." ILLNESS }';
    const changed = health.replace('after: Cursor)', 'after: Cursor "Only this (原因)." reason: Reason)');
    expect(faultsOf(slices({ health: `${changed}\n${reason}` }))).toMatch(
      /Household\.settlements is sensitive/,
    );
  });

  it.each([
    ['answers with', `${total} "Why (原因)." why: Reason`, total, 'Settlement.why'],
    [
      'finds by',
      'after: Cursor "Only this (原因)." reason: Reason)',
      'after: Cursor)',
      'Household.settlements',
    ],
  ])(
    'when a record of a household %s a code of illness that is not called sensitive',
    (_, after, before, place) => {
      const read =
        '@requiresScopes(scopes: [["household:read"]]) @purpose(any: [MONITORING, ASSISTANCE, EVALUATION, CORRECTION])';
      for (const value of ['"Illness (因病)." A', '"Other (残)." A', '"Other (其他)." MEDICAL_COST']) {
        const reason = `"Reason (原因). Our modelling decision." enum Reason { ${value} }`;
        const changed = health.replace('@authenticated', read).replace(before, after);
        expect(faultsOf(slices({ health: `${changed}\n${reason}` }))).toContain(
          `${place} tells of illness by ${value.split(' ').at(-1)}, and is not protected so.`,
        );
      }
    },
  );

  it('when it cannot be null and may turn out to be a protected object', () => {
    const payers = `
      "Who pays (付款方). Our modelling decision." interface Payer { "Name (名称)." title: String! }
      "A person who pays (付款人). Our modelling decision. Sensitive: financial."
      type PayingPerson implements Payer ${moneyRead} { "Name (名称)." title: String! }`;
    const changed = health.replace(total, `${total} "Payer (付款方)." payer: Payer!`);
    expect(faultsOf(slices({ health: changed + payers }))).toBe(
      'health: health.graphql:12:31: Settlement.payer may be denied to who reads its Settlement: make it nullable.',
    );
  });
});

/** A command of a slice as the contract wants it, but for its field and directives. */
const commandOf = (field: string, directives: string, key = 'idempotencyKey: ID!') => `
  type Mutation { "Lapse (断保)." ${field} ${directives} }
  "A lapse (断保). Our modelling decision."
  input LapseInput { "Its key (幂等键)." ${key} }
  "What it made (断保结果). Our modelling decision."
  type LapsePayload @authenticated { "Its version (版本)." version: Int! }`;

describe('the shape of a command', () => {
  const write = '@requiresScopes(scopes: [["health:write"]]) @purpose(any: [ASSISTANCE])';
  const faults = (field: string, key?: string) =>
    faultsOf(slices({ health: health + commandOf(field, write, key) }));

  it('is one input with a key, and a payload', () => {
    expect(faults('lapse("What (断保信息)." input: LapseInput!): LapsePayload')).toBe('');
  });

  it.each([
    ['an argument beside the input', 'lapse(input: LapseInput!, "When (何时)." on: Date): LapsePayload'],
    ['an input that may be absent', 'lapse(input: LapseInput): LapsePayload'],
    ['no input', 'lapse: LapsePayload'],
    ['an answer that cannot grow', 'lapse(input: LapseInput!): Int'],
  ])('is refused with %s', (_, field) => {
    expect(faults(field)).toContain(
      'Mutation.lapse needs (input: LapseInput!): LapsePayload, an idempotencyKey: ID! in the input and a version: Int! in the payload.',
    );
  });

  it('is refused without a key', () => {
    expect(faults('lapse("What (断保信息)." input: LapseInput!): LapsePayload', 'person: ID!')).toContain(
      'Mutation.lapse needs',
    );
  });
});

describe('a command', () => {
  const write = '@requiresScopes(scopes: [["health:write"]])';
  const commanded = (command: string) =>
    faultsOf(
      slices({
        health: health + commandOf('lapse("What (断保信息)." input: LapseInput!): LapsePayload', command),
      }),
    );

  it('is accepted with its ministry’s scope and purposes for which data may be changed', () => {
    expect(commanded(`${write} @purpose(any: [ASSISTANCE])`)).toBe('');
    expect(commanded(`${write} @purpose(any: [CORRECTION]) @policy(policies: [["case"]])`)).toBe('');
  });

  it.each([
    ['without a word of who may give it', ''],
    ['without a purpose', write],
    ['without a scope', '@purpose(any: [ASSISTANCE])'],
    ['for a purpose for which nobody writes', `${write} @purpose(any: [ASSISTANCE, STATISTICS])`],
    [
      'with a scope for reading alone',
      '@requiresScopes(scopes: [["health:read"]]) @purpose(any: [ASSISTANCE])',
    ],
    [
      'with another ministry’s scope as one way',
      '@requiresScopes(scopes: [["health:write"], ["finance:write"]]) @purpose(any: [ASSISTANCE])',
    ],
  ])('is refused %s', (_, directives) => {
    expect(commanded(directives)).toContain(
      'Mutation.lapse does not say who may change data: give it @requiresScopes with health:write, ' +
        'and @purpose with some of MONITORING, ASSISTANCE, CORRECTION.',
    );
  });
});

describe('a field that reads another ministry’s through @requires', () => {
  const earning = register.replace(
    '"Known only inside',
    `"Income (收入), yuan. Sensitive: financial."\n  income: Yuan ${moneyRead}\n  "Known only inside`,
  );
  const burdened = (directives: string, said = '') =>
    slices({
      'poverty-relief': earning,
      health: health.replace(
        '"Settlements (结算)."',
        `"Income (收入), yuan." income: Yuan @external
        "Burden (负担), a share. ${said}"\n  burden: Float @requires(fields: "income") ${directives}
        "Settlements (结算)."`,
      ),
    });

  it('is accepted when it is as protected', () => {
    expect(faultsOf(burdened(moneyRead, 'Sensitive: financial.'))).toBe('');
  });

  it('is refused when that is more protected, naming both', () => {
    const line =
      earning
        .trim()
        .split('\n')
        .findIndex((text) => text.includes('income: Yuan')) + 1;
    expect(faultsOf(burdened(`${healthRead} ${close}`, 'Sensitive: health.'))).toContain(
      'health: health.graphql:6:3: Household.burden reads Household.income ' +
        `(poverty-relief: poverty-relief.graphql:${line}:3), which is more protected. ` +
        'Needs money:read for MONITORING, ASSISTANCE, EVALUATION or CORRECTION.',
    );
  });
});

describe('a record about a household', () => {
  const about = `${total} "Household (农户)." household: Household`;

  it('is refused without saying how its number is found', () => {
    expect(faultsWhen(total, about)).toBe(
      'health: health.graphql:8:6: Settlement is about a household: give it @dataSubject(household: "household { id }").',
    );
  });

  it.each(['household { number }', 'provenance { version }', 'household', 'id'])(
    'is refused when "%s" is to lead there',
    (fields) => {
      const changed = health
        .replace(total, about)
        .replace('@authenticated', `@authenticated @dataSubject(household: "${fields}")`);
      expect(faultsOf(slices({ health: changed }))).toBe(
        `health: health.graphql:8:6: Settlement: "${fields}" does not lead to the id of a household.`,
      );
    },
  );

  it('is accepted when it says so', () => {
    const changed = health
      .replace(total, about)
      .replace('@authenticated', '@authenticated @dataSubject(household: "household { id }")');
    expect(faultsOf(slices({ health: changed }))).toBe('');
  });
});
