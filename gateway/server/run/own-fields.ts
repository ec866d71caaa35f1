import type { Authority } from '@hearth/schema/protocol/authority.ts';
import { gatewaySubgraph } from '@hearth/schema/subgraphs.ts';
import { execute, type GraphQLError, type GraphQLSchema, parse } from 'graphql';
import type { Variables } from '../document/variables.ts';
import { describeError } from '../errors.ts';
import type { Denial } from '../plan/access/denial.ts';
import { responseKeyOf } from '../plan/data-key.ts';
import { type Data, isData } from './data.ts';
import type { Disclosure } from './disclosure.ts';
import type { Problems } from './problems.ts';
import type { Subjects } from './subjects.ts';

/** For whom fields are answered that are the gateway's own, and where what comes up on the way goes. */
interface OwnReadingOptions {
  readonly authority: Authority;
  readonly problems: Problems;
  /** Told of whom is answered; undefined when nobody records it. */
  readonly subjects: Subjects | undefined;
}

/** A request for fields that the gateway answers itself. */
export class OwnReading {
  readonly authority: Authority;
  readonly problems: Problems;
  readonly #subjects: Subjects | undefined;
  readonly #given = new Set<string>();
  readonly #denied = new Set<string>();

  constructor({ authority, problems, subjects }: OwnReadingOptions) {
    this.authority = authority;
    this.problems = problems;
    this.#subjects = subjects;
  }

  /** Says that a field, given as `Query.accessRecord`, tells of a person. */
  give(field: string, person: string): void {
    this.#given.add(field);
    this.#subjects?.persons.add(person);
  }

  /** Says that such a field is denied. */
  deny(field: string): void {
    this.#denied.add(field);
  }

  /** What the operation asked of people, this included; undefined: nothing. */
  addTo(disclosure: Disclosure | undefined): Disclosure | undefined {
    const [given, denied] = [[...this.#given], [...this.#denied]];
    if (given.length === 0 && denied.length === 0) return disclosure;
    return {
      fields: { ...disclosure?.fields, ...(given.length > 0 && { [gatewaySubgraph.name]: given }) },
      denied: [...(disclosure?.denied ?? []), ...denied].toSorted(),
    };
  }
}

/**
 * Resolves fields of the query root, by their names. What they throw: a `FieldDenied`, a GraphQL error with a code for the client,
 * or the `Refusal` of the whole request.
 */
export type OwnResolvers = Readonly<Record<string, (args: never, reading: OwnReading) => Promise<unknown>>>;

/** Who asks may not see what they ask for, as its arguments show. */
export class FieldDenied extends Error {
  readonly denial: Omit<Denial, 'ministries'>;

  constructor(denial: Omit<Denial, 'ministries'>) {
    super(denial.message);
    this.denial = denial;
  }
}

/** Answers the gateway's own part of an operation. Rejects with what refuses the whole request. */
export type AnswerOwn = (variables: Variables, reading: OwnReading) => Promise<Data>;

/** Prepares the gateway's own part of an operation, written by data keys. What it answers is never shared between requests. */
export function prepareOwnFields(schema: GraphQLSchema, query: string, rootValue: OwnResolvers): AnswerOwn {
  const document = parse(query, { noLocation: true });
  return async (variableValues, contextValue) => {
    const { data, errors } = await execute({ schema, document, rootValue, contextValue, variableValues });
    for (const error of errors ?? []) tell(error, contextValue.problems);
    return isData(data) ? data : {};
  };
}

function tell(error: GraphQLError, problems: Problems): void {
  const { originalError: cause, extensions, message, path = [] } = error;
  if (cause instanceof FieldDenied) {
    const { denial } = cause;
    problems.deny({
      message: denial.message,
      path: path.map((segment) => (typeof segment === 'string' ? responseKeyOf(segment) : segment)),
      extensions: { ...describeError('DENIED'), reason: denial.reason },
    });
    return;
  }
  const { code } = extensions;
  if (typeof code !== 'string') throw cause ?? error;
  problems.report({ code, message, path });
}
