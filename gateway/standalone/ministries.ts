import { agriculture } from '@hearth/agriculture/subgraph.ts';
import { education } from '@hearth/education/subgraph.ts';
import { finance } from '@hearth/finance/subgraph.ts';
import { health } from '@hearth/health/subgraph.ts';
import { povertyRelief } from '@hearth/poverty-relief/subgraph.ts';
import type { Ministry } from '@hearth/kit/subgraph.ts';

/** Every ministry, the register's owner first: the others' files refer to its households and people. */
export const ministries: readonly Ministry[] = [povertyRelief, health, education, agriculture, finance];
