import { type Authority, createAuthority, type Grant, nobody } from '@hearth/schema/protocol/authority.ts';
import type { Given, TestSubgraph } from '../fixture.ts';

/** A small world of which not everybody may see everything: by type, field, scalar and enum; over two subgraphs. */

const people: Given[] = [1, 2, 3].map((number) => ({ __typename: 'Person', id: `p${number}`, number }));
const dogs: Given[] = [4, 5].map((number) => ({ __typename: 'Dog', id: `d${number}`, number }));
const vault = { __typename: 'Vault', code: 7, label: 'deep' };

const personOf = (number: number): Given => people[number % people.length] as Given;

/** Every field's value, written on the whole things. */
export const fields: Record<string, Record<string, (thing: Given) => unknown>> = {
  Query: {
    person: () => people[0],
    people: () => people,
    grid: () => [[people[0], null], null, [], [people[1]]],
    beings: () => [people[0], dogs[0], null, people[2], dogs[1]],
    things: () => [people[1], vault, null, dogs[0]],
    statistics: () => ({ count: 3, secret: 4 }),
    sealed: () => 1,
  },
  Person: {
    name: ({ number }) => `Person ${number}`,
    nick: ({ number }) => (number === 2 ? null : `P${number}`),
    age: ({ number }) => number * 10,
    mood: ({ number }) => (number === 1 ? 'GLAD' : null),
    secretId: ({ number }) => `C${number}`,
    home: ({ number }) => (number === 3 ? null : { street: `S${number}`, owner: personOf(number) }),
    friends: ({ number }) => [personOf(number), personOf(number + 1)],
    boss: ({ number }) => (number === 3 ? null : personOf(number)),
    file: ({ number }) => `F${number}`,
    odd: () => 1,
    card: ({ number }) => `card of Person ${number}`,
    visits: ({ number }) => number,
    doctor: ({ number }) => personOf(number + 1),
    pet: ({ number }) => ({ name: `Pet ${number}` }),
  },
  Dog: {
    name: ({ number }) => `Dog ${number}`,
    age: ({ number }) => number,
    owner: ({ number }) => personOf(number),
  },
  Home: {},
  Vault: {},
  Statistics: {},
};

const whole = (thing: Given): Given =>
  [...people, ...dogs].find(({ id }) => id !== undefined && id === thing['id']) ?? thing;

/** The value of a field, of a reference as well as of a whole thing. */
export const valueOf = (type: string, field: string, thing: Given = {}): unknown => {
  const resolve = fields[type]?.[field];
  return resolve ? resolve(whole(thing)) : thing[field];
};

const take = (type: string, names: string): Record<string, unknown> => ({
  ...Object.fromEntries(names.split(' ').map((name) => [name, (thing: Given) => valueOf(type, name, thing)])),
  ...(type === 'Person' && {
    __resolveReference: (reference: Given) => ({ ...whole(reference), ...reference }),
  }),
});

/** What `@purpose` takes beside the directives of the federation. */
export const purposes = `extend schema @link(url: "https://hearth.example/access/v0.1", import: ["@purpose", "Purpose"])
  @composeDirective(name: "@purpose")
  directive @purpose(any: [Purpose!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ENUM | SCALAR
  enum Purpose { MONITORING ASSISTANCE AUDIT }`;

const isTypeOf = { __resolveType: ({ __typename }: Given) => __typename };

export const subgraphs: Record<string, TestSubgraph> = {
  register: {
    schema: `${purposes}
      type Query { person: Person people: [Person!]! grid: [[Person]] beings: [Being] things: [Thing] statistics: Statistics!
        sealed: Int @policy(policies: [["case"], ["unknown"]]) }
      scalar Secret @requiresScopes(scopes: [["identity:read"]])
      enum Mood @authenticated { GLAD SAD }
      interface Being { id: ID! name: String age: Int }
      union Thing = Person | Vault | Dog
      type Person implements Being @key(fields: "id") { id: ID! age: Int mood: Mood secretId: Secret! home: Home friends: [Person!] boss: Person
        name: String @requiresScopes(scopes: [["name:read"], ["audit:read", "identity:read"]])
        nick: String @requiresScopes(scopes: [["name:read"]]) @purpose(any: [MONITORING, AUDIT])
        file: String! @policy(policies: [["case"]]) odd: Int @policy(policies: [["unknown"]]) }
      type Dog implements Being { id: ID! name: String age: Int owner: Person! }
      type Home @requiresScopes(scopes: [["contact:read"]]) { street: String owner: Person }
      type Vault @authenticated { code: Int! label: String }
      type Statistics { count: Int secret: Int! @requiresScopes(scopes: [["statistics:read"]]) }`,
    resolvers: {
      Query: take('Query', 'person people grid beings things statistics sealed'),
      Person: take('Person', 'name nick age mood secretId home friends boss file odd'),
      Dog: take('Dog', 'name age owner'),
      Being: isTypeOf,
      Thing: isTypeOf,
    },
  },
  clinic: {
    schema: `${purposes}
      type Person @key(fields: "id") { id: ID! name: String @external
        card: String @requires(fields: "name") @requiresScopes(scopes: [["name:read"], ["audit:read", "identity:read"]])
        visits: Int @requiresScopes(scopes: [["health:read"]]) @purpose(any: [ASSISTANCE])
        doctor: Person! @purpose(any: [ASSISTANCE, MONITORING]) pet: Pet }
      type Pet { name: String }`,
    resolvers: {
      Person: { ...take('Person', 'visits doctor pet'), card: ({ name }: Given) => `card of ${name}` },
    },
  },
};

/** Somebody who may see nothing that is protected, but for what is given. */
export const caller = (grant: Partial<Grant> = {}): Authority =>
  createAuthority({ ...nobody, subject: 'tester', ...grant });

type Rule = (authority: Authority) => boolean;

const has =
  (...scopes: string[]): Rule =>
  (authority) =>
    scopes.every((scope) => authority.scopes.includes(scope));
const asks =
  (...names: string[]): Rule =>
  ({ purpose }) =>
    names.includes(purpose ?? '');
const isKnown: Rule = ({ subject }) => subject !== '';
const hasCase: Rule = (authority) => authority.case !== null;
const all =
  (...rules: Rule[]): Rule =>
  (authority) =>
    rules.every((rule) => rule(authority));
const mayName: Rule = (authority) =>
  has('name:read')(authority) || has('audit:read', 'identity:read')(authority);

/** Who may see what, said once more in other words than the directives. What is not named everybody may see. */
export const rules: Record<string, Rule> = {
  'Query.sealed': hasCase,
  'Being.name': mayName,
  'Person.name': mayName,
  'Person.card': mayName,
  'Person.nick': all(has('name:read'), asks('MONITORING', 'AUDIT')),
  'Person.mood': isKnown,
  'Person.secretId': has('identity:read'),
  'Person.home': has('contact:read'),
  'Home.street': has('contact:read'),
  'Home.owner': has('contact:read'),
  'Person.file': hasCase,
  'Person.odd': () => false,
  'Person.visits': all(has('health:read'), asks('ASSISTANCE')),
  'Person.doctor': asks('ASSISTANCE', 'MONITORING'),
  'Vault.code': isKnown,
  'Vault.label': isKnown,
  'Statistics.secret': has('statistics:read'),
};

/** Whether a caller may see a field. */
export const maySee = (coordinate: string, authority: Authority): boolean =>
  rules[coordinate]?.(authority) ?? true;
