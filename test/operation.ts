import { type Operation, operations } from '@hearth/schema/operations.ts';

/** A request as GraphQL over HTTP sends it. */
export interface Request {
  readonly query: string;
  readonly variables: object;
}

/** A request for a named operation of the contract; what `variables` leaves out is as in its example. */
export function requestFor(name: string, variables: object = {}): Request {
  const operation = getOperation(name);
  return { query: operation.document, variables: { ...operation.variables, ...variables } };
}

function getOperation(name: string): Operation {
  const operation = operations().find((candidate) => candidate.name === name);
  if (!operation) throw new Error(`The contract has no operation called ${name}.`);
  return operation;
}
