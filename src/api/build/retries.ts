/** `x-speakeasy-retries` at the root, a path or an operation. */
import type { Node } from '../../document/types.ts';
import type { Retries } from '../types.ts';
import type { Context } from './context.ts';
import { extensionOf, malformed } from './extensions.ts';
import { get, isObject, objectOf } from './read.ts';

/** Retries as a node has them: `none` where it turns them off, undefined where it is silent. */
export function retriesOf(context: Context, node: Node): Retries | 'none' | undefined {
  const extension = extensionOf(context, node, 'retries');
  if (extension === undefined) return undefined;
  const value = extension.value;
  if (!isObject(value)) return complain(context, extension, 'has to be an object');
  const strategy = get(value, 'strategy') ?? 'backoff';
  if (strategy === 'none') return 'none';
  if (strategy !== 'backoff')
    return complain(context, extension, 'has to have a strategy of `backoff` or `none`');
  const statusCodes = statusCodesOf(get(value, 'statusCodes'));
  if (statusCodes === undefined) {
    return complain(context, extension, 'needs statusCodes: a list of codes such as `429` or `5XX`');
  }
  const backoff = context.document.child(extension, 'backoff');
  return {
    initialInterval: amount(context, backoff, 'initialInterval', 500),
    maxInterval: amount(context, backoff, 'maxInterval', 60_000),
    maxElapsedTime: amount(context, backoff, 'maxElapsedTime', 3_600_000),
    exponent: amount(context, backoff, 'exponent', 1.5),
    statusCodes,
    retryConnectionErrors: get(value, 'retryConnectionErrors') !== false,
  };
}

/** Status codes and ranges as text, `5XX` in upper case; undefined where one of them is neither. */
export function statusCodesOf(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const codes = value.map((item: unknown) => String(item).toUpperCase());
  return codes.every((code) => /^(?:[1-5]\d\d|[1-5]XX)$/.test(code)) ? codes : undefined;
}

function amount(context: Context, node: Node, key: string, fallback: number): number {
  const value = get(objectOf(node), key);
  if (value === undefined) return fallback;
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  malformed(context, context.document.child(node, key), 'retries', `has to have a number from 0 as ${key}`);
  return fallback;
}

function complain(context: Context, node: Node, why: string): undefined {
  malformed(context, node, 'retries', why);
  return undefined;
}
