/** What is said about a schema beside what it admits. */
import type { Json, Node } from '../../../document/types.ts';
import type { Extensions, Property, SchemaCommon } from '../../types.ts';
import type { Context } from '../context.ts';
import { deprecationOf, extensionOf, extensionsOf, isExtended, textExtension } from '../extensions.ts';
import { get, has, isObject, objectOf, type Unfinished } from '../read.ts';
import { mention, mentionsOfAll } from './mentions.ts';
import type { Shape } from './shape.ts';
import type { Source } from './source.ts';

/** Those who speak, what they speak of, and those of them that have extensions. */
interface Said {
  readonly nodes: readonly Node[];
  readonly mentions: number;
  readonly extended: readonly Node[];
}

/**
 * The common part of a schema, to which the rest is assigned; of several parts the last word counts, those behind
 * references are silent.
 */
export function annotationsOf(context: Context, source: Source, shape: Shape): Unfinished<SchemaCommon> {
  const nodes = ownNodes(shape);
  const said: Said = { nodes, mentions: shape.mentions, extended: extendedOf(nodes, shape.mentions) };
  const common: Unfinished<SchemaCommon> = {
    id: source.id,
    nullable: source.only === undefined && shape.nullable,
    readOnly: saysTrue(said, mention.access, 'readOnly'),
    writeOnly: saysTrue(said, mention.access, 'writeOnly'),
    examples: examplesOf(context, said),
    extensions: allExtensions(said.extended),
    node: source.layers[0]?.node ?? context.document.root,
  };
  const title = shape.mentions & mention.title ? titleOf(nodes, source, shape) : undefined;
  if (title !== undefined) common.title = title;
  if (source.component !== undefined) common.component = source.component;
  if (source.variantOf !== undefined) common.variantOf = source.variantOf;
  describe(context, common, said);
  const namespace = firstText(context, said.extended, 'model-namespace');
  if (namespace !== undefined) common.namespace = namespace;
  return common;
}

/** The parts that speak for the schema, the last first. */
function ownNodes({ parts }: Shape): readonly Node[] {
  const nodes: Node[] = [];
  parts.forEach(({ node, foreign }) => {
    if (!foreign) nodes.push(node);
  });
  return nodes.length > 1 ? nodes.reverse() : nodes;
}

function extendedOf(nodes: readonly Node[], mentions: number): readonly Node[] {
  return mentions & mention.extension ? nodes.filter(isExtended) : noNodes;
}

const noNodes: readonly Node[] = [];

function saysTrue({ nodes, mentions }: Said, group: number, keyword: string): boolean {
  if (!(mentions & group)) return false;
  return nodes.some(({ value }) => isObject(value) && get(value, keyword) === true);
}

function titleOf(nodes: readonly Node[], source: Source, shape: Shape): string | undefined {
  return nonBlank(first(nodes, 'title') ?? titleOfBase(source, shape));
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
  mentions = mentionsOfAll(nodes),
): T & Facets {
  const said: Said = { nodes, mentions, extended: extendedOf(nodes, mentions) };
  const facets: T & Unfinished<Facets> = Object.assign(target, {
    readOnly: saysTrue(said, mention.access, 'readOnly'),
    writeOnly: saysTrue(said, mention.access, 'writeOnly'),
    extensions: allExtensions(said.extended),
  });
  const example = examplesOf(context, said)[0];
  if (example !== undefined) facets.example = example;
  describe(context, facets, said);
  return facets;
}

type Facets = Omit<Property, 'name' | 'use' | 'required' | 'errorMessage'>;
type Descriptions = Pick<Property, 'description' | 'deprecation' | 'default' | 'nameOverride'>;

function describe(context: Context, target: Unfinished<Descriptions>, said: Said): void {
  const { nodes, mentions, extended } = said;
  if (mentions & mention.description) {
    const description = nonBlank(first(nodes, 'description'));
    if (description !== undefined) target.description = description;
  }
  if (mentions & mention.deprecated) {
    const deprecation = deprecationOf(context, nodes);
    if (deprecation !== undefined) target.deprecation = deprecation;
  }
  if (mentions & mention.default) {
    const value = first(nodes, 'default');
    if (value !== undefined) target.default = value;
  }
  const nameOverride = firstText(context, extended, 'name-override');
  if (nameOverride !== undefined) target.nameOverride = nameOverride;
}

function first(nodes: readonly Node[], key: string): Json | undefined {
  const node = nodes.find(({ value }) => isObject(value) && has(value, key));
  return isObject(node?.value) ? node.value[key] : undefined;
}

function firstText(context: Context, nodes: readonly Node[], name: string): string | undefined {
  if (nodes.length === 0) return undefined;
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
function examplesOf(context: Context, { nodes, mentions }: Said): readonly Json[] {
  if (!(mentions & (mention.examples | mention.extension))) return noExamples;
  const found: Json[] = [];
  for (const node of nodes) {
    const value = objectOf(node);
    const ours = extensionOf(context, node, 'example')?.value;
    const single = get(value, 'example');
    const several = get(value, 'examples');
    if (ours !== undefined) found.push(ours);
    if (single !== undefined) found.push(single);
    if (Array.isArray(several)) for (const example of several) found.push(example);
  }
  return found.length === 0 ? noExamples : found;
}

function nonBlank(value: Json | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  return value.trim() === '' ? undefined : value;
}
