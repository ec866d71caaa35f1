import type { ExchangeFile } from '@hearth/kit/imports/exchange.ts';
import { fundFiles } from './imports/funds.ts';
import { householdFiles } from './imports/households.ts';

/** The files through which finance's data comes in: funds first, then households. */
export const exchange: readonly ExchangeFile[] = [...fundFiles, ...householdFiles];
