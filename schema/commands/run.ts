import { parseArgs } from 'node:util';
import { GraphQLError } from 'graphql';
import { type GeneratedFile, outOfDate, writeFiles } from '../generated-files.ts';

/** Options that the commands of this package know. */
export type CommandOptions = {
  /** Change nothing; fail when a generated file is out of date. */
  check: boolean;
  /** The git revision whose API is the baseline. */
  against: string;
};

/** Runs a command with the arguments of the process; a failure is printed and ends the process with 1. */
export async function runCommand(
  command: (names: string[], options: CommandOptions) => void | Promise<void>,
): Promise<void> {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { check: { type: 'boolean', default: false }, against: { type: 'string', default: 'HEAD' } },
    });
    await command(positionals, values);
  } catch (error) {
    console.error(describe(error));
    process.exitCode = 1;
  }
}

/**
 * Writes generated files, or with `check` only compares them.
 * @throws when `check` finds one out of date.
 */
export function settleFiles(
  files: readonly GeneratedFile[],
  { check, command }: { check: boolean; command: string },
): void {
  if (!check) {
    for (const path of writeFiles(files)) console.log(`wrote ${path}`);
    return;
  }
  const stale = outOfDate(files).map(({ path }) => path);
  if (stale.length === 0) return;
  throw new Error(`Out of date: ${stale.join(', ')}. Run \`npm run ${command} -w @hearth/schema\`.`);
}

/** An error as people read it: GraphQL errors with file and line, others by their message. */
function describe(error: unknown): string {
  if (error instanceof GraphQLError) return error.toString();
  return error instanceof Error ? error.message : String(error);
}
