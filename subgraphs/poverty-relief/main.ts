import { runMinistry } from '@hearth/kit/run.ts';
import { povertyRelief } from './subgraph.ts';

await runMinistry(povertyRelief);
