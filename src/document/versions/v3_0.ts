/**
 * OpenAPI 3.0 schemas in the words of 3.1: https://spec.openapis.org/oas/v3.0.4#schema-object
 *
 * `nullable: true` beside a `type` becomes one of the types. Without a `type` (beside `allOf` or `$ref`) it
 * stays as it is, because 3.1 could say it only by wrapping the schema, and so moving it.
 */
import { isArray, type MutableObject } from '../json.ts';

/** Rewrites one object, if it is such a schema. */
export function upgradeSchema30(object: MutableObject): void {
  if (object.nullable === true) upgradeNullable(object);
  else if (object.nullable === false) delete object.nullable;
  if (typeof object.exclusiveMinimum === 'boolean') upgradeBound(object, 'exclusiveMinimum', 'minimum');
  if (typeof object.exclusiveMaximum === 'boolean') upgradeBound(object, 'exclusiveMaximum', 'maximum');
}

function upgradeNullable(object: MutableObject): void {
  const { type } = object;
  if (typeof type === 'string') object.type = type === 'null' ? type : [type, 'null'];
  else if (isArray(type)) object.type = type.includes('null') ? type : [...type, 'null'];
  else return;
  delete object.nullable;
}

function upgradeBound(
  object: MutableObject,
  exclusive: 'exclusiveMinimum' | 'exclusiveMaximum',
  inclusive: 'minimum' | 'maximum',
): void {
  const bound = object[inclusive];
  if (object[exclusive] === true && typeof bound === 'number') {
    object[exclusive] = bound;
    delete object[inclusive];
  } else delete object[exclusive];
}
