import { regionPrefix } from '@hearth/schema/protocol/authority.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Request } from '../../operation.ts';
import { readCitizenIds, readRegister, type Register } from '../register.ts';
import { startTwoGateways, type TwoGateways, type Way } from '../two-gateways.ts';
import { type Caller, drawCallers, everythingCaller } from './callers.ts';
import { type Known, leaksIn, placesOf } from './leaks.ts';
import { pageOf, questionsAbout } from './questions.ts';

const seed = Number(process.env['SEED'] ?? 8255);
/** Mixes of concurrent requests that are tried each way. */
const runs = Number(process.env['RUNS'] ?? 25);
const TOGETHER = 48; // requests of a mix
const CLASSES = 4; // drawn; twice as many with those who may the same elsewhere, and three callers of each

/** A request of one caller. */
interface Asked {
  readonly caller: Caller;
  readonly request: Request;
}

let hubs: TwoGateways;
let known: Known;
let questions: readonly Request[];
let callers: readonly Caller[];
beforeAll(async () => {
  hubs = await startTwoGateways({ households: 220 });
  const register = await readRegister(hubs.ministries.all[0]!);
  const everything = await everythingCaller(hubs);
  const firstVillage = [...register.villages.values()][0]!;
  const page = await hubs.inProcess.ask(pageOf(firstVillage), everything.headers);
  questions = questionsAbout(register, JSON.parse(page).data.region.households.pageInfo.endCursor);
  callers = await drawCallers(hubs, { seed, classes: CLASSES, regions: regionsAround(register) });
  const seen = [];
  for (const request of questions)
    seen.push({ request, text: await hubs.inProcess.ask(request, everything.headers) });
  known = {
    register,
    places: placesOf(seen),
    citizenIds: await readCitizenIds(hubs.ministries.all[0]!, hubs.secrets),
  };
}, 120_000);
afterAll(() => hubs.stop());

/** Divisions of all levels in which households live, and neighbours of theirs in which none do. */
const regionsAround = ({ villages }: Register): string[] => {
  const codes = [...new Set(villages.values())];
  const lived = [2, 4, 6, 9, 12].flatMap((length) => codes.map((code) => code.slice(0, length)));
  const neighbours = ['530624', '530625999', `${codes[0]!.slice(0, 9)}999`, '11'];
  return [...new Set([...lived, ...neighbours])].map((prefix) => (regionPrefix(prefix), prefix));
};

/** Each caller's answers to each question, one after another, and how many operations each took. */
async function askAlone(way: Way) {
  const alone = new Map<string, { text: string; sent: number }>();
  for (const caller of callers) {
    for (const request of questions) {
      const before = way.sent();
      const text = await way.ask(request, caller.headers);
      alone.set(keyOf({ caller, request }), { text, sent: way.sent() - before });
    }
  }
  return alone;
}

const keyOf = ({ caller, request }: Asked): string =>
  `${callers.indexOf(caller)} ${questions.indexOf(request)}`;

/** Many callers and few questions, so that the same is asked on behalf of many. */
const mixes = (): fc.Arbitrary<Asked[]> => {
  const caller = fc.integer({ min: 0, max: callers.length - 1 }).map((index) => callers[index]!);
  const some = fc.uniqueArray(fc.integer({ min: 0, max: questions.length - 1 }), {
    minLength: 2,
    maxLength: 5,
  });
  return some.chain((chosen) =>
    fc.array(fc.record({ caller, request: fc.constantFrom(...chosen.map((index) => questions[index]!)) }), {
      minLength: TOGETHER,
      maxLength: TOGETHER,
    }),
  );
};

describe(`callers who ask at the same time (SEED=${seed})`, { timeout: 60_000 + runs * 10_000 }, () => {
  let serial: Awaited<ReturnType<typeof askAlone>>;
  it('are told alone nothing of strangers, and no value of what is denied to them', async () => {
    serial = await askAlone(hubs.inProcess);
    let told = 0;
    for (const caller of callers) {
      for (const request of questions) {
        const { text } = serial.get(keyOf({ caller, request }))!;
        expect([text, leaksIn({ request, text }, caller.authority, known)]).toEqual([text, []]);
        if (/"[HP]\d{9}"/.test(text)) told += 1;
      }
    }
    expect(told).toBeGreaterThan(serial.size / 20); // so that the check is of something
  });

  it.each(['inProcess', 'overHttp'] as const)(
    'get byte for byte what each gets alone, while fetches are shared: %s',
    async (name) => {
      const way = hubs[name];
      const sent = { alone: 0, together: 0 };
      await fc.assert(
        fc.asyncProperty(mixes(), async (mix) => {
          const before = way.sent();
          const texts = await Promise.all(mix.map(({ caller, request }) => way.ask(request, caller.headers)));
          sent.together += way.sent() - before;
          for (const [index, asked] of mix.entries()) {
            const expected = serial.get(keyOf(asked))!;
            sent.alone += expected.sent;
            expect(texts[index]).toBe(expected.text);
          }
        }),
        { seed, numRuns: runs, endOnFailure: true },
      );
      expect(sent.together).toBeLessThan(sent.alone * 0.8);
    },
  );

  it.each(['inProcess', 'overHttp'] as const)(
    'are answered while the clocks’ tolerance lets in a token that has ended, and cost nobody else an answer: %s',
    async (name) => {
      const [request] = questions as [Request];
      const lasting = await everythingCaller(hubs);
      const ended = await everythingCaller(hubs, { hours: -10 / 3_600 });
      const alone = await hubs[name].ask(request, lasting.headers);
      expect(JSON.parse(alone).data.household.size).toBeGreaterThan(0);
      expect(await hubs[name].ask(request, ended.headers)).toBe(alone);
      const both = [ended, lasting, ended, lasting].map(({ headers }) => hubs[name].ask(request, headers));
      expect(await Promise.all(both)).toEqual(both.map(() => alone));
    },
  );

  it('have their operations carried by fewer HTTP requests, where they may travel together', () => {
    expect(hubs.httpRequests()).toBeGreaterThan(0);
    expect(hubs.httpRequests()).toBeLessThan(hubs.overHttp.sent() * 0.9);
  });
});
