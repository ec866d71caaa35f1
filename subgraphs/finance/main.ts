import { runMinistry } from '@hearth/kit/run.ts';
import { finance } from './subgraph.ts';

await runMinistry(finance);
