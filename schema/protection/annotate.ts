import {
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  visit,
} from 'graphql';
import { directivesOf } from './directives.ts';
import { itemOf, type Protection } from './protection.ts';
import { implies, type Requirement } from './requirement.ts';
import { tellRequirement } from './tell.ts';

/**
 * The slice as gateways and clients need it: connections and edges ask for what their items do, so that not even a count
 * gets past it, and the descriptions of types and fields tell what they need.
 */
export const annotateProtection = (document: DocumentNode, protection: Protection): DocumentNode =>
  visit(document, { ObjectTypeDefinition: (type) => annotateType(type, protection) });

function annotateType(type: ObjectTypeDefinitionNode, protection: Protection): ObjectTypeDefinitionNode {
  const name = type.name.value;
  const requirement = protection.ofType(name);
  const inherited = itemOf(name) === null ? [] : directivesOf(requirement);
  const fields = (type.fields ?? []).map((field) => {
    const needed = protection.ofField(name, field.name.value);
    return implies(requirement, needed) ? field : told(field, needed);
  });
  return { ...told(type, requirement), directives: [...(type.directives ?? []), ...inherited], fields };
}

/** The node with what it needs at the end of its description. */
function told<Node extends ObjectTypeDefinitionNode | FieldDefinitionNode>(
  node: Node,
  requirement: Requirement,
): Node {
  const needs = tellRequirement(requirement);
  if (needs === null || !node.description) return node;
  return { ...node, description: { kind: Kind.STRING, value: `${node.description.value}\n${needs}` } };
}
