/** Reading single values out of nodes, forgiving where a document is sloppy. */
import type { Document, Json, JsonObject, Node } from '../../document/types.ts';

/** Whether a value is an object (and not an array or null). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as an object; an empty one where it is something else. */
export function objectOf({ value }: Node): JsonObject {
  return isObject(value) ? value : nothing;
}

const nothing: JsonObject = {};

/** Whether an object has a member of its own of that name. */
export function has(object: JsonObject, key: string): boolean {
  return Object.hasOwn(object, key) && object[key] !== undefined;
}

/** The member of an object, without what every JavaScript object inherits. */
export function get(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** A member that has to be text; numbers and booleans that YAML made of text count as text. */
export function text(object: JsonObject, key: string): string | undefined {
  const value = get(object, key);
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** A member that has to be text and not empty. */
export function nonEmptyText(object: JsonObject, key: string): string | undefined {
  const value = text(object, key)?.trim();
  return value === undefined || value === '' ? undefined : value;
}

/** Whether a member is `true`, or the text of it. */
export function flag(object: JsonObject, key: string): boolean {
  const value = get(object, key);
  return value === true || value === 'true';
}

/** The strings of a member that has to be a list of them. */
export function texts(object: JsonObject, key: string): readonly string[] {
  const value = get(object, key);
  if (!Array.isArray(value)) return [];
  return value.filter((item): item is string => typeof item === 'string');
}

/** The members of an object node, `x-` keys not among them. */
export function members(document: Document, node: Node): readonly (readonly [string, Node])[] {
  return entries(document, node, isNoExtension);
}

function isNoExtension(key: string): boolean {
  return !key.startsWith('x-');
}

/** All members of an object node: for maps whose keys are names of the user's. */
export function entries(
  document: Document,
  node: Node,
  isWanted?: (key: string) => boolean,
): readonly (readonly [string, Node])[] {
  const found: (readonly [string, Node])[] = [];
  for (const key of Object.keys(objectOf(node))) {
    if (isWanted === undefined || isWanted(key)) found.push([key, document.child(node, key)]);
  }
  return found;
}

/** The elements of an array node; none where it is not one. */
export function elements(document: Document, node: Node): readonly Node[] {
  return Array.isArray(node.value) ? node.value.map((_, index) => document.child(node, index)) : [];
}

/** An object without the members that are undefined: what `exactOptionalPropertyTypes` asks for. */
export function present<T extends object>(object: T): Present<T> {
  const result: Partial<T> = {};
  for (const key in object) if (object[key] !== undefined) result[key] = object[key];
  return result as unknown as Present<T>;
}

/** An object that is being made: members that are not always there are set one by one, which spreading is slow at. */
export type Unfinished<T> = { -readonly [K in keyof T]: T[K] };

/** Sets the members that are not undefined. */
export function setPresent<T extends object>(
  target: T,
  members: { [K in keyof T]?: T[K] | undefined },
): void {
  for (const key in members) {
    const value = members[key];
    if (value !== undefined) target[key] = value;
  }
}

type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** A key as it stands in a JSON Pointer. */
export function escapePointer(key: string): string {
  return key.includes('~') || key.includes('/') ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key;
}

/** The last key of a JSON Pointer, unescaped. */
export function lastKey(pointer: string): string {
  return pointer
    .slice(pointer.lastIndexOf('/') + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
}
