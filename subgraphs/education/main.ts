import { runMinistry } from '@hearth/kit/run.ts';
import { education } from './subgraph.ts';

await runMinistry(education);
