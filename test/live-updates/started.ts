import { afterEach } from 'vitest';
import { Country, startLiveGateway } from './fixture.ts';

/** Starts gateways for the tests of a file. What `stops` holds is stopped after each of them, the last first. */
export function startedForEach() {
  const stops: (() => unknown)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0).toReversed()) await stop();
  });
  const start = async () => {
    const country = new Country();
    const gateway = await startLiveGateway(country);
    stops.push(() => gateway.stop());
    return { country, gateway };
  };
  return { start, stops };
}
