/** Swagger 2.0 parameters that are the request body, or parts of a form. */
import { isArray, isObject, type MutableObject, objectOf, own, put } from '../../json.ts';
import { escapeStep } from '../../pointer.ts';
import type { Json, JsonObject } from '../../types.ts';
import { type Context, extensionsOf, type Written } from './context.ts';
import { parameterSchema, styleOf } from './parameters.ts';
import { upgradeSchema } from './schemas.ts';

const multipart = 'multipart/form-data';
const urlencoded = 'application/x-www-form-urlencoded';

/** `in: body` as a request body; `to` is where it will stand. */
export function upgradeBody(
  context: Context,
  written: Pick<Written, 'value' | 'pointer'>,
  consumes: readonly string[],
  to: string,
): JsonObject {
  const { value, pointer } = written;
  const types = consumes.length === 0 ? ['application/json'] : consumes;
  const schema = own(value, 'schema');
  const content: MutableObject = {};
  for (const type of types) {
    const at = `${to}/content/${escapeStep(type)}/schema`;
    if (schema !== undefined) context.moves.move(`${pointer}/schema`, at);
    put(content, type, objectOf({ schema: schema === undefined ? undefined : upgradeSchema(schema) }));
  }
  context.moves.move(pointer, to);
  return objectOf({
    description: own(value, 'description'),
    required: own(value, 'required'),
    content,
    ...extensionsOf(value),
  });
}

/** All `in: formData` parameters of an operation as one request body with an object. */
export function upgradeForm(
  context: Context,
  fields: readonly Written[],
  consumes: readonly string[],
  to: string,
): JsonObject {
  const types = formTypes(fields, consumes);
  const content: MutableObject = {};
  for (const type of types)
    put(content, type, formContent(context, fields, `${to}/content/${escapeStep(type)}`));
  const required = fields.some(({ value }) => own(value, 'required') === true);
  return objectOf({ required: required ? true : undefined, content });
}

function formTypes(fields: readonly Written[], consumes: readonly string[]): readonly string[] {
  const given = consumes.filter((type) => type.startsWith('multipart/') || type.startsWith(urlencoded));
  if (fields.some(({ value }) => own(value, 'type') === 'file')) {
    const files = given.filter((type) => type.startsWith('multipart/'));
    return files.length === 0 ? [multipart] : files;
  }
  return given.length === 0 ? [urlencoded] : given;
}

function formContent(context: Context, fields: readonly Written[], to: string): Json {
  const properties: MutableObject = {};
  const encoding: MutableObject = {};
  const required: string[] = [];
  for (const { value, pointer, file, here } of fields) {
    const name = own(value, 'name');
    if (!isObject(value) || typeof name !== 'string') continue;
    const at = `${to}/schema/properties/${escapeStep(name)}`;
    const schema = parameterSchema(context, value, pointer, at);
    if (here) context.moves.made(pointer, at);
    else context.moves.move(pointer, at, file);
    const description = own(value, 'description');
    put(properties, name, {
      ...(isObject(schema) && schema),
      ...objectOf({ description }),
      ...extensionsOf(value),
    });
    if (own(value, 'required') === true) required.push(name);
    const style = styleOf(context, value, pointer, 'form');
    if (style.style !== undefined) put(encoding, name, style);
  }
  return objectOf({
    schema: objectOf({ type: 'object', properties, required: required.length === 0 ? undefined : required }),
    encoding: Object.keys(encoding).length === 0 ? undefined : encoding,
  });
}

/** A list of parameters by what becomes of them. */
export interface Sorted {
  readonly plain: readonly { readonly value: JsonObject; readonly pointer: string }[];
  readonly body?: { readonly value: JsonObject; readonly pointer: string; readonly written: Written };
  readonly form: readonly Written[];
}

/** Sorts the parameters of a path or an operation, looking through their references. */
export function sortParameters(context: Context, list: Json | undefined, pointer: string): Sorted {
  const plain: { value: JsonObject; pointer: string }[] = [];
  const form: Written[] = [];
  let body: Sorted['body'];
  for (const [index, value] of (isArray(list) ? list : []).entries()) {
    if (!isObject(value)) continue;
    const at = `${pointer}/${index}`;
    const written = context.written(value, at);
    switch (written === undefined ? undefined : own(written.value, 'in')) {
      case 'body':
        if (written !== undefined) body ??= { value, pointer: at, written };
        break;
      case 'formData':
        if (written !== undefined) form.push(written);
        break;
      default:
        plain.push({ value, pointer: at });
    }
  }
  return body === undefined ? { plain, form } : { plain, body, form };
}
