import type { Contract, Fault } from '../contract.ts';
import {
  cachedFieldsAnswerWithOneOfThem,
  cachedFieldsEndWithTheDay,
  cachedTypesTellOfSomebody,
} from './cached.ts';
import { commandsHaveInputAndPayload } from './command-shape.ts';
import { commandsSayWhoMayGiveThem } from './commands.ts';
import { connectionsArePaged, listsAreConnections } from './connections.ts';
import { descriptionsGiveTheChineseTerm, everythingIsDescribed, typesTellTheirSource } from './described.ts';
import { addedFieldsAreNullable, fieldsHaveOneMinistry } from './entities.ts';
import {
  deniedFieldsAreNullable,
  ownersProtectTheirEntities,
  scopesAreKnown,
  scopesComeWithPurposes,
  typesSayWhoMayReadThem,
} from './protection.ts';
import { recordsCarryProvenance, typeNamesAreUnique } from './records.ts';
import { requiredFieldsAreNoMoreProtected } from './required-fields.ts';
import {
  codesOfIllnessAreProtected,
  protectedDataIsCalledSensitive,
  sensitiveDataIsProtected,
  sensitiveWordsAreKnown,
} from './sensitive.ts';
import { recordsNameTheirSubjects, subjectsCanBeReached } from './subjects.ts';

/** What our contract demands beyond what composition does. */
export const contractRules: readonly ((contract: Contract) => Fault[])[] = [
  typeNamesAreUnique,
  everythingIsDescribed,
  descriptionsGiveTheChineseTerm,
  typesTellTheirSource,
  listsAreConnections,
  connectionsArePaged,
  addedFieldsAreNullable,
  fieldsHaveOneMinistry,
  recordsCarryProvenance,
  typesSayWhoMayReadThem,
  commandsSayWhoMayGiveThem,
  commandsHaveInputAndPayload,
  scopesAreKnown,
  scopesComeWithPurposes,
  ownersProtectTheirEntities,
  deniedFieldsAreNullable,
  sensitiveWordsAreKnown,
  sensitiveDataIsProtected,
  codesOfIllnessAreProtected,
  protectedDataIsCalledSensitive,
  requiredFieldsAreNoMoreProtected,
  recordsNameTheirSubjects,
  subjectsCanBeReached,
  cachedTypesTellOfSomebody,
  cachedFieldsAnswerWithOneOfThem,
  cachedFieldsEndWithTheDay,
];
