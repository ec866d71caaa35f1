/** What an answer says of what was denied. */
interface Answer {
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** Returns what the caller lacks for what they asked, in a sentence; '' when nothing was denied. */
export function describeDenials(answer: unknown): string {
  const { errors = [] } = (answer ?? {}) as Answer;
  const denied = errors.filter(({ extensions }) => extensions?.code === 'DENIED');
  const messages = [...new Set(denied.map(({ message }) => message))];
  const [first] = messages;
  if (first === undefined) return '';
  const more = messages.length > 1 ? ` And ${messages.length - 1} more, see "errors".` : '';
  return `Denied to this caller: ${first}${more}`;
}
