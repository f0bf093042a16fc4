/** Small questions about JSON values. */
import type { Json, JsonObject } from './types.ts';

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The member of an object, never something inherited: `own(value, 'constructor')`. */
export function own(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** What a value is, in words for messages: `an object`, `text`. */
export function kindOf(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'object':
      return 'an object';
    case 'string':
      return 'text';
    case 'number':
      return 'a number';
    default:
      return String(value);
  }
}

/** Whether two values say the same, whatever the order of members. */
export function sameJson(left: Json | undefined, right: Json | undefined): boolean {
  if (left === right) return true;
  if (isArray(left)) {
    if (!isArray(right) || left.length !== right.length) return false;
    return left.every((element, index) => sameJson(element, right[index]));
  }
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key], right[key]));
}

/** An object that is being made or upgraded, before anybody else has it. */
export type MutableObject = { [key: string]: Json };

/** Sets a member; also `__proto__`, which plain assignment would take for something else. */
export function put(object: MutableObject, key: string, member: Json): void {
  if (key !== '__proto__') object[key] = member;
  else Object.defineProperty(object, key, { ...plainMember, value: member });
}

const plainMember = { writable: true, enumerable: true, configurable: true } as const;

/** An object of the members that are there: `undefined` ones are left out. */
export function objectOf(members: { readonly [key: string]: Json | undefined }): JsonObject {
  const object: MutableObject = {};
  for (const [key, member] of Object.entries(members)) if (member !== undefined) put(object, key, member);
  return object;
}
