import { bytewiseText, householdId, recordId, regionCode } from '@hearth/kit/columns.ts';

/** The key of a record and the household that it is about. */
export const ofHousehold = () => ({ id: recordId(), householdId: householdId() });

/** The key of a record and the region that it is about. */
export const ofRegion = () => ({ id: recordId(), regionCode: regionCode().notNull() });

/** Number that the sender gave a record (编号); other records cite it. */
export const number = (name = 'number') => bytewiseText(name);
