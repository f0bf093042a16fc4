/**
 * `x-` extensions: ours under either prefix (`x-hookline-*` wins over `x-speakeasy-*`), or under the name that
 * the document rewrites to ours, and everybody else's, which are passed on untouched.
 * @see https://spec.openapis.org/oas/v3.1.0#specification-extensions
 */
import type { Document, Json, JsonObject, Node } from '../../document/types.ts';
import type { Deprecation, Extensions } from '../types.ts';
import type { Context } from './context.ts';
import { get, isObject, objectOf } from './read.ts';

/** The node of one of our extensions on an object, without its prefix: `group`. */
export function extensionOf(context: Context, node: Node, name: string): Node | undefined {
  const value = node.value;
  if (!isObject(value) || !mayHaveOurs(context, value)) return undefined;
  const { ours, theirs } = keysOf(name);
  if (Object.hasOwn(value, ours)) return context.document.child(node, ours);
  if (Object.hasOwn(value, theirs)) return context.document.child(node, theirs);
  const rewritten = context.rewrites.get(name);
  if (rewritten === undefined || !Object.hasOwn(value, rewritten)) return undefined;
  return context.document.child(node, rewritten);
}

/** Whether an object has any of our extensions. The answer is kept: an object is asked for many in turn. */
function mayHaveOurs(context: Context, value: JsonObject): boolean {
  if (context.rewrites.size > 0) return true;
  const known = context.extended.get(value);
  if (known !== undefined) return known;
  const found = hasOurs(value);
  context.extended.set(value, found);
  return found;
}

function hasOurs(value: JsonObject): boolean {
  for (const key in value) {
    if (key.charCodeAt(0) === 120 && (key.startsWith('x-hookline-') || key.startsWith('x-speakeasy-')))
      return true;
  }
  return false;
}

/** The two keys of an extension, made once: every schema is asked for several. */
function keysOf(name: string): Keys {
  const known = keys.get(name) ?? { ours: `x-hookline-${name}`, theirs: `x-speakeasy-${name}` };
  keys.set(name, known);
  return known;
}

interface Keys {
  readonly ours: string;
  readonly theirs: string;
}

const keys = new Map<string, Keys>();

/** All `x-` keys of an object, as they are. */
export function extensionsOf(node: Node): Extensions {
  if (!isExtended(node)) return none;
  const value = objectOf(node);
  const result: Record<`x-${string}`, Json> = {};
  for (const key of Object.keys(value)) {
    const item = key.startsWith('x-') ? value[key] : undefined;
    if (item !== undefined) result[key as `x-${string}`] = item;
  }
  return result;
}

const none: Extensions = {};

/** An extension that has to be text; a warning where it is not. */
export function textExtension(context: Context, node: Node, name: string): string | undefined {
  return checked(context, node, name, 'text', (value) =>
    typeof value === 'string' && value.trim() !== '' ? value : undefined,
  );
}

/** An extension that has to be `true` or `false`; a warning where it is not. */
export function choiceExtension(context: Context, node: Node, name: string): boolean | undefined {
  return checked(context, node, name, '`true` or `false`', (value) =>
    typeof value === 'boolean' ? value : undefined,
  );
}

/** The same, false where it is absent. */
export function flagExtension(context: Context, node: Node, name: string): boolean {
  return choiceExtension(context, node, name) ?? false;
}

/** Whether an object has any extension at all: most have none, and need not be asked for each of ours. */
export function isExtended({ value }: Node): boolean {
  if (!isObject(value)) return false;
  for (const key in value) if (key.charCodeAt(0) === 120 && key.charCodeAt(1) === 45) return true;
  return false;
}

/** An extension that has to be a whole number from 0; a warning where it is not. */
export function countExtension(context: Context, node: Node, name: string): number | undefined {
  return checked(context, node, name, 'a whole number from 0', (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined,
  );
}

function checked<T>(
  context: Context,
  node: Node,
  name: string,
  wanted: string,
  accept: (value: Json) => T | undefined,
): T | undefined {
  const extension = extensionOf(context, node, name);
  if (extension?.value === undefined) return undefined;
  const result = accept(extension.value);
  if (result === undefined) malformed(context, extension, name, `has to be ${wanted}`);
  return result;
}

/** Reports that one of our extensions is not written as it should be. */
export function malformed(context: Context, node: Node, name: string, why: string): void {
  context.warn('extension-malformed', node, `The extension ${name} ${why}.`);
}

/** `deprecated`, with our message and replacement; the first of the nodes that speaks of it counts. */
export function deprecationOf(context: Context, nodes: readonly Node[]): Deprecation | undefined {
  const node = nodes.find((at) => get(objectOf(at), 'deprecated') === true);
  if (node === undefined) return undefined;
  const message = textExtension(context, node, 'deprecation-message');
  const replacement = textExtension(context, node, 'deprecation-replacement');
  return {
    ...(message === undefined ? {} : { message }),
    ...(replacement === undefined ? {} : { replacement }),
  };
}

/**
 * `x-speakeasy-extension-rewrite` at the root: which of our extensions stands under which foreign name. Both
 * directions are understood, since only one of the two names can be ours.
 */
export function rewritesOf(document: Document): ReadonlyMap<string, string> {
  const rewrites = new Map<string, string>();
  for (const prefix of ['x-speakeasy-', 'x-hookline-']) {
    const table = document.child(document.root, `${prefix}extension-rewrite`).value;
    if (!isObject(table)) continue;
    for (const [from, to] of Object.entries(table)) {
      if (typeof to !== 'string') continue;
      const [ours, theirs] = bareName(from) === undefined ? [to, from] : [from, to];
      const name = bareName(ours);
      if (name !== undefined && theirs.startsWith('x-')) rewrites.set(name, theirs);
    }
  }
  return rewrites;
}

function bareName(key: string): string | undefined {
  return /^x-(?:speakeasy|hookline)-(.+)$/.exec(key)?.[1];
}
