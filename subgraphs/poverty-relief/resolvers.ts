import type { RequiredResolvers } from './generated/resolvers.ts';
import { commands } from './resolvers/Mutation.ts';
import { Household } from './resolvers/Household.ts';
import { Person } from './resolvers/Person.ts';
import { Query } from './resolvers/Query.ts';
import { Region } from './resolvers/Region.ts';
import { assistance } from './resolvers/assistance.ts';
import { disasters } from './resolvers/disasters.ts';
import { livelihood } from './resolvers/livelihood.ts';
import { monitoring } from './resolvers/monitoring.ts';
import { oversight } from './resolvers/oversight.ts';

/** Resolvers of poverty relief's slice. Properties of a row that bear their field's name resolve themselves. */
export const resolvers: RequiredResolvers = {
  Query,
  ...commands,
  Household,
  Person,
  Region,
  ...livelihood,
  ...monitoring,
  ...assistance,
  ...oversight,
  ...disasters,
};
