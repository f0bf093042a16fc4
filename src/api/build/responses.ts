/**
 * Responses, and which of them are errors.
 * @see https://spec.openapis.org/oas/v3.2.0#responses-object
 */
import { componentKey } from '../../document/child.ts';
import type { Node } from '../../document/types.ts';
import type { Response } from '../types.ts';
import type { Context } from './context.ts';
import { extensionOf, extensionsOf, malformed } from './extensions.ts';
import { contentOf } from './media-types.ts';
import { headersOf } from './parameters.ts';
import { get, isObject, members, nonEmptyText, objectOf, type Unfinished } from './read.ts';
import { statusCodesOf } from './retries.ts';

/** A response apart from the status under which it stands. */
export type ResponseBody = Omit<Response, 'status' | 'isError'>;

/** The responses of an operation; `errors` are the statuses for which its method raises. */
export function responsesOf(
  context: Context,
  operation: Node,
  errors: ReadonlySet<string>,
): readonly Response[] | 'broken' {
  const found = new Map<string, ResponseBody>();
  for (const [key, at] of members(context.document, context.document.child(operation, 'responses'))) {
    const status = statusOf(key);
    if (status === undefined) {
      context.warn('status-invalid', at, `${JSON.stringify(key)} is not a status; the response is left out.`);
      continue;
    }
    const node = context.document.follow(at);
    if (node === undefined) return 'broken';
    if (!isObject(node.value) && node.value !== null)
      context.warn(
        'body-invalid',
        node,
        'A response has to be an object; this one is taken for one without a body.',
      );
    if (found.has(status)) context.warn('status-invalid', at, `The status ${status} is described twice.`);
    found.set(status, responseBody(context, node));
  }
  return withStatus(found, errors);
}

function withStatus(
  found: ReadonlyMap<string, ResponseBody>,
  errors: ReadonlySet<string>,
): readonly Response[] {
  const responses: Response[] = [];
  let success = false;
  for (const status of found.keys()) success ||= /^[123]/.test(status);
  for (const [status, body] of found) {
    const fails = status === 'default' ? success || errors.has('default') : isError(status, errors);
    responses.push({ status, isError: fails, ...body });
  }
  return responses;
}

function statusOf(key: string): string | undefined {
  if (/^[1-5]\d\d$/.test(key)) return key;
  const status = key.trim();
  if (status.toLowerCase() === 'default') return 'default';
  return /^[1-5](?:\d\d|XX)$/i.test(status) ? status.toUpperCase() : undefined;
}

function isError(status: string, errors: ReadonlySet<string>): boolean {
  return errors.has(status) || errors.has(`${status.charAt(0)}XX`);
}

function responseBody(context: Context, node: Node): ResponseBody {
  const known = context.responses.get(node);
  if (known !== undefined) return known;
  const body: Unfinished<ResponseBody> = {
    headers: headersOf(context, node),
    content: contentOf(context, node),
    extensions: extensionsOf(node),
    node,
  };
  const description = nonEmptyText(objectOf(node), 'description') ?? nonEmptyText(objectOf(node), 'summary');
  if (description !== undefined) body.description = description;
  const component = componentKey(node, 'responses');
  if (component !== undefined) body.component = component;
  context.responses.set(node, body);
  return body;
}

/** The statuses that are errors wherever nothing else is said: 4XX and 5XX. */
export function usualErrors(context: Context): ReadonlySet<string> {
  return new Set(context.options.clientServerStatusCodesAsErrors ? ['4XX', '5XX'] : []);
}

/**
 * The usual statuses that are errors, and what `x-speakeasy-errors` at the paths, the path or the operation adds, or
 * puts in their place with `override: true`.
 */
export function errorStatuses(
  context: Context,
  usual: ReadonlySet<string>,
  nodes: readonly Node[],
): ReadonlySet<string> {
  let statuses = usual;
  for (const node of nodes) {
    const extension = extensionOf(context, node, 'errors');
    if (extension === undefined) continue;
    const listed = isObject(extension.value) ? get(extension.value, 'statusCodes') : undefined;
    const values = Array.isArray(listed) ? listed.filter((item) => item !== 'default') : undefined;
    const codes = statusCodesOf(values);
    if (codes === undefined || !Array.isArray(listed)) {
      malformed(context, extension, 'errors', 'has to have statusCodes, a list such as `404` and `5XX`');
      continue;
    }
    const added = listed.includes('default') ? [...codes, 'default'] : codes;
    const override = get(objectOf(extension), 'override') === true;
    statuses = new Set([...(override ? [] : statuses), ...added]);
  }
  return statuses;
}
