import {
  composeServices,
  compositionHasErrors,
  sortSDL,
  transformSupergraphToPublicSchema,
} from '@theguild/federation-composition';
import {
  buildASTSchema,
  type DocumentNode,
  type GraphQLError,
  GraphQLSchema,
  Kind,
  lexicographicSortSchema,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  printSchema,
  specifiedDirectives,
} from 'graphql';
import { spreadAges } from './cached.ts';
import { describeConnections } from './connections.ts';
import {
  type Contract,
  ContractError,
  type Fault,
  isForeignEntity,
  parseContract,
  placeOfError,
  type Slice,
  type SliceSources,
} from './contract.ts';
import { keyFields } from './definitions.ts';
import { generatedHeader } from './generated-files.ts';
import { sizeConnections } from './list-sizes.ts';
import { locate } from './locate.ts';
import { openNode } from './node-interface.ts';
import { annotateProtection } from './protection/annotate.ts';
import { protectionOf } from './protection/protection.ts';
import { contractRules } from './rules/all.ts';
import { defaultUrl, gatewaySubgraph, type MinistryName } from './subgraphs.ts';

/** What slices compose to, as texts: the gateway's supergraph, and the API as clients see it. */
export type Composition = { supergraph: string; api: string };

/**
 * Composes the slices.
 * @param urlOf where each ministry answers; by default on this machine, at the port that the list gives it.
 * @throws ContractError that names ministry and line for whatever breaks syntax, composition or our rules.
 */
export function compose(
  slices: readonly SliceSources[],
  urlOf: (name: MinistryName) => string = defaultUrl,
): Composition {
  const contract = parseContract(slices);
  const broken = contractRules.flatMap((rule) => rule(contract));
  const result = composeServices(
    contract.map((slice) => ({
      name: slice.name,
      url: slice.name === gatewaySubgraph.name ? gatewaySubgraph.url : urlOf(slice.name),
      typeDefs: typeDefs(contract, slice),
    })),
  );
  const failed = compositionHasErrors(result)
    ? result.errors.map((error) => compositionFault(contract, error))
    : [];
  if (compositionHasErrors(result) || broken.length > 0) throw new ContractError([...broken, ...failed]);
  return {
    supergraph: withHeader(print(sortSDL(openNode(parse(result.supergraphSdl))))),
    api: withHeader(publicApi(result.supergraphSdl)),
  };
}

const withHeader = (text: string): string => `${generatedHeader('#', 'compose')}\n${text.trim()}\n`;

/** The API without what only the gateway needs, our own directives too, in the order of names. */
function publicApi(supergraph: string): string {
  const annotated = buildASTSchema(transformSupergraphToPublicSchema(parse(supergraph)));
  const api = new GraphQLSchema({ ...annotated.toConfig(), directives: specifiedDirectives });
  return printSchema(lexicographicSortSchema(api));
}

/** The slice as the composer gets it: lists described and sized, others' entities described by their owner alone. */
function typeDefs(contract: Contract, slice: Slice): DocumentNode {
  const listed = sizeConnections(describeConnections(slice.own));
  const own = annotateProtection(listed, protectionOf(contract)).definitions.map((node) => {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION || !isForeignEntity(contract, slice, node)) return node;
    const { description: _, ...undescribed } = node;
    const keys = keyFields(node);
    const fields = (node.fields ?? []).map((field) => {
      const { description: __, ...key } = field;
      return keys.includes(field.name.value) ? key : field;
    });
    return { ...undescribed, fields };
  });
  const foreign = (type: ObjectTypeDefinitionNode) => isForeignEntity(contract, slice, type);
  return spreadAges({ kind: Kind.DOCUMENT, definitions: [...slice.shared.definitions, ...own] }, foreign);
}

function compositionFault(contract: Contract, error: GraphQLError): Fault {
  const place = placeOfError(error);
  const named = contract.find(({ name }) => name === error.extensions['subgraphName']);
  if (named && place) return { ministry: named.name, place, message: error.message };
  return locate(named ? [named] : contract, error.message);
}
