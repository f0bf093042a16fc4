/** What is said about a schema beside what it admits. */
import type { Json, Node } from '../../../document/types.ts';
import type { Property, SchemaCommon } from '../../types.ts';
import type { Context } from '../context.ts';
import { deprecationOf, extensionOf, extensionsOf, textExtension } from '../extensions.ts';
import { get, has, isObject, objectOf, present, text } from '../read.ts';
import type { Part, Shape } from './shape.ts';
import type { Source } from './source.ts';

/** The common part of a schema; of several parts the last word counts, those behind references are silent. */
export function annotationsOf(context: Context, source: Source, shape: Shape): SchemaCommon {
  const own = shape.parts.filter(({ foreign }) => !foreign).reverse();
  const nodes = own.map(({ node }) => node);
  const value = (key: string) => own.find((part) => has(part.value, key))?.value ?? {};
  const first = <T>(read: (node: Node) => T | undefined) => firstOf(nodes, read);
  return {
    id: source.id,
    ...present({
      component: source.component,
      variantOf: source.variantOf,
      title: nonBlank(text(value('title'), 'title')),
      description: nonBlank(text(value('description'), 'description')),
      deprecation: deprecationOf(context, nodes),
      default: get(value('default'), 'default'),
      nameOverride: first((node) => textExtension(context, node, 'name-override')),
      namespace: first((node) => textExtension(context, node, 'model-namespace')),
    }),
    nullable: source.only === undefined && shape.nullable,
    readOnly: own.some((part) => get(part.value, 'readOnly') === true),
    writeOnly: own.some((part) => get(part.value, 'writeOnly') === true),
    examples: examplesOf(context, nodes),
    extensions: extensionsOfParts(own),
    node: source.layers[0]?.node ?? context.document.root,
  };
}

/** What is said at a place of use: the outermost word counts. */
export function facetsOf(
  context: Context,
  nodes: readonly Node[],
): Omit<Property, 'name' | 'use' | 'required' | 'errorMessage'> {
  const value = (key: string) => objectOf(nodes.find((node) => has(objectOf(node), key)) ?? { ...noNode });
  return {
    ...present({
      description: nonBlank(text(value('description'), 'description')),
      deprecation: deprecationOf(context, nodes),
      default: get(value('default'), 'default'),
      example: examplesOf(context, nodes)[0],
      nameOverride: firstOf(nodes, (node) => textExtension(context, node, 'name-override')),
    }),
    readOnly: nodes.some((node) => get(objectOf(node), 'readOnly') === true),
    writeOnly: nodes.some((node) => get(objectOf(node), 'writeOnly') === true),
    extensions: Object.assign({}, ...nodes.map(extensionsOf).reverse()),
  };
}

/** `x-speakeasy-example`, `example` and `examples` of the nodes. */
export function examplesOf(context: Context, nodes: readonly Node[]): readonly Json[] {
  return nodes.flatMap((node) => {
    const value = objectOf(node);
    const ours = extensionOf(context, node, 'example')?.value;
    const single = get(value, 'example');
    const several = get(value, 'examples');
    return [
      ...(ours === undefined ? [] : [ours]),
      ...(single === undefined ? [] : [single]),
      ...(Array.isArray(several) ? several : []),
    ];
  });
}

const noNode: Node = { value: undefined, source: 0, pointer: '' };

function extensionsOfParts(parts: readonly Part[]): SchemaCommon['extensions'] {
  return Object.assign({}, ...parts.map(({ node }) => extensionsOf(node)).reverse());
}

function firstOf<T>(nodes: readonly Node[], read: (node: Node) => T | undefined): T | undefined {
  for (const node of nodes) {
    const result = isObject(node.value) ? read(node) : undefined;
    if (result !== undefined) return result;
  }
  return undefined;
}

function nonBlank(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value;
}
