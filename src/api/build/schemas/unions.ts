/**
 * `oneOf` and `anyOf`.
 * @see https://spec.openapis.org/oas/v3.1.0#composition-and-inheritance-polymorphism
 */
import type { Node } from '../../../document/types.ts';
import type { Schema, SchemaId, SchemaUse } from '../../types.ts';
import type { Context } from '../context.ts';
import { has, isObject } from '../read.ts';
import { annotationsOf } from './annotations.ts';
import { declaredIn, requiredOf } from './objects.ts';
import type { OpenDiscriminator } from './registry.ts';
import { resolve } from './resolve.ts';
import { keyOf, type Shape, shapeOf } from './shape.ts';
import type { Source } from './source.ts';

/**
 * Builds a union; what stands beside it is merged into each of its members. Several unions beside each other
 * (in an `allOf`) make one of all their members: spelling out every combination would multiply them.
 */
export function buildUnion(context: Context, source: Source, shape: Shape): Schema | undefined {
  const [first, ...others] = shape.unions;
  if (first === undefined || source.only !== undefined) return undefined;
  const beside = others.length > 0 || addsProperties(shape);
  const members: Member[] = [];
  for (const union of shape.unions) {
    const offset = union === first || union.keyword !== first.keyword ? 0 : members.length;
    for (const [index, node] of union.members.entries()) {
      const id = `${source.id}/${union.keyword}/${offset + index}`;
      const member = beside ? variant(context, source, shape, node, id) : plain(context, node, id);
      if (member !== undefined && !members.some(({ use }) => same(use, member.use))) members.push(member);
    }
  }
  noteDiscriminator(context, source, shape, members);
  return unionOf(annotationsOf(context, source, shape), members);
}

interface Member {
  readonly use: SchemaUse;
  /** Identity of what the member refers to, before anything was merged into it. */
  readonly origin: SchemaId;
}

function same(left: SchemaUse, right: SchemaUse): boolean {
  return left.schema === right.schema;
}

function unionOf(common: ReturnType<typeof annotationsOf>, members: readonly Member[]): Schema {
  if (members.length === 0) return { ...common, kind: 'any' };
  return { ...common, kind: 'union', members: members.map(({ use }) => use) };
}

/** Builds the union of some schemas that do not stand in a union: the places of a tuple. */
export function buildUnionOf(context: Context, source: Source, nodes: readonly Node[]): Schema {
  const members: Member[] = [];
  for (const [index, node] of nodes.entries()) {
    const member = plain(context, node, `${source.id}/${index}`);
    if (member !== undefined && !members.some(({ use }) => same(use, member.use))) members.push(member);
  }
  const common = annotationsOf(context, source, { parts: [], unions: [], nullable: false });
  return unionOf(common, members);
}

function plain(context: Context, node: Node, id: SchemaId): Member | undefined {
  const { use, ignored } = context.schemas.at(node, id);
  return ignored ? undefined : { use, origin: use.schema };
}

/** Whether the parts around the union declare anything that its members have to have too. */
function addsProperties(shape: Shape): boolean {
  return shape.parts.some(
    ({ value }) =>
      (has(value, 'properties') && isObject(value.properties) && Object.keys(value.properties).length > 0) ||
      isObject(value.additionalProperties) ||
      has(value, 'patternProperties'),
  );
}

/** A member merged with everything around the union; the member itself where it has all of that already. */
function variant(
  context: Context,
  source: Source,
  shape: Shape,
  node: Node,
  id: SchemaId,
): Member | undefined {
  const target = resolve(context, [{ node }], id);
  if (target.ignored) return undefined;
  if (hasAll(context, shape, target.source)) return plain(context, node, id);
  const opened = new Set(source.opened);
  for (const union of shape.unions) opened.add(keyOf(union.owner) + union.keyword);
  const around = source.layers.map((layer) => ({ ...layer, bare: true }));
  const name = target.source.component;
  const open = { opened, ...(name === undefined ? {} : { variantOf: name }) };
  const { use } = context.schemas.merged([...target.source.layers, ...around], id, open);
  if (target.nullable) return { use: { ...use, nullable: true }, origin: target.source.id };
  return { use, origin: target.source.id };
}

function hasAll(context: Context, shape: Shape, member: Source): boolean {
  if (shape.unions.length > 1) return false;
  const own = shapeOf(context, member);
  const declared = declaredIn(context, own);
  const required = requiredOf(own);
  const missing = [...declaredIn(context, shape).keys()].some((name) => !declared.has(name));
  return !missing && [...requiredOf(shape)].every((name) => required.has(name));
}

function noteDiscriminator(context: Context, source: Source, shape: Shape, members: readonly Member[]): void {
  const part = shape.parts.findLast(({ value }) => isObject(value.discriminator));
  if (part === undefined || members.length === 0) return;
  const node = context.document.child(part.node, 'discriminator');
  const property = isObject(node.value) ? node.value.propertyName : undefined;
  if (typeof property !== 'string' || property === '') {
    context.warn('discriminator-invalid', node, 'The discriminator has no propertyName; it is left out.');
    return;
  }
  const open: OpenDiscriminator = { node, property, origins: members.map(({ origin }) => origin) };
  context.schemas.discriminators.set(source.id, open);
}
