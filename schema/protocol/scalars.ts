import { inspect } from 'node:util';
import { GraphQLError, GraphQLScalarType, valueFromASTUntyped } from 'graphql';
import { DAYS, LARGEST_YUAN } from './bounds.ts';
import { maskCitizenId } from './citizen-id.ts';
import { badUserInput, codedError } from './errors.ts';
import { isMoment } from './moment.ts';
import { type ScalarRule, scalarRules } from './scalar-rules.ts';
import { formatYuan, parseYuan } from './yuan.ts';

type ScalarName = keyof typeof scalarRules;

/** What makes a scalar beside its rule: how a value is read and written, and what to tell someone whose value is wrong. */
type ScalarParts<Internal> = {
  name: ScalarName;
  /** What would be right, to end the sentence "... is no X: ". */
  right: string;
  /** A stated value as the text that the rule must take; null for a value of another kind. */
  textOf?: (value: unknown) => string | null;
  /** A text that the rule takes, as resolvers see it. */
  read: (text: string) => Internal;
  /** The value as the text that the rule must allow; null when resolvers must not give such a value. */
  write: (value: unknown) => string | null;
  /** How an error shows the value at fault; without it, as it came. */
  show?: (value: unknown) => string;
};

/** Division code: a string of 12 digits in and out. */
const RegionCode = textScalar('RegionCode', '12 digits, as "530000000000"');

/** Citizen ID: a string in and out. Resolvers give it whole or masked; only a whole one is accepted. */
const CitizenId = scalar<string>({
  name: 'CitizenId',
  right: '18 characters of which the last checks the others, with a birth date from 1900 to today',
  read: asItIs,
  write: asText,
  show: (value) => show(typeof value === 'string' ? maskCitizenId(value) : value),
});

/** Money: bigint fen for resolvers, a string with two decimals in JSON. Whole numbers are accepted as yuan. */
const Yuan = scalar<bigint>({
  name: 'Yuan',
  right: `a string with at most two decimals, as "1234.50", or a whole number, from -${LARGEST_YUAN} to ${LARGEST_YUAN}`,
  textOf: (value) => (typeof value === 'string' || Number.isSafeInteger(value) ? String(value) : null),
  read: (text) => parseYuan(text) as bigint,
  write: (value) => (typeof value === 'bigint' ? formatYuan(value) : null),
});

/** Calendar date: an ISO string in and out. */
const Date = textScalar('Date', `a day of the calendar, as "2020-12-31", from ${DAYS.first} to ${DAYS.last}`);

/** Moment: a JavaScript `Date` for resolvers, an ISO string in UTC in JSON. Any zone is accepted, none is not. */
const DateTime = scalar<globalThis.Date>({
  name: 'DateTime',
  right: `date, time and zone, as "2020-12-31T08:00:00+08:00", from ${DAYS.first} to ${DAYS.last}`,
  textOf: (value) => (isTime(value) ? value.toISOString() : asText(value)),
  read: (text) => new globalThis.Date(text.toUpperCase()),
  write: writeMoment,
});

/** Place in a list: opaque here; whoever made the list knows how to read it. */
const Cursor = textScalar('Cursor', 'the cursor of an edge or of pageInfo');

/** All scalars of the contract by name, to be spread into a ministry's resolvers. */
export const scalars = { RegionCode, CitizenId, Yuan, Date, DateTime, Cursor } as const;

/** A text in and out, under one rule. */
function textScalar(name: ScalarName, right: string) {
  return scalar<string>({ name, right, read: asItIs, write: asText });
}

function scalar<Internal>(parts: ScalarParts<Internal>) {
  const { name, right, textOf = asText, read, write, show: shown = show } = parts;
  const rule: ScalarRule = scalarRules[name];
  const parseValue = (value: unknown): Internal => {
    const text = textOf(value);
    if (text !== null && rule.takes(text)) return read(text);
    throw badUserInput(`${shown(value)} is no ${name}: ${right}.`);
  };
  return new GraphQLScalarType<Internal, string>({
    name,
    specifiedByURL: rule.specifiedBy,
    parseValue,
    parseLiteral(node, variables) {
      try {
        return parseValue(valueFromASTUntyped(node, variables));
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error;
        throw badUserInput(error.message, { nodes: node });
      }
    },
    serialize: (value) => {
      const written = write(value);
      if (written !== null && rule.allows(written)) return written;
      throw codedError('INTERNAL_SERVER_ERROR', `A resolver gave ${shown(value)}, which is no ${name}.`);
    },
  });
}

function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function writeMoment(value: unknown): string | null {
  if (isTime(value)) return value.toISOString();
  return typeof value === 'string' && isMoment(value)
    ? new globalThis.Date(value.toUpperCase()).toISOString()
    : null;
}

const isTime = (value: unknown): value is globalThis.Date =>
  value instanceof globalThis.Date && !Number.isNaN(value.getTime());

function asItIs(text: string): string {
  return text;
}

/** A value on one line, cut when it is long. */
function show(value: unknown): string {
  return inspect(value, { depth: 1, maxStringLength: 80, breakLength: Infinity });
}
