import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createAdmit } from '@hearth/kit/server/callers.ts';
import { KEYS, signedHeaders } from '@hearth/kit/testing/signed.ts';
import type { Access } from '@hearth/gateway/caller/authenticate.ts';
import { unlimited } from '@hearth/gateway/caller/rate-limit.ts';
import { EntityCache } from '@hearth/gateway/cache/entity-cache.ts';
import { createHub } from '@hearth/gateway/hub.ts';
import { createInProcessTransport } from '@hearth/gateway/transport/in-process.ts';
import { collectTurns } from '@hearth/gateway/transport/collect.ts';
import { repositoryFile } from '@hearth/schema/generated-files.ts';
import {
  type Authority,
  type AuthorityClass,
  createAuthority,
  type Grant,
} from '@hearth/schema/protocol/authority.ts';
import { describe, expect, it } from 'vitest';
import { persons, root, sender, startSubgraph, template } from '../../batching/fixture.ts';
import { HandFeed } from '../../cache/hand-feed.ts';
import { supergraph, World } from '../../cache/world.ts';
import { openEvents, posting } from '../../live-updates/event-stream.ts';
import { Country, startLiveGateway } from '../../live-updates/fixture.ts';
import { until } from '../../script.ts';

const grant: Grant = {
  subject: 'one',
  client: 'an-app',
  ministry: null,
  person: null,
  case: null,
  purpose: 'MONITORING',
  regions: ['53'],
  scopes: ['household:read'],
  expiresAt: Infinity,
};
const one = createAuthority(grant);
const sameClass = createAuthority({
  ...grant,
  subject: 'another',
  client: 'another-app',
  ministry: 'HEALTH',
  person: 'P1',
});

/** For each member of a class somebody who differs from the one in it alone. */
const differing: Readonly<Record<keyof AuthorityClass, Authority>> = {
  authenticated: createAuthority({ ...grant, subject: '' }),
  purpose: createAuthority({ ...grant, purpose: 'ASSISTANCE' }),
  regions: createAuthority({ ...grant, regions: ['5306'] }),
  scopes: createAuthority({ ...grant, scopes: ['household:read', 'name:read'] }),
  policies: createAuthority({ ...grant, case: 'K1' }),
};

/** One way in which callers may be given what was made for others. */
interface Sharing {
  /** Where the classes are compared, or are part of a key. */
  readonly file: string;
  readonly what: string;
  /** Whether the other was given what was asked for on behalf of the one. */
  shares(one: Authority, other: Authority): Promise<boolean>;
}

const insured = template(
  'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Person { insured } } }',
);
const clinics = template('{ clinics }');

/** Operations that a subgraph is sent for two fetches at the same time. */
async function sentFor(
  outgoing: readonly [Parameters<typeof send>[1], Parameters<typeof send>[1]],
  who: readonly Authority[],
) {
  const subgraph = await startSubgraph(({ variables }) => ({
    data: { clinics: 1, _entities: variables?.representations.map(() => ({ insured: true })) },
  }));
  try {
    await Promise.all(outgoing.map((each, index) => send(subgraph, each, who[index]!)));
    return subgraph.requests.flat().length;
  } finally {
    await subgraph.stop();
  }
}

const send = (
  { dispatch }: Awaited<ReturnType<typeof startSubgraph>>,
  outgoing: ReturnType<typeof root>,
  authority: Authority,
) => dispatch.send(outgoing, sender({ authority }));

const QUESTION = { query: '{ household(id: "H1") { id place } }' };

/** A hub that keeps answers, over ministries whose operations are counted. */
function keepingHub() {
  const [world, cache] = [new World(), new EntityCache({ memory: 1_000_000, feed: new HandFeed() })];
  const transport = () => createInProcessTransport(world.handlers());
  const hub = createHub({ supergraph: supergraph(), transport, cache });
  return { world, cache, hub };
}

async function sharesSlices(...[first, second]: [Authority, Authority]): Promise<boolean> {
  const { world, hub } = keepingHub();
  await hub.execute({ ...QUESTION, authority: first });
  const before = world.sent.length;
  await hub.execute({ ...QUESTION, authority: second });
  await hub.stop();
  expect(before).toBeGreaterThan(0);
  return world.sent.length === before;
}

async function sharesAnswers(...[first, second]: [Authority, Authority]): Promise<boolean> {
  const { cache, hub } = keepingHub();
  for (let time = 0; time < 3; time += 1) await hub.execute({ ...QUESTION, authority: first });
  expect(cache.counters.wholes).toBe(1);
  await hub.execute({ ...QUESTION, authority: second });
  await hub.stop();
  return cache.counters.wholes === 2;
}

