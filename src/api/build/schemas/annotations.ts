/** What is said about a schema beside what it admits. */
import type { Json, Node } from '../../../document/types.ts';
import type { Extensions, Property, SchemaCommon } from '../../types.ts';
import type { Context } from '../context.ts';
import { deprecationOf, extensionOf, extensionsOf, isExtended, textExtension } from '../extensions.ts';
import { get, isObject, objectOf, present } from '../read.ts';
import type { Shape } from './shape.ts';
import type { Source } from './source.ts';

/** The common part of a schema; of several parts the last word counts, those behind references are silent. */
export function annotationsOf(context: Context, source: Source, shape: Shape): SchemaCommon {
  const own = shape.parts.filter(({ foreign }) => !foreign).reverse();
  const nodes = own.map(({ node }) => node);
  const extended = nodes.filter(isExtended);
  const title = first(nodes, 'title') ?? titleOfBase(source, shape);
  return {
    id: source.id,
    ...(source.component === undefined ? {} : { component: source.component }),
    ...(source.variantOf === undefined ? {} : { variantOf: source.variantOf }),
    ...(title === undefined ? {} : present({ title: nonBlank(title) })),
    ...descriptionsOf(context, nodes, extended),
    ...(extended.length === 0 ? {} : present({ namespace: firstText(context, extended, 'model-namespace') })),
    nullable: source.only === undefined && shape.nullable,
    readOnly: nodes.some((node) => get(objectOf(node), 'readOnly') === true),
    writeOnly: nodes.some((node) => get(objectOf(node), 'writeOnly') === true),
    examples: examplesOf(context, nodes),
    extensions: allExtensions(extended),
    node: source.layers[0]?.node ?? context.document.root,
  };
}

/** The title of the only schema that an inline schema extends. */
function titleOfBase(source: Source, { parts }: Shape): string | undefined {
  if (source.component !== undefined) return undefined;
  const titles = parts.flatMap(({ value }) => nonBlank(get(value, 'title')) ?? []);
  return titles.length === 1 ? titles[0] : undefined;
}

/** What is said at a place of use: the outermost word counts. */
export function facetsOf(
  context: Context,
  nodes: readonly Node[],
): Omit<Property, 'name' | 'use' | 'required' | 'errorMessage'> {
  const extended = nodes.filter(isExtended);
  const [example] = examplesOf(context, nodes);
  return {
    ...descriptionsOf(context, nodes, extended),
    ...(example === undefined ? {} : { example }),
    readOnly: nodes.some((node) => get(objectOf(node), 'readOnly') === true),
    writeOnly: nodes.some((node) => get(objectOf(node), 'writeOnly') === true),
    extensions: allExtensions(extended),
  };
}

type Descriptions = Pick<Property, 'description' | 'deprecation' | 'default' | 'nameOverride'>;

function descriptionsOf(context: Context, nodes: readonly Node[], extended: readonly Node[]): Descriptions {
  const description = nonBlank(first(nodes, 'description'));
  const deprecation = deprecationOf(context, nodes);
  const value = first(nodes, 'default');
  const nameOverride = firstText(context, extended, 'name-override');
  return {
    ...(description === undefined ? {} : { description }),
    ...(deprecation === undefined ? {} : { deprecation }),
    ...(value === undefined ? {} : { default: value }),
    ...(nameOverride === undefined ? {} : { nameOverride }),
  };
}

function first(nodes: readonly Node[], key: string): Json | undefined {
  for (const { value } of nodes) {
    const found = isObject(value) ? get(value, key) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function firstText(context: Context, nodes: readonly Node[], name: string): string | undefined {
  for (const node of nodes) {
    const found = textExtension(context, node, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The extensions of several nodes, of which the first counts. */
function allExtensions(nodes: readonly Node[]): Extensions {
  if (nodes.length === 0) return none;
  return Object.assign({}, ...nodes.map(extensionsOf).reverse());
}

const none: Extensions = {};
const noExamples: readonly Json[] = [];

/** `x-speakeasy-example`, `example` and `examples` of the nodes. */
export function examplesOf(context: Context, nodes: readonly Node[]): readonly Json[] {
  return nodes.flatMap((node) => {
    const value = objectOf(node);
    const ours = isExtended(node) ? extensionOf(context, node, 'example')?.value : undefined;
    const single = get(value, 'example');
    const several = get(value, 'examples');
    if (ours === undefined && single === undefined && several === undefined) return noExamples;
    return [
      ...(ours === undefined ? [] : [ours]),
      ...(single === undefined ? [] : [single]),
      ...(Array.isArray(several) ? several : []),
    ];
  });
}

function nonBlank(value: Json | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  return value.trim() === '' ? undefined : value;
}
