/**
 * Path items: where operations stand.
 * @see https://spec.openapis.org/oas/v3.2.0#path-item-object
 */
import { didYouMean } from '../../diagnostics/suggest.ts';
import type { Node } from '../../document/types.ts';
import type { Operation } from '../types.ts';
import type { Context } from './context.ts';
import { operationOf, type Surroundings } from './operations.ts';
import { entries, has, members, objectOf } from './read.ts';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const;

/** All operations under `paths`, in document order. */
export function pathOperations(context: Context, around: Surroundings): readonly Operation[] {
  const paths = context.document.child(context.document.root, 'paths');
  return members(context.document, paths).flatMap(([path, item]) =>
    pathItemOperations(context, around, item, path, true),
  );
}

/** All operations under `webhooks`: requests that the API sends. */
export function webhookOperations(context: Context, around: Surroundings): readonly Operation[] {
  const webhooks = context.document.child(context.document.root, 'webhooks');
  return entries(context.document, webhooks).flatMap(([name, item]) =>
    pathItemOperations(context, around, item, name, false),
  );
}

/** The operations of one path item, in the order in which it has them. */
export function pathItemOperations(
  context: Context,
  around: Surroundings,
  at: Node,
  path: string,
  received: boolean,
): readonly Operation[] {
  const pathItem = context.document.follow(at);
  if (pathItem === undefined) {
    context.warn('operation-dropped', at, `The operations of ${path} are left out: they cannot be found.`);
    return [];
  }
  const found = Object.keys(objectOf(pathItem)).flatMap((key) => {
    if (key === 'additionalOperations')
      return members(context.document, context.document.child(pathItem, key));
    const method = methods.find((name) => name === key.toLowerCase());
    const at = context.document.child(pathItem, key);
    const isTaken = method !== undefined && method !== key && has(objectOf(pathItem), method);
    if (method !== undefined && !isTaken) return [[method, at] as const];
    if (isOperation(key, at)) context.warn('operation-dropped', at, leftOut(key, path, isTaken));
    return [];
  });
  return found.flatMap(
    ([method, at]) => operationOf(context, around, { method, path, pathItem, at, received }) ?? [],
  );
}

/** Whether what is no method looks like an operation all the same. */
function isOperation(key: string, at: Node): boolean {
  return !key.startsWith('x-') && has(objectOf(at), 'responses');
}

function leftOut(key: string, path: string, isTaken: boolean): string {
  const said = `${JSON.stringify(key)} of ${path} is left out`;
  return isTaken
    ? `${said}: the method is there twice.`
    : `${said}: it is no method.${didYouMean(key, methods)}`;
}
