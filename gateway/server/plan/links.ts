import { Kind, type DirectiveNode, type DocumentNode, type ValueNode } from 'graphql';

/** A specification that a schema uses, as one `@link` of it says. */
export interface Link {
  readonly url: string;
  /** The specification's own name: `join` of `https://specs.apollo.dev/join/v0.5`. */
  readonly feature: string;
  /** What stands before `__` in names that are not imported. */
  readonly prefix: string;
  /** `SECURITY` or `EXECUTION`, if the link says what the specification is for. */
  readonly purpose: string | undefined;
  /** What is imported -> what it is called here. Directives begin with `@`. */
  readonly imports: ReadonlyMap<string, string>;
}

/** Reads the links of a schema, those of core schemas (`@core`) as well. */
export function readLinks({ definitions }: DocumentNode): Link[] {
  return definitions.flatMap((definition) => {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) return [];
    const directives = definition.directives ?? [];
    return directives.filter(({ name }) => name.value === 'link' || name.value === 'core').map(readLink);
  });
}

function readLink(directive: DirectiveNode): Link {
  const url = text(argument(directive, 'url') ?? argument(directive, 'feature')) ?? '';
  const feature = featureOf(url);
  return {
    url,
    feature,
    prefix: text(argument(directive, 'as')) ?? feature,
    purpose: text(argument(directive, 'for')),
    imports: readImports(argument(directive, 'import')),
  };
}

function featureOf(url: string): string {
  const segments = url.split('/').filter((segment) => segment !== '');
  const last = segments.at(-1) ?? '';
  return /^v\d+/.test(last) ? (segments.at(-2) ?? '') : last;
}

function readImports(list: ValueNode | undefined): Map<string, string> {
  const imports = new Map<string, string>();
  for (const value of list?.kind === Kind.LIST ? list.values : []) {
    const name = text(value) ?? text(entry(value, 'name'));
    if (name !== undefined) imports.set(name, text(entry(value, 'as')) ?? name);
  }
  return imports;
}

/** What a directive of a specification may be called, without `@`: as imported, if it is, and with the prefix. */
export function directiveNames({ feature, prefix, imports }: Link, name: string): string[] {
  const imported = imports.get(`@${name}`)?.slice(1);
  const names = name === feature ? [prefix, `${prefix}__${name}`] : [`${prefix}__${name}`];
  return imported === undefined ? names : [imported, ...names];
}

/** The value of a directive's argument, if given. */
export function argument(directive: DirectiveNode, name: string): ValueNode | undefined {
  return directive.arguments?.find((given) => given.name.value === name)?.value;
}

/** The text of a string or enum literal; undefined for any other value. */
export function text(value: ValueNode | undefined): string | undefined {
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

function entry(value: ValueNode, name: string): ValueNode | undefined {
  return value.kind === Kind.OBJECT
    ? value.fields.find((field) => field.name.value === name)?.value
    : undefined;
}
