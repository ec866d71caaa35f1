/** Every read of a ministry: batched, paged, prepared once. */
export { batch, batchWith, defineLoaders, type Orm } from './loading/batch.ts';
export type { Connection } from './loading/connection.ts';
export {
  countWhere,
  distinctWhere,
  equals,
  isInRegion,
  isKey,
  regionPosition,
  regionsAsked,
  sumOf,
  sumOfYuan,
} from './loading/figures.ts';
export { pagesByKey, pagesByRegion } from './loading/pages.ts';
export { preparedPer } from './loading/prepared.ts';
export type { Reader } from './loading/reader.ts';
export type { RegisterTables } from './loading/register-tables.ts';
export { rowByKey } from './loading/rows.ts';