const WATCH = 'subscription { regionChanged(code: "530000000000") { cursor household { id visits } } }';

/** Whether two subscribers of one shape are told by one question to the ministries. */
async function sharesMessages(...who: [Authority, Authority]): Promise<boolean> {
  const country = new Country();
  const standing = ({ 'x-who': index }: NodeJS.Dict<string | string[]>) => who[Number(index)]!;
  const access: Access = {
    mode: 'open',
    budget: unlimited,
    authenticate: standing,
    admit: (headers) => ({
      authority: standing(headers),
      endsAt: Infinity,
      count: () => {},
      holds: () => true,
    }),
  };
  const gateway = await startLiveGateway(country, { access });
  const streams = await Promise.all(
    who.map((_, index) => openEvents(gateway.graphql, posting({ query: WATCH }, { 'x-who': String(index) }))),
  );
  try {
    await until(() => gateway.streams() === 2);
    country.change('poverty-relief', 'H1');
    for (const stream of streams) await stream.has(1);
    expect(streams.map(({ events }) => events[0]!.data)).toEqual(
      who.map(() => expect.stringContaining('"H1"')),
    );
    return country.asked.filter(({ ministry }) => ministry === 'health').length === 1;
  } finally {
    for (const stream of streams) stream.close();
    await gateway.stop();
  }
}

const sharings: readonly Sharing[] = [
  {
    what: 'equal reads on their way to a ministry',
    file: 'gateway/server/dispatch/open-jobs.ts',
    shares: async (...who) => (await sentFor([root(clinics), root(clinics)], who)) === 1,
  },
  {
    what: 'entity fetches that are combined',
    file: 'gateway/server/dispatch/combine.ts',
    shares: async (...who) => (await sentFor([persons(insured, ['1']), persons(insured, ['2'])], who)) === 1,
  },
  {
    what: 'operations that one call carries',
    file: 'gateway/server/transport/collect.ts',
    async shares(...who) {
      let calls = 0;
      const collect = collectTurns(() => (calls += 1));
      for (const authority of who) collect({ operation: { ...clinics, variables: undefined }, authority });
      await Promise.resolve();
      return calls === 1;
    },
  },
  { what: 'slices that are kept', file: 'gateway/server/run/run-executable.ts', shares: sharesSlices },
  { what: 'answers that are kept', file: 'gateway/server/run/run-executable.ts', shares: sharesAnswers },
  { what: 'messages of subscriptions', file: 'gateway/server/live/live.ts', shares: sharesMessages },
  {
    what: 'what a ministry remembers of authorities',
    file: 'schema/protocol/authority.ts',
    async shares(...who) {
      const admit = createAdmit({ ministry: 'health', keys: KEYS });
      const [first, second] = who.map(
        (authority) =>
          admit({
            method: 'POST',
            target: '/graphql',
            headers: signedHeaders({ ministry: 'health', target: '/graphql', body: '{}', authority }),
          }).authority,
      );
      return first === second;
    },
  },
];

/** Where denials are found, which are of the class as well: `test/federation/denied/guard.test.ts` holds it to that. */
const GUARD = 'gateway/server/plan/access/guard.ts';

describe.each(sharings)('$what', ({ shares }) => {
  it('are shared by callers of one class, whoever they are', async () => {
    expect(await shares(one, sameClass)).toBe(true);
  });

  it.each(Object.entries(differing))('are not shared by callers who differ in %s', async (_, other) => {
    expect(other.class).not.toBe(one.class);
    expect(await shares(one, other)).toBe(false);
    expect(await shares(other, one)).toBe(false);
  });
});

it('whatever looks at the class of a caller is tried here', async () => {
  const looking = [];
  for (const folder of ['gateway/server', 'subgraphs/kit', 'schema/protocol']) {
    for (const name of await readdir(repositoryFile(folder), { recursive: true })) {
      if (!name.endsWith('.ts') || name.endsWith('.test.ts') || name.includes('node_modules')) continue;
      const file = join(folder, name);
      if (/\bauthority\.class\b/.test(readFileSync(repositoryFile(file), 'utf8'))) looking.push(file);
    }
  }
  const tried = new Set([...sharings.map(({ file }) => file), GUARD]);
  expect(looking.toSorted()).toEqual([...tried].toSorted());
});
