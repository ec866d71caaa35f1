import { compose } from '../compose.ts';
import { composedFiles } from '../composed-files.ts';
import { readSlices } from '../contract.ts';
import { errorPage } from '../error-page.ts';
import { runCommand, settleFiles } from './run.ts';

/**
 * `compose [--check]`: writes supergraph.graphql and api.graphql from the ministries' slices, and the page of
 * error codes.
 */
await runCommand((_, { check }) => {
  settleFiles([...composedFiles(compose(readSlices())), errorPage()], { check, command: 'compose' });
});
