/** `x-speakeasy-pagination`. */
import type { Node } from '../../document/types.ts';
import type { Pagination } from '../types.ts';
import type { Context } from './context.ts';
import { extensionOf, malformed } from './extensions.ts';
import { elements, isObject, nonEmptyText, objectOf, present } from './read.ts';

type Input = Pagination['inputs'][number];

/** How an operation gives its pages; undefined where it says nothing that can be used. */
export function paginationOf(context: Context, operation: Node): Pagination | undefined {
  const node = extensionOf(context, operation, 'pagination');
  if (node === undefined) return undefined;
  const value = node.value;
  if (!isObject(value)) return complain(context, node, 'has to be an object');
  const kind = nonEmptyText(value, 'type');
  if (kind !== 'offsetLimit' && kind !== 'cursor' && kind !== 'url') {
    return complain(context, node, 'has to have a type of `offsetLimit`, `cursor` or `url`');
  }
  const outputs = outputsOf(context, node);
  const inputs = inputsOf(context, node);
  const wrong = inputs === undefined ? undefined : missing(kind, inputs, outputs);
  if (inputs === undefined) return undefined;
  return wrong === undefined ? { kind, inputs, outputs } : complain(context, node, wrong);
}

function missing(
  kind: Pagination['kind'],
  inputs: readonly Input[],
  outputs: Pagination['outputs'],
): string | undefined {
  const has = (role: Input['role']) => inputs.some((input) => input.role === role);
  if (kind === 'cursor' && !has('cursor')) return 'needs an input of type `cursor`';
  if (kind === 'cursor' && outputs.nextCursor === undefined) return 'needs an output `nextCursor`';
  if (kind === 'url' && outputs.nextUrl === undefined) return 'needs an output `nextUrl`';
  if (kind === 'offsetLimit' && !has('offset') && !has('page'))
    return 'needs an input of type `offset` or `page`';
  return undefined;
}

function outputsOf(context: Context, node: Node): Pagination['outputs'] {
  const outputs = objectOf(context.document.child(node, 'outputs'));
  return present({
    results: nonEmptyText(outputs, 'results'),
    nextCursor: nonEmptyText(outputs, 'nextCursor'),
    nextUrl: nonEmptyText(outputs, 'nextUrl'),
    numPages: nonEmptyText(outputs, 'numPages'),
  });
}

function inputsOf(context: Context, node: Node): readonly Input[] | undefined {
  const inputs: Input[] = [];
  for (const item of elements(context.document, context.document.child(node, 'inputs'))) {
    const value = objectOf(item);
    const name = nonEmptyText(value, 'name');
    const place = nonEmptyText(value, 'in') ?? 'parameters';
    const role = nonEmptyText(value, 'type');
    if (name === undefined || !isPlace(place) || !isRole(role)) {
      return complain(
        context,
        item,
        'has inputs with a name, an `in` of parameters or requestBody, and a type of offset, page, limit or cursor',
      );
    }
    inputs.push({ name, in: place, role });
  }
  return inputs;
}

function isPlace(value: string): value is Input['in'] {
  return value === 'parameters' || value === 'requestBody';
}

function isRole(value: string | undefined): value is Input['role'] {
  return value === 'offset' || value === 'page' || value === 'limit' || value === 'cursor';
}

function complain(context: Context, node: Node, why: string): undefined {
  malformed(context, node, 'pagination', why);
  return undefined;
}
