import { codedError } from '@hearth/schema/protocol/errors.ts';
import type { GraphQLError } from 'graphql';

/** Of a record that does not exist and of one that the caller does not see, in the same words. */
export const notFound = (what: string, key: string): GraphQLError =>
  codedError('NOT_FOUND', `There is no ${what} ${JSON.stringify(key)}.`);

/** @param current the version that the record has; null when there is none */
export const versionConflict = (expected: number | null, current: number | null): GraphQLError =>
  codedError(
    'VERSION_CONFLICT',
    `${expected === null ? 'No record' : `Version ${expected}`} was expected; ${current === null ? 'there is none' : `the current version is ${current}`}.`,
    { extensions: { currentVersion: current } },
  );

/** @param rule the name of the function that decides */
export const ruleRefused = (rule: string, message: string): GraphQLError =>
  codedError('RULE_REFUSED', message, { extensions: { rule } });
