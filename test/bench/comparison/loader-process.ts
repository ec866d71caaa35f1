import { load } from '../load.ts';
import type { Order, Report } from './loader.ts';
import { workloads } from './workloads.ts';

/** Carries out the orders that its parent sends, one at a time, until the parent is gone. */
process.on('message', ({ workload, first, ...order }: Order) => {
  const requests = workloads[workload];
  const start = first % requests.length;
  load({ ...order, requests: [...requests.slice(start), ...requests.slice(0, start)] }).then(
    (result) => process.send!({ load: result } satisfies Report),
    (error: Error) => process.send!({ failure: error.message } satisfies Report),
  );
});
process.on('disconnect', () => process.exit());
