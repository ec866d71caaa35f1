import { GATEWAY } from '@hearth/kit/settings.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Services, startServices } from './services.ts';
import { COMMANDS, watchThrough } from './watch-through.ts';

let services: Services;
beforeAll(async () => {
  services = await startServices();
}, 240_000);
afterAll(() => services?.stop(), 120_000);

describe('a hub of which a part is killed in the midst of commands', { timeout: 240_000 }, () => {
  it('loses, repeats and reorders nothing when it is the gateway', async () => {
    const count = await watchThrough(services, async () => {
      await services.kill(GATEWAY);
      await services.start(GATEWAY);
    });
    expect(count).toBeGreaterThanOrEqual(COMMANDS);
  });

  it.each(['health', 'poverty-relief'] as const)(
    'loses, repeats and reorders nothing when it is a ministry (%s)',
    async (ministry) => {
      const count = await watchThrough(services, async () => {
        await services.kill(ministry);
        await services.start(ministry);
      });
      expect(count).toBeGreaterThanOrEqual(COMMANDS);
    },
  );

  it('loses, repeats and reorders nothing when it is the database server, nor what was acknowledged', async () => {
    const count = await watchThrough(services, services.killDatabase);
    expect(count).toBeGreaterThanOrEqual(COMMANDS);
  });
});
