/**
 * Files that parts of a Swagger 2.0 document stand in. Such a file does not say what it holds, and may hold
 * several kinds of things by name: each is known by members that only its kind has.
 */
import { isObject, type MutableObject, own, put } from '../../json.ts';
import { escapeStep } from '../../pointer.ts';
import type { Json, JsonObject } from '../../types.ts';
import { upgradeBody } from './bodies.ts';
import type { Context } from './context.ts';
import { methods, upgradePathItem } from './operations.ts';
import { upgradeParameter } from './parameters.ts';
import { upgradeResponse } from './responses.ts';
import { upgradeSchema } from './schemas.ts';

/** Everything in a file, each in its place. */
export function upgradePart(context: Context, value: Json, pointer: string): Json {
  if (!isObject(value)) return value;
  if (isPathItem(value)) return upgradePathItem(context, value, pointer);
  if (isParameter(value)) {
    if (value.in === 'body') return upgradeBody(context, { value, pointer }, context.consumes, pointer);
    return upgradeParameter(context, value, pointer, pointer);
  }
  if (isResponse(value)) return upgradeResponse(context, value, pointer, pointer, context.produces);
  if (isSchema(value)) return upgradeSchema(value);
  const parts: MutableObject = {};
  for (const [name, member] of Object.entries(value)) {
    put(parts, name, upgradePart(context, member, `${pointer}/${escapeStep(name)}`));
  }
  return parts;
}

function isPathItem(value: JsonObject): boolean {
  return methods.some((method) => isObject(own(own(value, method), 'responses')));
}

function isParameter(value: JsonObject): boolean {
  return typeof own(value, 'in') === 'string' && typeof own(value, 'name') === 'string';
}

function isResponse(value: JsonObject): boolean {
  return (
    isObject(own(value, 'schema')) || isObject(own(value, 'headers')) || isObject(own(value, 'examples'))
  );
}

/** Keywords whose values would have another type, were they names of parts. */
function isSchema(value: JsonObject): boolean {
  const ref = own(value, '$ref');
  const type = own(value, 'type');
  if (typeof ref === 'string' || typeof type === 'string' || Array.isArray(own(value, 'enum'))) return true;
  return Array.isArray(own(value, 'allOf')) || (isObject(own(value, 'properties')) && type === undefined);
}
