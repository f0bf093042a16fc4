/** Swagger 2.0 path items and operations: https://spec.openapis.org/oas/v2.0#path-item-object */
import { isObject, type MutableObject, objectOf, own, put } from '../../json.ts';
import { escapeStep } from '../../pointer.ts';
import type { Json, JsonObject } from '../../types.ts';
import { type Sorted, sortParameters, upgradeBody, upgradeForm } from './bodies.ts';
import { type Context, extensionsOf, texts, upgradeRef } from './context.ts';
import { upgradeParameter } from './parameters.ts';
import { upgradeResponse } from './responses.ts';
import { serversOf } from './servers.ts';

export const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'] as const;

/** A path item; bodies that it gives for all its operations move into each. */
export function upgradePathItem(context: Context, value: Json, pointer: string): Json {
  if (!isObject(value)) return value;
  const shared = sortParameters(context, own(value, 'parameters'), `${pointer}/parameters`);
  const item: MutableObject = {};
  for (const [key, member] of Object.entries(value)) {
    if (key === 'parameters') put(item, key, plainParameters(context, shared, `${pointer}/parameters`));
    else if (methods.some((method) => method === key) && isObject(member)) {
      put(item, key, upgradeOperation(context, member, `${pointer}/${key}`, shared));
    } else put(item, key, member);
  }
  return item;
}

function upgradeOperation(context: Context, value: JsonObject, pointer: string, shared: Sorted): JsonObject {
  const list = `${pointer}/parameters`;
  const sorted = sortParameters(context, own(value, 'parameters'), list);
  const responses = own(value, 'responses');
  const { consumes: _, produces: __, schemes, parameters, responses: ___, ...rest } = value;
  return objectOf({
    ...rest,
    parameters: parameters === undefined ? undefined : plainParameters(context, sorted, list),
    requestBody: requestBody(context, value, pointer, sorted, shared),
    responses: isObject(responses) ? upgradeResponses(context, value, responses, pointer) : responses,
    servers: schemes === undefined ? undefined : serversOf(context, texts(schemes), pointer),
  });
}

function plainParameters(context: Context, sorted: Sorted, pointer: string): Json {
  return sorted.plain.map(({ value, pointer: from }, index) => {
    const to = `${pointer}/${index}`;
    if (from !== to) context.moves.move(from, to);
    const ref = own(value, '$ref');
    if (typeof ref === 'string') return { ...value, $ref: upgradeRef(ref) };
    return upgradeParameter(context, value, from, to);
  });
}

function requestBody(
  context: Context,
  operation: JsonObject,
  pointer: string,
  sorted: Sorted,
  shared: Sorted,
): Json | undefined {
  const to = `${pointer}/requestBody`;
  const given = own(operation, 'consumes');
  const consumes = given === undefined ? context.consumes : texts(given);
  const body = sorted.body ?? (sorted.form.length > 0 ? undefined : shared.body);
  if (body !== undefined) return wholeBody(context, body, consumes, to);
  const names = new Set(sorted.form.map(({ value }) => own(value, 'name')));
  const form = [...shared.form.filter(({ value }) => !names.has(own(value, 'name'))), ...sorted.form];
  return form.length === 0 ? undefined : upgradeForm(context, form, consumes, to);
}

/** A body in `#/parameters` or another file has become a request body there; a reference keeps its name. */
function wholeBody(
  context: Context,
  { value, pointer, written }: NonNullable<Sorted['body']>,
  consumes: readonly string[],
  to: string,
): Json {
  const ref = own(value, '$ref');
  if (typeof ref !== 'string') return upgradeBody(context, written, consumes, to);
  context.moves.move(pointer, to);
  return { $ref: ref.replace(/^#\/parameters\//, '#/components/requestBodies/') };
}

function upgradeResponses(
  context: Context,
  operation: JsonObject,
  responses: JsonObject,
  pointer: string,
): Json {
  const given = own(operation, 'produces');
  const produces = given === undefined ? context.produces : texts(given);
  const upgraded: MutableObject = {};
  for (const [status, response] of Object.entries(responses)) {
    const at = `${pointer}/responses/${escapeStep(status)}`;
    put(
      upgraded,
      status,
      status.startsWith('x-') ? response : upgradeResponse(context, response, at, at, produces),
    );
  }
  return upgraded;
}

/** The extensions of the paths object stay; all else in it are path items. */
export function upgradePaths(context: Context, value: Json, pointer: string): Json {
  if (!isObject(value)) return value;
  const paths: MutableObject = { ...extensionsOf(value) };
  for (const [path, item] of Object.entries(value)) {
    if (!path.startsWith('x-'))
      put(paths, path, upgradePathItem(context, item, `${pointer}/${escapeStep(path)}`));
  }
  return paths;
}
