import { runMinistry } from '@hearth/kit/run.ts';
import { health } from './subgraph.ts';

await runMinistry(health);
