import { apiAt, breakingChanges, readAcceptedChanges, unaccepted } from '../changes.ts';
import { ministryResolverTypes } from '../codegen.ts';
import { compose } from '../compose.ts';
import { composedFiles } from '../composed-files.ts';
import { readSlices } from '../contract.ts';
import { ministryNames } from '../subgraphs.ts';
import { errorPage } from '../error-page.ts';
import { runCommand, settleFiles } from './run.ts';

/**
 * `schema:check [--against REVISION]`: fails when the slices break what the API of that revision (by default HEAD)
 * promised and the list of accepted changes has no reason for it, or when a generated file is out of date.
 */
await runCommand(async (_, { against }) => {
  const composition = compose(readSlices());
  await checkPromises(composition.api, against);
  settleFiles([...composedFiles(composition), errorPage()], { check: true, command: 'compose' });
  settleFiles(await Promise.all(ministryNames.map(ministryResolverTypes)), {
    check: true,
    command: 'codegen',
  });
  console.log('The contract composes, keeps its promises, and everything generated from it is up to date.');
});

async function checkPromises(api: string, revision: string): Promise<void> {
  const baseline = apiAt(revision);
  const broken =
    baseline === null ? [] : unaccepted(await breakingChanges(baseline, api), readAcceptedChanges());
  if (broken.length === 0) return;
  const lines = broken.map(({ path, type, message }) => `  ${path} (${type}): ${message}`);
  throw new Error(
    [
      `These changes break clients of ${revision}:`,
      ...lines,
      'Undo them, or list them with a reason in schema/accepted-changes.json.',
    ].join('\n'),
  );
}
