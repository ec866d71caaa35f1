import { compose } from '../compose.ts';
import { composedFiles } from '../composed-files.ts';
import { readSlices } from '../contract.ts';
import { runCommand, settleFiles } from './run.ts';

/** `compose [--check]`: writes supergraph.graphql and api.graphql from the ministries' slices. */
await runCommand((_, { check }) => {
  settleFiles(composedFiles(compose(readSlices())), { check, command: 'compose' });
});
