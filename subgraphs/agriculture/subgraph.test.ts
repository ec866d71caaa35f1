import { describeConformance } from '@hearth/kit/testing.ts';
import { agriculture } from './subgraph.ts';

describeConformance(agriculture);
