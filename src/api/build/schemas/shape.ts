/**
 * What the layers of a schema say together: `allOf` parts, references with something beside them, and unions
 * of one member are merged in; the later word counts. Unions of several members stay apart.
 */
import type { Json, JsonObject, Node } from '../../../document/types.ts';
import type { Context } from '../context.ts';
import { elements, get, has, isObject } from '../read.ts';
import { alternatives, onlyAnnotates, onlyConstrains, saysNullable, typesOf } from './keywords.ts';
import { mention, mentionsOf } from './mentions.ts';
import { refOf, targetOf } from './references.ts';
import type { Layer, Source } from './source.ts';

/** One schema object of those that make a schema; later parts win. */
export interface Part {
  readonly node: Node;
  readonly value: JsonObject;
  /** What it speaks of: groups of keywords. */
  readonly mentions: number;
  /** Reached through a reference, or the layer is bare: its annotations are not the schema's own. */
  readonly foreign: boolean;
}

/** A `oneOf` or `anyOf`; its members that are not null. */
export interface UnionPart {
  readonly keyword: 'oneOf' | 'anyOf';
  /** The schema object in which it stands. */
  readonly owner: Node;
  readonly members: readonly Node[];
}

export interface Shape {
  readonly parts: readonly Part[];
  readonly unions: readonly UnionPart[];
  readonly nullable: boolean;
  /** What any of the parts speaks of. */
  readonly mentions: number;
}

/** Identity of a place, cheaper than the document's. */
export function keyOf(node: Node): string {
  return `${node.source}#${node.pointer}`;
}

interface Visit {
  readonly node: Node;
  readonly foreign: boolean;
  /** The parts below were visited: now the schema's own keywords, and these unions. */
  readonly leave?: readonly UnionPart[];
}

interface Progress {
  readonly parts: Part[];
  readonly unions: UnionPart[];
  readonly stack: Visit[];
  readonly seen: Set<string>;
  readonly active: Set<string>;
  nullable: boolean;
}

/** Merges the layers of a source. Neither depth nor cycles of `allOf` matter. */
export function shapeOf(context: Context, source: Source): Shape {
  const layer = source.layers[0];
  if (layer !== undefined && source.layers.length === 1) {
    const mentions = mentionsOf(layer.node.value);
    if (isObject(layer.node.value) && !(mentions & mention.others))
      return shapeAlone(layer, layer.node.value, mentions);
  }
  const progress: Progress = {
    parts: [],
    unions: [],
    stack: source.layers.map(({ node, bare }) => ({ node, foreign: bare === true })).reverse(),
    seen: new Set(),
    active: new Set(),
    nullable: false,
  };
  for (let visit = progress.stack.pop(); visit !== undefined; visit = progress.stack.pop()) {
    if (visit.leave !== undefined) leave(progress, visit);
    else enter(context, source, progress, visit);
  }
  const { parts, unions, nullable } = progress;
  let mentions = 0;
  for (const part of parts) mentions |= part.mentions;
  return { parts, unions, nullable: nullable || everyPartIsNullable(parts), mentions };
}

/** The shape of a schema that says all there is to say of itself, as most do. */
function shapeAlone({ node, bare }: Layer, value: JsonObject, mentions: number): Shape {
  const foreign = bare === true;
  const parts = [{ node, value, mentions, foreign }];
  const admitsNull = saysNullable(value);
  const nullable =
    (admitsNull && !foreign) ||
    ((admitsNull || (mentions & mention.enum) !== 0) && everyPartIsNullable(parts));
  return { parts, unions: noUnions, nullable, mentions };
}

const noUnions: readonly UnionPart[] = [];

function enter(context: Context, source: Source, progress: Progress, visit: Visit): void {
  const key = keyOf(visit.node);
  if (progress.seen.has(key)) {
    if (progress.active.has(key)) context.warn('schema-cycle', visit.node, 'The schema contains itself.');
    return;
  }
  progress.seen.add(key);
  const value = visit.node.value;
  if (!isObject(value)) return;
  progress.active.add(key);
  const own: UnionPart[] = [];
  progress.stack.push({ ...visit, leave: own });
  const below = [...inner(context, visit, value), ...inUnions(context, source, progress, visit, value, own)];
  for (const part of below.reverse()) progress.stack.push(part);
}

