import { readdirSync, readFileSync } from 'node:fs';
import { type DocumentNode, Kind, parse, Source } from 'graphql';
import { z } from 'zod';
import { repositoryFile } from './generated-files.ts';

/** A named, ready operation of `schema/operations/`. */
export type Operation = {
  /** The operation's name, which is also the file's: `HouseholdView`. */
  name: string;
  document: string;
  /** Example variables. Where one is a household's or a region's key, whoever shows the operation puts in a real one. */
  variables: Readonly<Record<string, unknown>>;
};

const folder = 'schema/operations';

/**
 * All ready operations, by name. A file's first comment may give example variables as one line of JSON:
 * `# variables: {"id": "H1"}`.
 * @throws Error when a file does not hold exactly the one operation it is named for, or its variables are no JSON object.
 */
export const operations = (): Operation[] =>
  readdirSync(repositoryFile(folder))
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) =>
      parseOperation(
        new Source(readFileSync(repositoryFile(`${folder}/${file}`), 'utf8'), `${folder}/${file}`),
      ),
    );

/** One file as an operation. */
export function parseOperation(source: Source): Operation {
  const name = /([^/]+)\.graphql$/.exec(source.name)?.[1] ?? '';
  const names = operationNames(parse(source));
  if (names.length !== 1 || names[0] !== name) {
    throw new Error(
      `${source.name} must hold one operation, called ${name}; it holds ${names.join(', ') || 'none'}.`,
    );
  }
  return { name, document: source.body, variables: exampleVariables(source) };
}

const operationNames = ({ definitions }: DocumentNode): string[] =>
  definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION ? [node.name?.value ?? '(one without a name)'] : [],
  );

function exampleVariables({ name, body }: Source): Record<string, unknown> {
  const written = /^#\s*variables:\s*(.+)$/m.exec(body)?.[1] ?? '{}';
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(written));
  } catch (cause) {
    throw new Error(`${name} gives example variables that are no JSON object: ${written}`, { cause });
  }
}
