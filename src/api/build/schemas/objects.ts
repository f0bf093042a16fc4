/**
 * Objects, maps, and both in one.
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2
 */
import type { Node } from '../../../document/types.ts';
import type { Additional, ObjectSchema, Property } from '../../types.ts';
import type { Context } from '../context.ts';
import { flagExtension } from '../extensions.ts';
import { entries, escapePointer, get, has, isObject, objectOf, texts } from '../read.ts';
import { annotationsOf, withFacets } from './annotations.ts';
import { onlyAnnotates, onlyConstrains, typesOf } from './keywords.ts';
import { mention, mentionsOfAll } from './mentions.ts';
import { refOf } from './references.ts';
import type { Edge } from './registry.ts';
import { type Part, partWith, type Shape, shapeOf } from './shape.ts';
import type { Layer, Source } from './source.ts';

/** Builds an object from everything that its parts declare. */
export function buildObject(context: Context, source: Source, shape: Shape): ObjectSchema {
  return Object.assign(annotationsOf(context, source, shape), {
    kind: 'object' as const,
    properties: propertiesOf(context, source, shape),
    additional: additionalOf(context, source, shape),
  });
}

function propertiesOf(context: Context, source: Source, shape: Shape): readonly Property[] {
  const required = requiredOf(shape);
  const declared = declaredIn(context, shape);
  const result: Property[] = [];
  declared.forEach((layers, name) => {
    const edge = context.schemas.merged(layers, propertyId(source, name));
    if (!edge.ignored) result.push(propertyOf(context, name, edge, required.has(name)));
  });
  for (const [name, nodes] of optionalIn(context, source, shape, declared)) {
    const edge = context.schemas.anyOf(nodes, propertyId(source, name));
    if (edge.ignored) continue;
    result.push({ ...propertyOf(context, name, edge, required.has(name)), borrowed: true });
  }
  return result;
}

function propertyId(source: Source, name: string): string {
  return `${source.id}/properties/${escapePointer(name)}`;
}

