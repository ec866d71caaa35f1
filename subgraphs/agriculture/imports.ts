import type { ExchangeFile } from '@hearth/kit/imports/exchange.ts';
import { businessFiles } from './imports/businesses.ts';
import { householdFiles } from './imports/households.ts';
import { planFiles } from './imports/plans.ts';

/** The files through which agriculture's data comes in. */
export const exchange: readonly ExchangeFile[] = [...planFiles, ...businessFiles, ...householdFiles];
