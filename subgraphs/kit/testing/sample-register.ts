import { citizenIdHash, nameHash } from '../imports/register-cells.ts';
import { writePosition } from '../changes/position.ts';
import type { LoggedEntry, RegisterChange, RegisterFeed } from '../register-changes.ts';
import { createHousehold, type SampleOptions } from '../sample/household.ts';
import { regionsOf } from '../sample/regions.ts';
import type { Secrets } from '../secrets.ts';

/** The sample's register as its owner would announce it, for a ministry that is tested without the owner. */
export function sampleRegister(options: SampleOptions, secrets: Secrets): RegisterFeed {
  const entries = changesOf(options, secrets).map((change, index): LoggedEntry => ({
    change,
    version: String(index + 1),
    position: positionOf(index + 1),
  }));
  return {
    async read(after, limit) {
      const changes = entries.filter(({ position }) => position > after).slice(0, limit);
      return { changes, position: changes.at(-1)?.position ?? after };
    },
    committed: async () => positionOf(entries.length),
  };
}

const positionOf = (seq: number) => writePosition({ epoch: '1', txid: '1', seq: String(seq) });

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