/** The properties that only other ways of the schema declare, with every declaration that is different. */
function optionalIn(
  context: Context,
  source: Source,
  shape: Shape,
  declared: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, readonly Node[]> {
  if (source.optional === undefined && !(shape.mentions & mention.cases)) return noneDeclared;
  const found = new Map<string, Map<string, Node>>();
  const optional = [...(source.optional ?? [])];
  for (const part of shape.parts) optional.push(...conditionalNodes(context, part));
  for (const node of optional) {
    const other = shapeOf(context, { id: source.id, layers: [{ node }], opened: source.opened });
    for (const [name, layers] of declaredIn(context, other)) {
      const last = layers.at(-1)?.node;
      if (declared.has(name) || last === undefined) continue;
      const nodes = found.get(name) ?? new Map<string, Node>();
      found.set(name, nodes.set(JSON.stringify(last.value), last));
    }
  }
  return new Map([...found].map(([name, nodes]) => [name, [...nodes.values()]]));
}

const noneDeclared: ReadonlyMap<string, readonly Node[]> = new Map();

function propertyOf(context: Context, name: string, edge: Edge, required: boolean): Property {
  const mentions = mentionsOfAll(edge.nodes);
  const wrong = mentions & mention.required ? edge.nodes.find(misusesRequired) : undefined;
  if (wrong !== undefined) {
    const message = `required is a list of names beside the properties; on the property ${name} it has no effect.`;
    context.warn('schema-invalid', wrong, message);
  }
  const errorMessage =
    (mentions & mention.extension) !== 0 &&
    edge.nodes.some((node) => flagExtension(context, node, 'error-message'));
  return withFacets(context, { name, use: edge.use, required, errorMessage }, edge.nodes, mentions);
}

function misusesRequired({ value }: Node): boolean {
  return isObject(value) && typeof get(value, 'required') === 'boolean';
}

/** What holds in some cases only: `then`, `else` and `dependentSchemas`. */
function conditionalNodes(context: Context, { node, value }: Part): readonly Node[] {
  const branches = ['then', 'else'].filter((key) => isObject(get(value, key)));
  const dependent = has(value, 'dependentSchemas')
    ? context.document.child(node, 'dependentSchemas')
    : undefined;
  return [
    ...branches.map((key) => context.document.child(node, key)),
    ...(dependent === undefined ? [] : entries(context.document, dependent).map(([, at]) => at)),
  ];
}

/** What all parts require, wherever the properties are declared. */
export function requiredOf(shape: Shape): ReadonlySet<string> {
  const names = new Set<string>();
  shape.parts.forEach(({ value, mentions }) => {
    if (mentions & mention.required) for (const name of texts(value, 'required')) names.add(name);
  });
  return names;
}

/** Each property with the declarations of it that count. */
export function declaredIn(context: Context, shape: Shape): ReadonlyMap<string, readonly Layer[]> {
  const declared = new Map<string, readonly Layer[]>();
  shape.parts.forEach((part) => {
    const properties = part.mentions & mention.properties ? propertiesAt(context, part) : undefined;
    if (properties === undefined) return;
    Object.keys(objectOf(properties)).forEach((name) => {
      const node = context.document.child(properties, name);
      declared.set(name, combined(context, name, declared.get(name), node));
    });
  });
  return declared;
}

function propertiesAt(context: Context, part: Part): Node | undefined {
  const at = context.document.child(part.node, 'properties');
  const properties =
    isObject(at.value) && typeof at.value.$ref === 'string' ? context.document.follow(at) : at;
  if (properties === undefined || isObject(properties.value)) return properties;
  context.warn('schema-invalid', properties, 'properties has to be an object; it is left out.');
  return undefined;
}

/** What counts where a property is declared again: the later word, unless it only describes or narrows. */
function combined(
  context: Context,
  name: string,
  earlier: readonly Layer[] | undefined,
  node: Node,
): readonly Layer[] {
  if (earlier === undefined) return [{ node }];
  if (speaksOfNoType(node)) return [...earlier, { node }];
  const kept = earlier.filter((layer) => !speaksOfNoType(layer.node));
  for (const layer of kept) warnOfConflict(context, name, layer.node, node);
  if (
    context.options.allOfMergeStrategy === 'deepMerge' &&
    kept.every((layer) => mergeable(layer.node, node))
  ) {
    return [...earlier, { node }];
  }
  return [...earlier.filter((layer) => onlyDescribes(layer.node)).map(bare), { node }];
}

function bare(layer: Layer): Layer {
  return { ...layer, bare: true };
}

function speaksOfNoType({ value }: Node): boolean {
  return isObject(value) && (onlyAnnotates(value) || onlyConstrains(value));
}

function onlyDescribes({ value }: Node): boolean {
  return isObject(value) && onlyAnnotates(value);
}

/** Whether two declarations have anything to add to each other: not where they are the same reference. */
function mergeable(left: Node, right: Node): boolean {
  if (!isObject(left.value) || !isObject(right.value)) return false;
  const [one, other] = [refOf(left.value), refOf(right.value)];
  if (one !== undefined && one === other) return false;
  return !disjoint(typesOf(left.value), typesOf(right.value));
}

function warnOfConflict(context: Context, name: string, left: Node, right: Node): void {
  if (!isObject(left.value) || !isObject(right.value)) return;
  const [before, after] = [typesOf(left.value), typesOf(right.value)];
  if (!disjoint(before, after)) return;
  const message = `The property ${name} is declared as ${before.join(', ')} and as ${after.join(', ')}.`;
  context.warn('schema-conflict', right, message);
}

function disjoint(left: readonly string[], right: readonly string[]): boolean {
  if (left.length === 0 || right.length === 0) return false;
  const numeric = (type: string) => (type === 'integer' ? 'number' : type);
  const types = new Set(left.map(numeric));
  return !right.some((type) => types.has(numeric(type)));
}

/** `additionalProperties`, `patternProperties`, and `unevaluatedProperties` where the first is absent. */
function additionalOf(context: Context, source: Source, shape: Shape): Additional {
  if (!(shape.mentions & mention.additional)) return { kind: 'unspecified' };
  const keyword = (['additionalProperties', 'unevaluatedProperties'] as const).find((key) =>
    partWith(shape, key),
  );
  const part = keyword === undefined ? undefined : partWith(shape, keyword);
  const value = keyword === undefined || part === undefined ? undefined : get(part.value, keyword);
  const patterns = patternsOf(context, shape);
  const schema = isObject(value) && keyword !== undefined && part !== undefined;
  const own = schema && !isEmpty(value) ? [context.document.child(part.node, keyword)] : [];
  const anything = value === true || (isObject(value) && isEmpty(value));
  if (anything) return { kind: 'allowed' };
  const nodes = [...patterns, ...own];
  if (nodes.length === 0) return { kind: value === false ? 'forbidden' : 'unspecified' };
  const edge = context.schemas.anyOf(nodes, `${source.id}/additionalProperties`);
  return edge.ignored ? { kind: 'allowed' } : { kind: 'allowed', use: edge.use };
}

function patternsOf(context: Context, shape: Shape): readonly Node[] {
  return shape.parts
    .filter(({ value }) => isObject(get(value, 'patternProperties')))
    .flatMap(({ node }) => entries(context.document, context.document.child(node, 'patternProperties')))
    .map(([, node]) => node)
    .filter(({ value }) => isObject(value));
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}
