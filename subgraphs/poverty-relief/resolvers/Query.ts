import { withYear } from '@hearth/kit/year-argument.ts';
import type { RequiredResolvers } from '../generated/resolvers.ts';
import { lineKey } from '../loaders/parameters.ts';

/** Where a reader begins. */
export const Query: RequiredResolvers['Query'] = {
  household: (_, { id }, { loaders }) => loaders.household.load(id),
  person: (_, { id }, { loaders }) => loaders.person.load(id),
  region: (_, { code }, { loaders }) => loaders.region.load(code),
  regions: (_, { level, ...page }, { loaders }) => loaders.regionsOfLevel.load(level, page),
  monitoringLine: (_, args, { loaders }) => {
    const { region, year } = withYear(args);
    return loaders.monitoringLine.load(lineKey(region, year));
  },
  clue: (_, { id }, { loaders }) => loaders.clue.load(id),
  monitoringCase: (_, { id }, { loaders }) => loaders.monitoringCase.load(id),
  assistanceMeasure: (_, { id }, { loaders }) => loaders.assistanceMeasure.load(id),
  responsiblePerson: (_, { id }, { loaders }) => loaders.responsiblePerson.load(id),
  villageTeam: (_, { id }, { loaders }) => loaders.villageTeam.load(id),
  exitAssessment: (_, { id }, { loaders }) => loaders.exitAssessment.load(id),
  dispatchReport: (_, { id }, { loaders }) => loaders.dispatchReport.load(id),
  policyDocument: (_, { id }, { loaders }) => loaders.policyDocument.load(id),
  disasterEvent: (_, { id }, { loaders }) => loaders.disasterEvent.load(id),
  partnerFeed: (_, { id }, { loaders }) => loaders.partnerFeed.load(id),
  policyDocuments: (_, { level, ...page }, { loaders }) => loaders.policyDocumentsOfLevel.load(level, page),
  organisations: (_, { level, ...page }, { loaders }) => loaders.organisationsOfLevel.load(level, page),
  cadenceSwitches: (_, { topic, ...page }, { loaders }) => loaders.switchesOf.load(topic, page),
  dispatchDefinitions: (_, { topic, ...page }, { loaders }) => loaders.definitionsOf.load(topic, page),
  watchedProvinces: (_, { topic, ...page }, { loaders }) => loaders.watchedFor.load(topic, page),
  publishedFigures: (_, { ministry, ...page }, { loaders }) => loaders.figuresOf.load(ministry, page),
};
