import { rename, rm, symlink, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../post.ts';
import { until } from '../script.ts';
import {
  BEDS,
  ministries,
  REFUSED,
  REPLACED,
  startReloadingGateway,
  type ReloadingGateway,
} from './fixture.ts';

const view = '{ household(id: "H1") { name visits } }';
/** What protects something in a way that the gateway does not know. */
const sealed = '@link(url: "https://other.test/seal/v1.0", for: SECURITY)';
const whole = {
  data: { household: { name: 'Household H1', visits: 3 } },
  extensions: { ministries: { register: 'OK', clinic: 'OK' } },
};

/** Asks without a pause, eight at a time, until told to end; answers what was not as it should be. */
function askAlways({ ask }: ReloadingGateway) {
  const wrong: unknown[] = [];
  let answered = 0;
  let most = 100_000;
  const worker = async () => {
    while (answered < most) {
      const answer = await ask(view).catch((error: Error): Answer & { cause: unknown } => ({
        cause: error.cause,
      }));
      answered += 1;
      if (JSON.stringify(answer.data) !== JSON.stringify(whole.data) || answer.errors) wrong.push(answer);
    }
  };
  const workers = Array.from({ length: 8 }, worker);
  const end = async () => {
    most = 0;
    await Promise.all(workers);
    return { answered, wrong };
  };
  return { end, count: () => answered };
}

describe('a supergraph’s file that changes while the gateway serves', () => {
  let gateway: ReloadingGateway;
  beforeAll(async () => {
    gateway = await startReloadingGateway();
  });
  afterAll(() => gateway.stop());

  it('is put into service without a failed request, however it is written', async () => {
    const { file, before, after, replace, logged, ask } = gateway;
    const knowsBeds = async () => (await ask('{ beds }')).data?.beds === 12;
    expect(await knowsBeds()).toBe(false);
    const stream = askAlways(gateway);
    const ways = [
      () => replace(after),
      () => writeFile(file, before),
      async () => {
        await rm(file);
        await writeFile(file, after);
      },
      async () => {
        await writeFile(`${file}.target`, before);
        await symlink(`${file}.target`, `${file}.link`);
        await rename(`${file}.link`, file);
      },
      () => replace(after),
    ];
    for (const [index, change] of ways.entries()) {
      const answered = stream.count();
      await change();
      await logged(REPLACED, index + 1);
      expect(await knowsBeds()).toBe(index % 2 === 0);
      await until(() => stream.count() > answered + 20);
    }
    expect(await stream.end()).toEqual({ answered: stream.count(), wrong: [] });
  });

  it('is read again on SIGHUP, even as it was', async () => {
    gateway.process.signal('SIGHUP');
    await gateway.logged(REPLACED, 6);
    expect(await gateway.ask(view)).toEqual(whole);
  });

  it('is refused when it cannot be used, and what was in service stays', async () => {
    const { replace, logged, ask, after, process, file } = gateway;
    const stream = askAlways(gateway);
    const broken: [text: string, reason: RegExp][] = [
      ['', /Syntax Error/],
      [after.slice(0, after.length / 2), /Syntax Error/],
      ['type Query { beds: Int }', /names no subgraph/],
      [after.replace(/(clinic", url: ")[^"]+/, '$1nowhere'), /clinic has no HTTP URL: "nowhere"/],
      [after.replaceAll(/type Query[^}]+\}/g, ''), /Unknown type: "Query"/],
      [after.replace(/^schema/m, `schema ${sealed}`), /seal\/v1.0", by which this gateway cannot protect/],
    ];
    for (const [index, [text, reason]] of broken.entries()) {
      await replace(text);
      await logged(REFUSED, index + 1);
      const line = process.output.stderr.split('\n').findLast((candidate) => candidate.includes(REFUSED))!;
      expect(JSON.parse(line)).toMatchObject({
        level: 50,
        path: file,
        reason: expect.stringMatching(reason),
      });
      expect((await ask('{ beds }')).data).toEqual({ beds: 12 });
    }
    await rm(file);
    await logged(REFUSED, broken.length + 1);
    expect(await ask(view)).toEqual(whole);
    await replace(gateway.before);
    await logged(REPLACED, 7);
    expect((await ask('{ beds }')).errors).toMatchObject([
      { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ]);
    expect((await stream.end()).wrong).toEqual([]);
  });
});

describe('a request that is under way when the supergraph changes', () => {
  /** A clinic that answers when it is told to. */
  async function startWaitingGateway() {
    let release = () => {};
    let onAsked = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const asked = new Promise<void>((resolve) => (onAsked = resolve));
    const { register, clinic } = ministries(BEDS);
    const Household = { visits: () => (onAsked(), released.then(() => 3)) };
    const waiting = { ...clinic!, resolvers: { ...clinic!.resolvers, Household } };
    return { gateway: await startReloadingGateway({ register: register!, clinic: waiting }), release, asked };
  }

  it('is answered by the one that it began with', async () => {
    const { gateway, release, asked } = await startWaitingGateway();
    const answer = gateway.ask(view);
    await asked;
    await gateway.replace(gateway.after.replace(/(clinic", url: ")[^"]+/, '$1http://127.0.0.1:1/graphql'));
    await gateway.logged(REPLACED, 1);
    expect(await gateway.ask('{ beds }')).toMatchObject({ extensions: { ministries: { clinic: 'DOWN' } } });
    const ready = (await (await fetch(`${gateway.url}/ready`)).json()) as object;
    expect(ready).toMatchObject({ status: 'ready', subgraphs: { register: 'UP', clinic: 'DOWN' } });
    release();
    expect(await answer).toEqual(whole);
    await gateway.stop();
  });

  it('is answered before the process ends on SIGTERM, in the middle of a reload too', async () => {
    const { gateway, release, asked } = await startWaitingGateway();
    const answer = gateway.ask(view);
    await asked;
    await gateway.replace(gateway.after);
    gateway.process.signal('SIGHUP');
    gateway.process.signal('SIGTERM');
    release();
    expect(await answer).toEqual(whole);
    expect(await gateway.process.ended).toEqual({ code: 0, signal: null });
    await gateway.stop();
  });
});
