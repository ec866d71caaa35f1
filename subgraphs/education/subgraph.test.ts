import { describeConformance } from '@hearth/kit/testing.ts';
import { education } from './subgraph.ts';

describeConformance(education);
