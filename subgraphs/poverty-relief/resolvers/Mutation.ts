import { moveHousehold, recordDisaster, updateIncome } from '../commands.ts';
import type { RequiredResolvers } from '../generated/resolvers.ts';

export const commands: Pick<
  RequiredResolvers,
  'Mutation' | 'MoveHouseholdPayload' | 'UpdateIncomePayload' | 'RecordDisasterPayload'
> = {
  Mutation: {
    moveHousehold: (_, { input }, { run }) => run(moveHousehold, input),
    updateIncome: (_, { input }, { run }) => run(updateIncome, input),
    recordDisaster: (_, { input }, { run }) => run(recordDisaster, input),
  },
  MoveHouseholdPayload: { household: ({ id }, _, { loaders }) => loaders.household.load(id) },
  UpdateIncomePayload: { income: ({ id }, _, { loaders }) => loaders.incomeById.load(id) },
  RecordDisasterPayload: { impact: ({ id }, _, { loaders }) => loaders.disasterImpact.load(id) },
};
