import { describeConformance } from '@hearth/kit/testing.ts';
import { finance } from './subgraph.ts';

describeConformance(finance);
