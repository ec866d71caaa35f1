import { describeConformance } from '@hearth/kit/testing.ts';
import { povertyRelief } from './subgraph.ts';

describeConformance(povertyRelief);
