/**
 * From a place where a schema is used to the schema that is meant: through `$ref`, through an `allOf` of one
 * reference, and through a `oneOf` of one member and null. What stands beside them belongs to the place.
 */
import type { JsonObject, Node } from '../../../document/types.ts';
import type { SchemaId } from '../../types.ts';
import type { Context } from '../context.ts';
import { extensionOf, isExtended } from '../extensions.ts';
import { elements, has, isObject } from '../read.ts';
import { alternatives, isExtendedRef, onlyAnnotates, onlyConstrains, saysNullable } from './keywords.ts';
import { mention, mentionsOf } from './mentions.ts';
import { componentName, definitionName } from './names.ts';
import { refOf, targetOf } from './references.ts';
import type { Layer, Source } from './source.ts';

export interface Resolved {
  readonly source: Source;
  readonly nullable: boolean;
  /** The nodes on the way, the schema's own last where it is inline. */
  readonly nodes: readonly Node[];
  readonly ignored: boolean;
}

/** A step of the way: where it goes on, or nothing where the schema is reached. */
interface Step {
  readonly to: Node;
  /** The step went through a reference: `to` is a place with an identity of its own. */
  readonly byRef: boolean;
  readonly nullable: boolean;
  /** Parts of an `allOf` that only describe. */
  readonly beside?: readonly Node[];
}

const noneOpened: ReadonlySet<SchemaId> = new Set();

/** Finds the schema that the layers mean; `id` is its identity where it is inline or has several layers. */
export function resolve(
  context: Context,
  layers: readonly Layer[],
  id: SchemaId,
  open: Partial<Source> = {},
): Resolved {
  const single = layers[0];
  if (single !== undefined && layers.length === 1 && open.opened === undefined) {
    return walk(context, single.node, id, []);
  }
  const speaking = layers.length === 1 ? layers : layers.filter(({ node }) => changesType(node));
  const silent = layers
    .filter((layer) => !speaking.includes(layer))
    .map(({ node }) => node)
    .reverse();
  const only = speaking[0] ?? layers[0];
  if (only !== undefined && speaking.length < 2 && open.opened === undefined) {
    return walk(context, only.node, id, silent);
  }
  const source = { opened: noneOpened, ...open, id, layers };
  return { source, nullable: false, nodes: layers.map(({ node }) => node).reverse(), ignored: false };
}

function changesType({ value }: Node): boolean {
  return !isObject(value) || !onlyConstrains(value) || has(value, 'required');
}

function saysMore(node: Node): boolean {
  return !isObject(node.value) || !onlyAnnotates(node.value);
}

function walk(context: Context, start: Node, startId: SchemaId, beside: readonly Node[]): Resolved {
  const mentions = mentionsOf(start.value);
  let step = mentions & mention.others ? next(context, start) : undefined;
  if (step === undefined && beside.length === 0) return arrived(context, start, startId, mentions);
  const nodes: Node[] = [...beside];
  const seen = new Set<string>();
  let node = start;
  let id = startId;
  let component = definitionName(node);
  let nullable = beside.some(({ value }) => isObject(value) && saysNullable(value));
  let inline = true;
  for (; step !== undefined; step = next(context, node)) {
    const passed = step.to === node ? [node] : [node, step.to, ...(step.beside ?? [])];
    nodes.push(...passed);
    nullable ||= step.nullable || passed.some(({ value }) => isObject(value) && saysNullable(value));
    const target = step.byRef ? targetOf(context, step.to) : step.to;
    if (target === undefined || seen.has(`${target.source}${target.pointer}`)) {
      if (target !== undefined) context.warn('schema-cycle', node, 'The schema refers to itself.');
      return { source: nothing(id, node), nullable, nodes, ignored: false };
    }
    seen.add(`${target.source}${target.pointer}`);
    node = target;
    if (!step.byRef) continue;
    id = context.document.identity(target);
    component = context.schemas.names.get(id) ?? componentName(target, id);
    inline = false;
  }
  if (inline) nodes.push(node);
  const ignored = isIgnored(context, node) || nodes.some((at) => isIgnored(context, at));
  return { source: sourceOf(node, id, component), nullable, nodes, ignored };
}

/** Most places are the schema that they mean. */
function arrived(context: Context, node: Node, id: SchemaId, mentions: number): Resolved {
  const source = sourceOf(node, id, definitionName(node));
  const ignored = (mentions & mention.extension) !== 0 && isIgnored(context, node);
  return { source, nullable: false, nodes: [node], ignored };
}

function sourceOf(node: Node, id: SchemaId, component: string | undefined): Source {
  const layers = [{ node }];
  return component === undefined
    ? { id, layers, opened: noneOpened }
    : { id, layers, opened: noneOpened, component };
}

function isIgnored(context: Context, node: Node): boolean {
  return isExtended(node) && extensionOf(context, node, 'ignore')?.value === true;
}

/** A schema that admits anything, in place of one that cannot be found. */
function nothing(id: SchemaId, node: Node): Source {
  return {
    id: `${id}?`,
    layers: [{ node: { value: {}, source: node.source, pointer: node.pointer } }],
    opened: noneOpened,
  };
}

function next(context: Context, node: Node): Step | undefined {
  const value = node.value;
  if (!isObject(value)) return undefined;
  if (refOf(value) !== undefined) {
    return isExtendedRef(value) ? undefined : { to: node, byRef: true, nullable: saysNullable(value) };
  }
  if (has(value, 'allOf')) return throughAllOf(context, node, value);
  if (has(value, 'oneOf')) return throughUnion(context, node, value, 'oneOf');
  if (has(value, 'anyOf')) return throughUnion(context, node, value, 'anyOf');
  return undefined;
}

/** `allOf` of one reference, with nothing but annotations beside it. */
function throughAllOf(context: Context, node: Node, value: JsonObject): Step | undefined {
  if (!onlyAnnotates(value, 'allOf')) return undefined;
  const parts = elements(context.document, context.document.child(node, 'allOf'));
  const speaking = parts.filter(saysMore);
  const [only] = speaking;
  if (only === undefined || speaking.length > 1 || !isPlainRef(only)) return undefined;
  const beside = parts.filter((part) => part !== only);
  return { to: only, byRef: true, nullable: saysNullable(value), beside };
}

/** `oneOf` or `anyOf` of one reference, perhaps with null, and nothing that adds to it. */
function throughUnion(
  context: Context,
  node: Node,
  value: JsonObject,
  keyword: 'oneOf' | 'anyOf',
): Step | undefined {
  if (!onlyAnnotates(value, keyword, 'type', 'discriminator')) return undefined;
  const { members, nullable } = alternatives(context, node, keyword);
  const [only, ...others] = members;
  if (only === undefined || !isPlainRef(only)) return undefined;
  const ref = isObject(only.value) ? refOf(only.value) : undefined;
  if (others.some((other) => !isObject(other.value) || refOf(other.value) !== ref)) return undefined;
  return { to: only, byRef: true, nullable: nullable || saysNullable(value) };
}

function isPlainRef({ value }: Node): boolean {
  return isObject(value) && refOf(value) !== undefined && !isExtendedRef(value);
}
