import { GATEWAY } from '@hearth/kit/settings.ts';
import { ministryNames } from '@hearth/schema/subgraphs.ts';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Services, startServices } from './services.ts';
import { expectNothingLost } from './expect-nothing-lost.ts';

let services: Services;
beforeAll(async () => {
  services = await startServices();
}, 240_000);
afterAll(() => services?.stop(), 120_000);

describe('a hub of which a part is killed in the midst of commands', { timeout: 240_000 }, () => {
  it('loses, repeats and reorders nothing when it is the gateway', () =>
    expectNothingLost(services, async () => {
      await services.kill(GATEWAY);
      await services.start(GATEWAY);
    }));

  it('loses, repeats and reorders nothing when it is a ministry, one after another', () =>
    expectNothingLost(services, async (someCommands) => {
      for (const ministry of ministryNames) {
        await services.kill(ministry);
        await services.start(ministry);
        await someCommands();
      }
    }));

  it('loses, repeats and reorders nothing when it is the database server, nor what was acknowledged', () =>
    expectNothingLost(services, services.killDatabase));
});
