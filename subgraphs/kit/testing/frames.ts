import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
} from 'graphql';
import { requiredArguments } from './odd-questions.ts';

/** For each type that a query can lead to, the shortest way there: `{ household(id: "H1") FIELDS }`. */
export function framesOf(schema: GraphQLSchema): ReadonlyMap<string, string> {
  const query = schema.getQueryType() as GraphQLObjectType;
  const frames = new Map([[query.name, 'FIELDS']]);
  const reached = [query];
  for (const type of reached) {
    for (const field of Object.values(type.getFields())) {
      for (const next of typesOf(schema, field)) {
        if (frames.has(next.name)) continue;
        const selected = `{ ${field.name}${requiredArguments(field)} { ... on ${next.name} FIELDS } }`;
        frames.set(
          next.name,
          frames.get(type.name)!.replace('FIELDS', () => selected),
        );
        reached.push(next);
      }
    }
  }
  return frames;
}

function typesOf(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>): readonly GraphQLObjectType[] {
  const type = getNamedType(field.type);
  if (isObjectType(type)) return [type];
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [];
}
