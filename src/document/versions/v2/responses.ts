/** Swagger 2.0 responses: https://spec.openapis.org/oas/v2.0#response-object */
import { isObject, type MutableObject, objectOf, own, put } from '../../json.ts';
import { escapeStep } from '../../pointer.ts';
import type { Json, JsonObject } from '../../types.ts';
import { type Context, extensionsOf, upgradeRef } from './context.ts';
import { upgradeHeader } from './parameters.ts';
import { upgradeSchema } from './schemas.ts';

/** One response; it stays where it is, and its schema moves into `content`. */
export function upgradeResponse(
  context: Context,
  value: Json,
  pointer: string,
  to: string,
  produces: readonly string[],
): Json {
  if (!isObject(value)) return value;
  const ref = own(value, '$ref');
  if (typeof ref === 'string') return { ...value, $ref: upgradeRef(ref) };
  if (own(value, 'content') !== undefined) return upgradeSchema(value);
  const headers = own(value, 'headers');
  return objectOf({
    description: own(value, 'description'),
    headers: isObject(headers)
      ? upgradeHeaders(context, headers, `${pointer}/headers`, `${to}/headers`)
      : undefined,
    content: responseContent(context, value, pointer, to, produces),
    ...extensionsOf(value),
  });
}

function upgradeHeaders(context: Context, headers: JsonObject, pointer: string, to: string): Json {
  const upgraded: MutableObject = {};
  for (const [name, header] of Object.entries(headers)) {
    const step = escapeStep(name);
    put(upgraded, name, upgradeHeader(context, header, `${pointer}/${step}`, `${to}/${step}`));
  }
  return upgraded;
}

function responseContent(
  context: Context,
  value: Json,
  pointer: string,
  to: string,
  produces: readonly string[],
): Json | undefined {
  const schema = own(value, 'schema');
  if (!isObject(schema)) return undefined;
  const examples = own(value, 'examples');
  const isFile = own(schema, 'type') === 'file';
  const content: MutableObject = {};
  const upgraded = upgradeSchema(schema);
  for (const type of typesOf(produces, isFile)) {
    const at = `${to}/content/${escapeStep(type)}`;
    context.moves.move(`${pointer}/schema`, `${at}/schema`);
    const example = own(examples, type);
    if (example !== undefined) context.moves.move(`${pointer}/examples/${escapeStep(type)}`, `${at}/example`);
    put(content, type, objectOf({ schema: upgraded, example }));
  }
  return content;
}

function typesOf(produces: readonly string[], isFile: boolean): readonly string[] {
  if (produces.length > 0) return produces;
  return [isFile ? 'application/octet-stream' : 'application/json'];
}
