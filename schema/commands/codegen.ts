import { ministryResolverTypes } from '../codegen.ts';
import { isMinistryName, ministryNames } from '../subgraphs.ts';
import { runCommand, settleFiles } from './run.ts';

/** `codegen [ministry ...] [--check]`: writes the resolver types of the ministries named, by default of all. */
await runCommand(async (names, { check }) => {
  const unknown = names.find((name) => !isMinistryName(name));
  if (unknown) throw new Error(`No ministry is called ${unknown}; there are ${ministryNames.join(', ')}.`);
  const chosen = names.length > 0 ? names.filter(isMinistryName) : ministryNames;
  settleFiles(await Promise.all(chosen.map(ministryResolverTypes)), { check, command: 'codegen' });
});
