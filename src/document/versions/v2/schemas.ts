/** Swagger 2.0 schemas in the words of 3.1. */
import type { MutableObject } from '../../json.ts';
import type { Json } from '../../types.ts';
import { rewriteKeywords } from '../keywords.ts';
import { upgradeSchema30 } from '../v3_0.ts';
import { upgradeRef } from './context.ts';

/** Upgrades a schema and all in it, in place, and gives it back. */
export function upgradeSchema(value: Json): Json {
  rewriteKeywords(value, upgradeSchema20);
  return value;
}

/** Rewrites one object: https://spec.openapis.org/oas/v2.0#schema-object */
function upgradeSchema20(object: MutableObject): void {
  if (typeof object.$ref === 'string') object.$ref = upgradeRef(object.$ref);
  if (typeof object.discriminator === 'string') object.discriminator = { propertyName: object.discriminator };
  if (object['x-nullable'] === true || object['x-isnullable'] === true) object.nullable = true;
  if (object.type === 'file') {
    object.type = 'string';
    object.format = 'binary';
  }
  upgradeSchema30(object);
}
