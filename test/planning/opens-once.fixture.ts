import { appendFileSync, readFileSync } from 'node:fs';
import type { Question } from '@hearth/gateway/plan/planner-program.ts';

/** Opens the first time that it is started, and ends at once; then it does not open. The supergraph is a file that counts. */
process.on('message', (question: Question) => {
  if ('query' in question) return;
  appendFileSync(question.supergraph, '.');
  const isFirst = readFileSync(question.supergraph, 'utf8').length === 1;
  if (isFirst) process.send?.({ bounds: [] }, () => process.exit(1));
  else process.exit(1);
});
process.on('disconnect', () => process.exit());
