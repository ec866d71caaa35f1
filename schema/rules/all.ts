import type { Contract, Fault } from '../contract.ts';
import { connectionsArePaged, listsAreConnections } from './connections.ts';
import { descriptionsGiveTheChineseTerm, everythingIsDescribed, typesTellTheirSource } from './described.ts';
import { addedFieldsAreNullable, fieldsHaveOneMinistry } from './entities.ts';
import { recordsCarryProvenance, typeNamesAreUnique } from './records.ts';

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
];
