import type { ExchangeFile } from '@hearth/kit/imports/exchange.ts';
import { peopleFiles } from './imports/people.ts';
import { regionFiles } from './imports/regions.ts';

/** The files through which education's data comes in: about people first, then about regions. */
export const exchange: readonly ExchangeFile[] = [...peopleFiles, ...regionFiles];
