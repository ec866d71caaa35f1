import { readFile } from 'node:fs/promises';
import { supergraphPath } from '@hearth/schema/composed-files.ts';
import { repositoryFile } from '@hearth/schema/generated-files.ts';

/** The committed supergraph. */
export const readSupergraph = () => readFile(repositoryFile(supergraphPath), 'utf8');
