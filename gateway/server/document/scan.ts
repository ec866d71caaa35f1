import { GraphQLError, Lexer, Source, TokenKind, type Token } from 'graphql';
import { exceeded, type DocumentLimits } from './limits.ts';

/** Brackets of arguments and values that may be open beside those of the selections. */
const NESTED_VALUES = 50;

/**
 * Reads a text token by token, before it is parsed: the parser calls itself for every bracket that opens, so a text of
 * nothing but brackets would exhaust its stack. Throws a `Refusal` at the first token beyond a limit.
 */
export function scan(query: string, limits: DocumentLimits): void {
  if (query.length > limits.characters) {
    throw exceeded(
      'characters',
      `The document has ${query.length} characters; the limit is ${limits.characters}.`,
    );
  }
  const lexer = new Lexer(new Source(query));
  const counts = { tokens: 0, directives: 0, open: 0 };
  for (let token = next(lexer); token && token.kind !== TokenKind.EOF; token = next(lexer)) {
    count(token, counts, limits);
  }
}

/** Undefined at what is no token: the parser tells of it, at the latest when it comes there. */
function next(lexer: Lexer): Token | undefined {
  try {
    return lexer.advance();
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}

interface Counts {
  tokens: number;
  directives: number;
  /** Brackets that are open. */
  open: number;
}

function count({ kind }: Token, counts: Counts, limits: DocumentLimits): void {
  counts.tokens += 1;
  if (counts.tokens > limits.tokens) {
    throw exceeded('tokens', `The document has more tokens than the limit of ${limits.tokens}.`);
  }
  if (kind === TokenKind.AT) {
    counts.directives += 1;
    if (counts.directives > limits.directives) {
      throw exceeded(
        'directives',
        `The document has more directives than the limit of ${limits.directives}.`,
      );
    }
  } else if (opening.has(kind)) {
    counts.open += 1;
    if (counts.open > limits.depth + NESTED_VALUES) {
      throw exceeded('depth', `The document nests deeper than the limit of ${limits.depth}.`);
    }
  } else if (closing.has(kind)) counts.open -= 1;
}

const opening = new Set<TokenKind>([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const closing = new Set<TokenKind>([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);
