import type { ExchangeFile } from '@hearth/kit/imports/exchange.ts';
import { peopleFiles } from './imports/people.ts';
import { regionFiles } from './imports/regions.ts';

/** The files through which health's data comes in: about regions first, then about people. */
export const exchange: readonly ExchangeFile[] = [...regionFiles, ...peopleFiles];
