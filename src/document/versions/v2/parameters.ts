/** Swagger 2.0 parameters: https://spec.openapis.org/oas/v2.0#parameter-object */
import { isObject, type MutableObject, objectOf, own, put } from '../../json.ts';
import type { Json, JsonObject } from '../../types.ts';
import { type Context, extensionsOf } from './context.ts';
import { upgradeSchema } from './schemas.ts';

/** Members of a parameter or header that stand in its schema in 3.1. */
const schemaKeys = [
  'type',
  'format',
  'items',
  'default',
  'enum',
  'maximum',
  'exclusiveMaximum',
  'minimum',
  'exclusiveMinimum',
  'maxLength',
  'minLength',
  'pattern',
  'maxItems',
  'minItems',
  'uniqueItems',
  'multipleOf',
  'x-nullable',
];

/** A parameter in path, query or header, written at `pointer`, that will stand at `to`. */
export function upgradeParameter(
  context: Context,
  value: JsonObject,
  pointer: string,
  to: string,
): JsonObject {
  const place = own(value, 'in');
  return objectOf({
    name: own(value, 'name'),
    in: place,
    description: own(value, 'description'),
    required: own(value, 'required'),
    deprecated: own(value, 'deprecated'),
    allowEmptyValue: own(value, 'allowEmptyValue'),
    ...styleOf(context, value, pointer, place === 'query' ? 'form' : 'simple'),
    schema: parameterSchema(context, value, pointer, `${to}/schema`),
    example: own(value, 'x-example') ?? own(value, 'example'),
    ...extensionsOf(value),
  });
}

/** The header of a response. */
export function upgradeHeader(context: Context, value: Json, pointer: string, to: string): Json {
  if (!isObject(value) || own(value, 'schema') !== undefined) return value;
  return objectOf({
    description: own(value, 'description'),
    ...styleOf(context, value, pointer, 'simple'),
    schema: parameterSchema(context, value, pointer, `${to}/schema`),
    ...extensionsOf(value),
  });
}

/**
 * The schema of a parameter, made of the members that say its type; `to` is where it will stand. One that the
 * user wrote as `schema`, which 2.0 does not know here but everybody understands, is taken as it is.
 */
export function parameterSchema(context: Context, value: JsonObject, pointer: string, to: string): Json {
  const written = own(value, 'schema');
  if (isObject(written)) {
    context.moves.move(`${pointer}/schema`, to);
    return upgradeSchema(written);
  }
  const schema: MutableObject = {};
  for (const key of schemaKeys) {
    const member = own(value, key);
    if (member !== undefined) put(schema, key, member);
  }
  context.moves.made(pointer, to);
  return upgradeSchema(schema);
}

/** `collectionFormat` as `style` and `explode`: https://spec.openapis.org/oas/v2.0#parameter-collection-format */
export function styleOf(
  context: Context,
  value: JsonObject,
  pointer: string,
  base: 'form' | 'simple',
): { readonly style?: string; readonly explode?: boolean } {
  if (own(value, 'type') !== 'array') return {};
  const format = own(value, 'collectionFormat') ?? 'csv';
  switch (format) {
    case 'multi':
      return base === 'form' ? { style: 'form', explode: true } : { style: base, explode: false };
    case 'ssv':
      return base === 'form' ? { style: 'spaceDelimited', explode: false } : { style: base, explode: false };
    case 'pipes':
      return base === 'form' ? { style: 'pipeDelimited', explode: false } : { style: base, explode: false };
    case 'csv':
      return { style: base, explode: false };
    default: {
      const shown = typeof format === 'string' ? format.slice(0, 40) : 'of this kind';
      const message = `The collectionFormat ${shown} is not understood; values are joined by commas.`;
      context.warn(`${pointer}/collectionFormat`, 'swagger-value', message, 'Use csv, ssv, pipes or multi.');
      return { style: base, explode: false };
    }
  }
}
