/**
 * Callbacks: requests that the API sends in the course of an operation.
 * @see https://spec.openapis.org/oas/v3.2.0#callback-object
 */
import type { Node } from '../../document/types.ts';
import type { Operation } from '../types.ts';
import type { Context } from './context.ts';
import type { Surroundings } from './operations.ts';
import { pathItemOperations } from './paths.ts';
import { members } from './read.ts';

/** The operations of all callbacks of an operation. */
export function callbacksOf(context: Context, around: Surroundings, operation: Node): readonly Operation[] {
  const callbacks = context.document.child(operation, 'callbacks');
  return members(context.document, callbacks).flatMap(([name, at]) => {
    const node = context.document.follow(at);
    if (node === undefined) return [];
    return members(context.document, node).flatMap(([expression, item]) =>
      pathItemOperations(context, around, item, expression, false).map((callback) => ({
        ...callback,
        id: callback.operationId ?? `${name}_${callback.method}`,
      })),
    );
  });
}
