import { operations } from '@hearth/schema/operations.ts';
import { startHub } from '../hub.ts';
import { describeExplorer } from './explorer-behaviour.ts';

describeExplorer('the-whole-hub', async () => {
  const { url, examples, stop } = await startHub();
  const { householdId } = examples.keys;
  return {
    url: new URL('/', url).href,
    operations: operations().map(({ name }) => name),
    answer: ['"household": {', `"id": "${householdId}"`, '"region": {'],
    type: 'Household',
    stop,
  };
});
