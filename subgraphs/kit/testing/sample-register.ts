import { citizenIdHash, nameHash } from '../imports/register-cells.ts';
import type { RegisterChange, RegisterFeed } from '../register-changes.ts';
import { createHousehold, type SampleOptions } from '../sample/household.ts';
import { regionsOf } from '../sample/regions.ts';
import type { Secrets } from '../secrets.ts';

/** The sample's register as its owner would announce it, for a ministry that is tested without the owner. */
export function sampleRegister(options: SampleOptions, secrets: Secrets): RegisterFeed {
  const changes = changesOf(options, secrets);
  return {
    async read(after, limit) {
      const from = Number(after.seq);
      const page = changes.slice(from, from + limit);
      return { changes: page, position: { txid: '1', seq: String(from + page.length) } };
    },
    end: async () => ({ txid: '1', seq: String(changes.length) }),
  };
}

function changesOf(options: SampleOptions, { citizenIdHashKey }: Secrets): RegisterChange[] {
  const regions = regionsOf(options.households).map(({ code }): RegisterChange => ({
    entity: 'REGION',
    code,
  }));
  const households = Array.from({ length: options.households }, (_, number) =>
    createHousehold(number, options),
  );
  const families = households.flatMap(({ id: householdId, village, members }): RegisterChange[] => [
    { entity: 'HOUSEHOLD', id: householdId, regionCode: village.code, current: true },
    ...members.map(({ id, citizenId, name }): RegisterChange => ({
      entity: 'PERSON',
      id,
      householdId,
      citizenIdHash: citizenIdHash(citizenId, citizenIdHashKey),
      nameHash: nameHash(name, citizenIdHashKey),
    })),
  ]);
  return [...regions, ...families];
}
