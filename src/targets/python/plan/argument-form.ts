/**
 * How a method takes what it sends: parameters and fields of the body as arguments, the body as one argument,
 * or everything as one `request`.
 */
import type { Api, MediaType, ObjectSchema, Operation } from '../../../api/types.ts';
import type { Config } from '../../../config/schema.ts';
import { isNewest } from './newest.ts';

/**
 * `fields`: each field of the body is an argument; `argument`: the body is one; `request`: one argument for
 * all there is. Without a body `fields` and `argument` mean the same.
 */
export type ArgumentForm = 'fields' | 'argument' | 'request';

/** The form of the method that sends this body; `media` is absent where it sends none. */
export function argumentForm(
  operation: Operation,
  media: MediaType | undefined,
  api: Api,
  config: Config,
): ArgumentForm {
  const { maxMethodParams, methodArguments } = config.python;
  const flattenRequests = operation.flattenRequest ?? config.python.flattenRequests;
  const visible = operation.parameters.filter((parameter) => !parameter.hidden).length;
  const positional = methodArguments.startsWith('positional');
  if (!media) {
    if (visible === 0) return operation.parameters.length > 0 ? 'request' : 'argument';
    const fits = positional || visible <= limit(operation, maxMethodParams);
    return fits ? 'argument' : 'request';
  }
  const body = flattenable(media, api);
  const flat = flattenRequests && body !== undefined && fieldsFit(operation, body, config);
  const bodyCount = flat ? body.properties.length : 1;
  const separate = visible + bodyCount <= limit(operation, maxMethodParams) || positional;
  if (flat && separate) return 'fields';
  return visible === 0 || !separate ? 'request' : 'argument';
}

/** The larger of the operation's own maximum and the configured one. */
function limit(operation: Operation, configured: number): number {
  return Math.max(configured, operation.maxMethodParams ?? 0);
}

/** The body's schema where it is an object with properties of its own. */
function flattenable(media: MediaType, api: Api): ObjectSchema | undefined {
  if (!media.schema || media.schema.nullable || media.kind === 'text' || media.kind === 'xml')
    return undefined;
  const schema = api.schemas.get(media.schema.schema);
  return schema?.kind === 'object' && schema.properties.length > 0 ? schema : undefined;
}

/**
 * Whether an object's fields become arguments. A body that may be left out as a whole is flattened only
 * beside a path parameter, which tells such a call from one without a body.
 */
function fieldsFit(operation: Operation, body: ObjectSchema, config: Config): boolean {
  if (!operation.body?.required) return operation.parameters.some((parameter) => parameter.in === 'path');
  if (isNewest(config)) return true;
  return operation.parameters.length > 0 || body.properties.some((property) => property.required);
}
