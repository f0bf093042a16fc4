/**
 * `oneOf` and `anyOf`.
 * @see https://spec.openapis.org/oas/v3.1.0#composition-and-inheritance-polymorphism
 */
import type { Node } from '../../../document/types.ts';
import type { Schema, SchemaCommon, SchemaId, SchemaUse } from '../../types.ts';
import type { Context } from '../context.ts';
import { has, isObject } from '../read.ts';
import { annotationsOf } from './annotations.ts';
import { declaredIn, requiredOf } from './objects.ts';
import { resolve } from './resolve.ts';
import { keyOf, type Shape, shapeOf, type UnionPart } from './shape.ts';
import type { Source } from './source.ts';

/** More variants than this are not spelled out where several unions multiply. */
const most = 256;

interface Member {
  readonly use: SchemaUse;
  /** Identity of what the member refers to, before anything was merged into it. */
  readonly origin: SchemaId;
}

/**
 * Builds a union; what stands beside it is merged into each of its members. Where an `allOf` has several
 * unions, the last decides what the members are (`shallowMerge`), or every combination is a member.
 */
export function buildUnion(context: Context, source: Source, shape: Shape): Schema | undefined {
  if (shape.unions.length === 0) return undefined;
  const shallow = context.options.allOfMergeStrategy === 'shallowMerge' || combinations(shape) > most;
  const union = shallow ? shape.unions.at(-1) : shape.unions[0];
  if (union === undefined || source.only !== undefined) return undefined;
  const others = shape.unions.filter((other) => other !== union);
  const members = membersOf(context, source, shape, union, shallow ? others : []);
  const common = annotationsOf(context, source, shape);
  if (members.length === 0) return { ...common, kind: 'any' };
  noteDiscriminator(context, source, shape, union, members);
  const also = shallow
    ? others.flatMap((other) => membersOf(context, source, shape, other, others.concat(union)))
    : [];
  return {
    ...common,
    kind: 'union',
    members: members.map(({ use }) => use),
    ...(also.length === 0 ? {} : { also: also.map(({ use }) => use) }),
  };
}

function combinations(shape: Shape): number {
  return shape.unions.reduce((product, { members }) => product * members.length, 1);
}

/** The members of one of the unions, merged with the rest of the schema; `closed` unions add nothing required. */
function membersOf(
  context: Context,
  source: Source,
  shape: Shape,
  union: UnionPart,
  closed: readonly UnionPart[],
): readonly Member[] {
  const beside = shape.unions.length > 1 || addsProperties(shape);
  const position = shape.unions.indexOf(union);
  const prefix = `${source.id}/${union.keyword}${position === 0 ? '' : `+${position}`}`;
  const members: Member[] = [];
  for (const [index, node] of union.members.entries()) {
    const id = `${prefix}/${index}`;
    const member = beside
      ? variant(context, source, shape, [union, ...closed], node, id)
      : plain(context, node, id);
    if (member !== undefined && !members.some(({ use }) => use.schema === member.use.schema))
      members.push(member);
  }
  return members;
}

/** Builds the union of some schemas that do not stand in a union: the places of a tuple. */
export function buildUnionOf(context: Context, source: Source, nodes: readonly Node[]): Schema {
  const members = new Map<SchemaId, SchemaUse>();
  for (const [index, node] of nodes.entries()) {
    const member = plain(context, node, `${source.id}/${index}`);
    if (member !== undefined) members.set(member.use.schema, member.use);
  }
  const common: SchemaCommon = annotationsOf(context, source, {
    parts: [],
    unions: [],
    nullable: false,
    mentions: 0,
  });
  return members.size === 0
    ? { ...common, kind: 'any' }
    : { ...common, kind: 'union', members: [...members.values()] };
}

function plain(context: Context, node: Node, id: SchemaId): Member | undefined {
  const { use, ignored } = context.schemas.at(node, id);
  return ignored ? undefined : { use, origin: use.schema };
}

/** Whether the parts around the union declare or require anything that its members have to have too. */
function addsProperties(shape: Shape): boolean {
  return shape.parts.some(
    ({ value }) =>
      (isObject(value.properties) && Object.keys(value.properties).length > 0) ||
      (has(value, 'required') && Array.isArray(value.required) && value.required.length > 0) ||
      isObject(value.additionalProperties) ||
      has(value, 'patternProperties'),
  );
}

/** A member merged with everything around the union; the member itself where it has all of that already. */
function variant(
  context: Context,
  source: Source,
  shape: Shape,
  [union, ...closed]: readonly [UnionPart, ...UnionPart[]],
  node: Node,
  id: SchemaId,
): Member | undefined {
  const target = resolve(context, [{ node }], id);
  if (target.ignored) return undefined;
  if (shape.unions.length === 1 && hasAll(context, shape, target.source)) return plain(context, node, id);
  if (!context.schemas.mayVary()) {
    const message = 'There are too many combinations of unions; what stands beside this one is left out.';
    context.warn('schema-keyword-ignored', union.owner, message);
    return plain(context, node, id);
  }
  const opened = new Set(source.opened);
  for (const { owner, keyword } of [union, ...closed]) opened.add(keyOf(owner) + keyword);
  const optional = closed.filter((other) => other !== union).flatMap(({ members }) => members);
  const around = source.layers.map((layer) => ({ ...layer, bare: true }));
  const { use } = context.schemas.merged([...target.source.layers, ...around], id, {
    opened,
    ...(target.source.component === undefined ? {} : { variantOf: target.source.component }),
    ...(optional.length === 0 ? {} : { optional }),
  });
  return { use: target.nullable ? { ...use, nullable: true } : use, origin: target.source.id };
}

function hasAll(context: Context, shape: Shape, member: Source): boolean {
  const own = shapeOf(context, member);
  const declared = declaredIn(context, own);
  const required = requiredOf(own);
  const missing = [...declaredIn(context, shape).keys()].some((name) => !declared.has(name));
  return !missing && [...requiredOf(shape)].every((name) => required.has(name));
}

/** The discriminator beside the union, or elsewhere in the schema where there is no other union it belongs to. */
function noteDiscriminator(
  context: Context,
  source: Source,
  shape: Shape,
  union: UnionPart,
  members: readonly Member[],
): void {
  const found = shape.parts.filter(({ value }) => isObject(value.discriminator));
  const part =
    found.find(({ node }) => keyOf(node) === keyOf(union.owner)) ??
    found.findLast(({ value }) => !has(value, 'oneOf') && !has(value, 'anyOf'));
  if (part === undefined) return;
  const node = context.document.child(part.node, 'discriminator');
  const property = isObject(node.value) ? node.value.propertyName : undefined;
  if (typeof property !== 'string' || property === '') {
    context.warn('discriminator-invalid', node, 'The discriminator has no propertyName; it is left out.');
    return;
  }
  const origins = members.map(({ origin }) => origin);
  context.schemas.discriminators.set(source.id, { node, property, origins });
}
