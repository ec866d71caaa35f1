import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';
import { z } from 'zod';
import { apiPath } from './composed-files.ts';
import { repositoryFile } from './generated-files.ts';

/** A change of the API after which a query that worked may fail. */
export type BreakingChange = {
  /** The coordinate that changed: `Household.size`. */
  path: string;
  /** What kind of change it is: `FIELD_REMOVED`. */
  type: string;
  message: string;
};

const acceptedChange = z.strictObject({
  path: z.string().min(1),
  type: z.string().min(1),
  reason: z.string().trim().min(10, 'say why the clients can bear the change'),
});

/** A breaking change that was decided on, with the reason. */
export type AcceptedChange = z.infer<typeof acceptedChange>;

/** The breaking changes from one API to another, both as SDL. */
export async function breakingChanges(baseline: string, candidate: string): Promise<BreakingChange[]> {
  const changes = await diff(buildSchema(baseline), buildSchema(candidate));
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ path, type, message }) => ({ path: path ?? '', type, message }));
}

/** Those breaking changes that are not accepted. */
export const unaccepted = (
  changes: readonly BreakingChange[],
  accepted: readonly AcceptedChange[],
): BreakingChange[] =>
  changes.filter(({ path, type }) => !accepted.some((entry) => entry.path === path && entry.type === type));

/** The list of accepted changes, checked: each must give its reason. */
export const parseAcceptedChanges = (text: string): AcceptedChange[] =>
  z.array(acceptedChange).parse(JSON.parse(text));

/** The committed list of accepted changes. */
export const readAcceptedChanges = (): AcceptedChange[] =>
  parseAcceptedChanges(readFileSync(repositoryFile('schema/accepted-changes.json'), 'utf8'));

/**
 * The API as a git revision has it; null when that revision had none yet.
 * @throws Error when there is no such revision, or no git.
 */
export function apiAt(revision: string): string | null {
  const commit = git(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]);
  if (commit === null)
    throw new Error(`No git revision is called ${revision}, so there is nothing to compare with.`);
  return git(['show', `${commit.trim()}:${apiPath}`]);
}

/** What git says; null when it fails. */
function git(args: string[]): string | null {
  const { status, stdout, error } = spawnSync('git', args, {
    cwd: repositoryFile(''),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024, // bytes
  });
  if (error) throw new Error('The API cannot be compared without git.', { cause: error });
  return status === 0 ? stdout : null;
}
