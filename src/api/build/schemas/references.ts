/**
 * References between schemas.
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-8.2.3
 */
import type { JsonObject, Node } from '../../../document/types.ts';
import type { Context } from '../context.ts';
import { get, isObject } from '../read.ts';

/** The reference of a schema, where it is one: `$ref`, or one of the two that JSON Schema had before and after. */
export function refOf(value: JsonObject): string | undefined {
  const ref = get(value, '$ref');
  if (typeof ref === 'string') return ref;
  const dynamic = get(value, '$dynamicRef');
  if (typeof dynamic === 'string') return dynamic;
  const recursive = get(value, '$recursiveRef');
  return typeof recursive === 'string' ? recursive : undefined;
}

/** What the reference at a node points at; undefined where there is nothing, which the document reports. */
export function targetOf(context: Context, node: Node): Node | undefined {
  const value = node.value;
  if (!isObject(value) || typeof value.$ref === 'string') return nextHop(context, node);
  if (typeof value.$dynamicRef === 'string') return context.document.resolve(value.$dynamicRef, node);
  return value.$recursiveRef === '#' ? enclosingComponent(context, node) : undefined;
}

/** The first stop of a `$ref` where that is a reference with something beside it, else the end of the chain. */
function nextHop(context: Context, node: Node): Node | undefined {
  const ref = isObject(node.value) ? node.value.$ref : undefined;
  if (typeof ref !== 'string' || !ref.startsWith('#/components/') || node.source !== 0) {
    return context.document.follow(node);
  }
  const known = context.hops.get(ref);
  if (known !== undefined) return known;
  const { document } = context;
  const steps = ref.slice(2).split('/').map(unescapeStep);
  const stop = steps.reduce((at, step) => document.child(at, step), document.root);
  const onward =
    isObject(stop.value) && refOf(stop.value) !== undefined && Object.keys(stop.value).length > 1;
  const target = onward ? stop : document.follow(node);
  if (target !== undefined) context.hops.set(ref, target);
  return target;
}

function unescapeStep(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** `$recursiveRef: '#'`: the component in which the reference stands. */
function enclosingComponent(context: Context, node: Node): Node | undefined {
  const { document } = context;
  const key = /^\/components\/schemas\/([^/]+)/.exec(node.pointer)?.[1];
  if (key === undefined || node.source !== 0) return undefined;
  return document.child(
    document.child(document.child(document.root, 'components'), 'schemas'),
    unescapeStep(key),
  );
}