/** What a `$ref` and `allOf` bring in. */
function inner(context: Context, { node, foreign }: Visit, value: JsonObject): Visit[] {
  const parts: Visit[] = [];
  if (refOf(value) !== undefined) {
    const target = targetOf(context, node);
    if (target !== undefined) parts.push({ node: target, foreign: true });
  }
  if (has(value, 'allOf')) {
    for (const part of elements(context.document, context.document.child(node, 'allOf'))) {
      parts.push({ node: part, foreign });
    }
  }
  return parts;
}

/** Notes the unions of a schema object; a union of one member is a part like those of `allOf`. */
function inUnions(
  context: Context,
  source: Source,
  progress: Progress,
  { node, foreign }: Visit,
  value: JsonObject,
  own: UnionPart[],
): Visit[] {
  const parts: Visit[] = [];
  if (refOf(value) !== undefined && !has(value, 'oneOf') && !has(value, 'anyOf')) return parts;
  for (const keyword of ['oneOf', 'anyOf'] as const) {
    if (!has(value, keyword) || source.opened.has(keyOf(node) + keyword)) continue;
    const { members, nullable } = alternatives(context, node, keyword);
    progress.nullable ||= nullable && !foreign;
    const [only] = members;
    if (!isUnion(context, progress, members)) continue;
    if (members.length > 1 || (only !== undefined && isNamedConst(only))) {
      own.push({ keyword, owner: node, members });
    } else if (only !== undefined) parts.push({ node: only, foreign });
  }
  return parts;
}

/** A value of an enum that is written as `oneOf: [{ title, const }]`. */
export function isNamedConst({ value }: Node): boolean {
  return (
    isObject(value) && has(value, 'const') && has(value, 'title') && onlyAnnotates(value, 'const', 'type')
  );
}

/**
 * Not a union of types: members that only narrow (`anyOf: [{ minLength: 1 }, …]`), and a parent that lists
 * its children, seen from one of the children.
 */
function isUnion(context: Context, progress: Progress, members: readonly Node[]): boolean {
  const narrowing = members.filter(({ value }) => isObject(value) && onlyConstrains(value));
  if (narrowing.length > 1 && narrowing.length === members.length) {
    if (narrowing.every(({ value }) => isObject(value) && !has(value, 'required'))) return false;
  }
  return !members.some((member) => {
    const target = isObject(member.value) && refOf(member.value) ? targetOf(context, member) : undefined;
    return target !== undefined && progress.active.has(keyOf(target));
  });
}

function leave(progress: Progress, { node, foreign, leave: unions = [] }: Visit): void {
  progress.active.delete(keyOf(node));
  progress.unions.push(...unions);
  const value = node.value;
  if (!isObject(value)) return;
  if (!foreign && saysNullable(value)) progress.nullable = true;
  progress.parts.push({ node, value, mentions: mentionsOf(value), foreign });
}

/** A schema made of references alone admits null where each of them does. */
function everyPartIsNullable(parts: readonly Part[]): boolean {
  let isTyped = false;
  for (const { value } of parts) {
    const values = get(value, 'enum');
    const hasType = typesOf(value).length > 0;
    if (!hasType && values === undefined) continue;
    isTyped = true;
    if (Array.isArray(values) && !values.includes(null)) return false;
    if (!saysNullable(value) && (hasType || !Array.isArray(values))) return false;
  }
  return isTyped;
}

/** The last word on a keyword. */
export function lastOf(shape: Shape, keyword: string): Json | undefined {
  return partWith(shape, keyword)?.value[keyword];
}

/** The last part that has a keyword. */
export function partWith(shape: Shape, keyword: string): Part | undefined {
  const { parts } = shape;
  for (let index = parts.length - 1; index >= 0; index -= 1) {
    const part = parts[index];
    if (part !== undefined && has(part.value, keyword)) return part;
  }
  return undefined;
}
