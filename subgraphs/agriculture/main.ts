import { runMinistry } from '@hearth/kit/run.ts';
import { agriculture } from './subgraph.ts';

await runMinistry(agriculture);
