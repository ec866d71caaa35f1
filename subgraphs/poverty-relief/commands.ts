import { eq } from 'drizzle-orm';
import { type Command, demand, demandAmounts, hasCome, notFound } from '@hearth/kit/commands.ts';
import { announce as announceToRegister } from '@hearth/kit/register-changes.ts';
import { announce } from './events.ts';
import type {
  IncomePart,
  MoveHouseholdInput,
  RecordDisasterInput,
  UpdateIncomeInput,
} from './generated/resolvers.ts';
import {
  type IncomeParts,
  isArea,
  isCount,
  isReportedAfterStart,
  isVillage,
  livesWhereItStruck,
  movesElsewhere,
  netIncome,
  withPart,
} from './rules.ts';
import { disasterEvents, disasterImpacts, households, incomes, regions } from './tables.ts';

export const moveHousehold: Command<MoveHouseholdInput> = {
  name: 'moveHousehold',
  async run(transaction, { household: id, expectedVersion, region, naturalVillage = null, address = null }) {
    const { regionCode } = await transaction.record(households, { what: 'household', id, expectedVersion });
    const [target] = await transaction.rows(regions, eq(regions.code, region));
    if (target === undefined) throw notFound('region', region);
    demand(isVillage(target), 'isVillage', `${region} is no village.`);
    demand(movesElsewhere(regionCode, region), 'movesElsewhere', `The household lives in ${region} already.`);
    // Where it goes need not be where its mover may look.
    const row = await transaction.asMinistry(async () => {
      const moved = await transaction.update(households, id, { regionCode: region, naturalVillage, address });
      await announceToRegister(transaction.client, [
        { entity: 'HOUSEHOLD', id, regionCode: region, current: true },
      ]);
      return moved;
    });
    return { record: row, announcements: [announce('HOUSEHOLD_MOVED', id)] };
  },
};

const PARTS: Readonly<Record<IncomePart, keyof IncomeParts>> = {
  WAGE: 'wage',
  BUSINESS: 'business',
  PROPERTY: 'property',
  TRANSFER: 'transfer',
  BUSINESS_EXPENSE: 'businessExpense',
};

export const updateIncome: Command<UpdateIncomeInput> = {
  name: 'updateIncome',
  async run(transaction, { income: id, expectedVersion, part, amount }) {
    const { wage, business, property, transfer, businessExpense, householdId } = await transaction.record(
      incomes,
      { what: 'income', id, expectedVersion },
    );
    demandAmounts(amount);
    const parts = withPart({ wage, business, property, transfer, businessExpense }, PARTS[part], amount);
    const row = await transaction.update(incomes, id, { ...parts, net: netIncome(parts) });
    return { record: row, announcements: [announce('INCOME_UPDATED', householdId)] };
  },
};

export const recordDisaster: Command<RecordDisasterInput> = {
  name: 'recordDisaster',
  async run(transaction, { household, croplandHitMu, ...impact }) {
    const { regionCode } = await transaction.household(household);
    const { eventNumber, reportedOn, loss, casualties } = impact;
    const [event] = await transaction.rows(disasterEvents, eq(disasterEvents.number, eventNumber));
    if (event === undefined) throw notFound('disaster', eventNumber);
    demand(hasCome(reportedOn, transaction.today), 'hasCome', `${reportedOn} is in the future.`);
    demand(
      isReportedAfterStart(event.startedOn, reportedOn),
      'isReportedAfterStart',
      `${reportedOn} is before the disaster began.`,
    );
    demand(
      livesWhereItStruck(regionCode, event.regionCode),
      'livesWhereItStruck',
      'The household does not live where the disaster struck.',
    );
    demandAmounts(loss);
    demand(isArea(croplandHitMu), 'isArea', `${croplandHitMu} mu are not from 0 to 10,000.`);
    demand(isCount(casualties), 'isCount', `${casualties} members are not from 0 to 50.`);
    const row = await transaction.insert(
      disasterImpacts,
      { ...impact, householdId: household, croplandHitMu: croplandHitMu.toFixed(2) },
      {
        rule: 'isOneOfEvent',
        message: `There is a record of what ${JSON.stringify(eventNumber)} did to the household.`,
      },
    );
    return { record: row, announcements: [announce('DISASTER_RECORDED', household)] };
  },
};
