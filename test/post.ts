/** An answer as a client reads it. */
export interface Answer {
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of any operation
  readonly data?: any;
  readonly errors?: readonly AnswerError[];
  readonly extensions?: { readonly ministries: Readonly<Record<string, string>> };
}

/** One error of an answer. */
export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Sends a GraphQL request, with headers beside those that it needs, and reads the answer. */
export async function post(
  url: string,
  request: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
    body: JSON.stringify(request),
  });
  return (await response.json()) as Answer;
}
