/** What is said about a schema beside what it admits. */
import type { Json, Node } from '../../../document/types.ts';
import type { Extensions, Property, SchemaCommon } from '../../types.ts';
import type { Context } from '../context.ts';
import { deprecationOf, extensionOf, extensionsOf, isExtended, textExtension } from '../extensions.ts';
import { get, isObject, objectOf, type Unfinished } from '../read.ts';
import type { Shape } from './shape.ts';
import type { Source } from './source.ts';

/**
 * The common part of a schema, to which the rest is assigned; of several parts the last word counts, those behind
 * references are silent.
 */
export function annotationsOf(context: Context, source: Source, shape: Shape): Unfinished<SchemaCommon> {
  const nodes = ownNodes(shape);
  const extended = extendedOf(nodes);
  const common: Unfinished<SchemaCommon> = {
    id: source.id,
    nullable: source.only === undefined && shape.nullable,
    readOnly: saysTrue(nodes, 'readOnly'),
    writeOnly: saysTrue(nodes, 'writeOnly'),
    examples: examplesOf(context, nodes),
    extensions: allExtensions(extended),
    node: source.layers[0]?.node ?? context.document.root,
  };
  const title = nonBlank(first(nodes, 'title') ?? titleOfBase(source, shape));
  if (title !== undefined) common.title = title;
  if (source.component !== undefined) common.component = source.component;
  if (source.variantOf !== undefined) common.variantOf = source.variantOf;
  describe(context, common, nodes, extended);
  const namespace = firstText(context, extended, 'model-namespace');
  if (namespace !== undefined) common.namespace = namespace;
  return common;
}

/** The parts that speak for the schema, the last first. */
function ownNodes({ parts }: Shape): readonly Node[] {
  const nodes: Node[] = [];
  for (const { node, foreign } of parts) if (!foreign) nodes.push(node);
  return nodes.length > 1 ? nodes.reverse() : nodes;
}

function extendedOf(nodes: readonly Node[]): readonly Node[] {
  return nodes.some(isExtended) ? nodes.filter(isExtended) : noNodes;
}

const noNodes: readonly Node[] = [];

function saysTrue(nodes: readonly Node[], keyword: string): boolean {
  for (const { value } of nodes) if (isObject(value) && get(value, keyword) === true) return true;
  return false;
}

/** The title of the only schema that an inline schema extends. */
function titleOfBase(source: Source, { parts }: Shape): string | undefined {
  if (source.component !== undefined) return undefined;
  const titles = parts.flatMap(({ value }) => nonBlank(get(value, 'title')) ?? []);
  return titles.length === 1 ? titles[0] : undefined;
}

/** Adds what is said at a place of use: the outermost word counts. */
export function withFacets<T extends object>(
  context: Context,
  target: T,
  nodes: readonly Node[],
): T & Facets {
  const extended = extendedOf(nodes);
  const [example] = examplesOf(context, nodes);
  const facets: T & Unfinished<Facets> = Object.assign(target, {
    readOnly: saysTrue(nodes, 'readOnly'),
    writeOnly: saysTrue(nodes, 'writeOnly'),
    extensions: allExtensions(extended),
  });
  if (example !== undefined) facets.example = example;
  describe(context, facets, nodes, extended);
  return facets;
}

type Facets = Omit<Property, 'name' | 'use' | 'required' | 'errorMessage'>;
type Descriptions = Pick<Property, 'description' | 'deprecation' | 'default' | 'nameOverride'>;

function describe(
  context: Context,
  target: Unfinished<Descriptions>,
  nodes: readonly Node[],
  extended: readonly Node[],
): void {
  const description = nonBlank(first(nodes, 'description'));
  if (description !== undefined) target.description = description;
  const deprecation = deprecationOf(context, nodes);
  if (deprecation !== undefined) target.deprecation = deprecation;
  const value = first(nodes, 'default');
  if (value !== undefined) target.default = value;
  const nameOverride = firstText(context, extended, 'name-override');
  if (nameOverride !== undefined) target.nameOverride = nameOverride;
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
  let found: Json[] | undefined;
  for (const node of nodes) {
    const value = objectOf(node);
    const ours = isExtended(node) ? extensionOf(context, node, 'example')?.value : undefined;
    const single = get(value, 'example');
    const several = get(value, 'examples');
    if (ours === undefined && single === undefined && several === undefined) continue;
    found ??= [];
    if (ours !== undefined) found.push(ours);
    if (single !== undefined) found.push(single);
    if (Array.isArray(several)) for (const example of several) found.push(example);
  }
  return found ?? noExamples;
}

function nonBlank(value: Json | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  return value.trim() === '' ? undefined : value;
}
