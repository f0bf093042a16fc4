/** The overlay that makes one document of another. */
import { isArray, isObject, type MutableObject, own, put, sameJson } from '../json.ts';
import type { Json, JsonObject } from '../types.ts';

/** An action as it is written in an overlay. */
export type WrittenAction =
  | { readonly target: string; readonly remove: true }
  | { readonly target: string; readonly update: Json };

/** Removals before what is put in their place, from the outside in. */
export function compareDocuments(before: Json, after: Json): readonly WrittenAction[] {
  if (!isObject(before) || !isObject(after))
    return sameJson(before, after) ? [] : [{ target: '$', update: after }];
  return compareObjects(before, after, '$');
}

function compareObjects(before: JsonObject, after: JsonObject, target: string): readonly WrittenAction[] {
  const removed: WrittenAction[] = [];
  const inner: WrittenAction[] = [];
  const update: MutableObject = {};
  for (const [key, old] of Object.entries(before)) {
    const at = `${target}${memberStep(key)}`;
    const value = own(after, key);
    if (value === undefined) removed.push({ target: at, remove: true });
    else if (isObject(old) && isObject(value)) inner.push(...compareObjects(old, value, at));
    else if (!sameJson(old, value)) {
      // Lists are joined where both are lists: the old one goes first.
      if (isArray(old) && isArray(value)) removed.push({ target: at, remove: true });
      put(update, key, value);
    }
  }
  for (const [key, value] of Object.entries(after))
    if (own(before, key) === undefined) put(update, key, value);
  const changed = Object.keys(update).length > 0 ? [{ target, update }] : [];
  return [...removed, ...changed, ...inner];
}

/** `.info`, or `['/things/{id}']`. */
function memberStep(key: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) return `.${key}`;
  const text = JSON.stringify(key).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `['${text}']`;
}
