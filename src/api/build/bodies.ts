/**
 * Request bodies.
 * @see https://spec.openapis.org/oas/v3.2.0#request-body-object
 */
import { componentKey } from '../../document/child.ts';
import type { Node } from '../../document/types.ts';
import type { MediaType, RequestBody } from '../types.ts';
import type { Context } from './context.ts';
import { extensionsOf } from './extensions.ts';
import { contentOf } from './media-types.ts';
import { flag, nonEmptyText, objectOf, present } from './read.ts';

/** The body of an operation; undefined where it has none, `broken` where its reference leads nowhere. */
export function requestBodyOf(context: Context, operation: Node): RequestBody | 'broken' | undefined {
  const at = context.document.child(operation, 'requestBody');
  if (at.value === undefined) return undefined;
  const node = context.document.follow(at);
  if (node === undefined) return 'broken';
  const value = objectOf(node);
  const content = jsonFirst(contentOf(context, node));
  if (content.length === 0) {
    context.warn('body-invalid', node, 'The request body has no media type; it is left out.');
    return undefined;
  }
  return {
    required: flag(value, 'required'),
    ...present({
      description: nonEmptyText(value, 'description'),
      component: componentKey(node, 'requestBodies'),
    }),
    content,
    extensions: extensionsOf(node),
    node,
  };
}

function jsonFirst(content: readonly MediaType[]): readonly MediaType[] {
  return [...content.filter(({ kind }) => kind === 'json'), ...content.filter(({ kind }) => kind !== 'json')];
}
