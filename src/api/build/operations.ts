/**
 * Operations: everything that one method needs to know.
 * @see https://spec.openapis.org/oas/v3.2.0#operation-object
 */
import type { Node } from '../../document/types.ts';
import type { Method, Operation, Retries, SecurityScheme } from '../types.ts';
import { requestBodyOf } from './bodies.ts';
import { callbacksOf } from './callbacks.ts';
import type { Context } from './context.ts';
import {
  choiceExtension,
  countExtension,
  deprecationOf,
  extensionOf,
  extensionsOf,
  flagExtension,
  isExtended,
} from './extensions.ts';
import { externalDocsOf } from './info.ts';
import { groupsOf, type NameOverride } from './naming.ts';
import { type Globals, operationParameters } from './operation-parameters.ts';
import { paginationOf } from './pagination.ts';
import { isObject, nonEmptyText, objectOf, setPresent, texts, type Unfinished } from './read.ts';
import { errorStatuses, responsesOf } from './responses.ts';
import { retriesOf } from './retries.ts';
import { requirementsOf } from './security.ts';
import { serversOf } from './servers.ts';

/** What operations take from the document around them. */
export interface Surroundings {
  readonly schemes: ReadonlyMap<string, SecurityScheme>;
  readonly globals: Globals;
  readonly nameOverride: NameOverride;
  /** Statuses for which methods raise. */
  readonly errors: ReadonlySet<string>;
  readonly retries?: Retries;
  readonly timeoutMs?: number;
  readonly maxMethodParams?: number;
}

/** An operation where it stands. */
export interface Found extends Spot {
  readonly node: Node;
}

/** The same before a reference in its place was followed. */
export interface Spot {
  readonly method: Method;
  /** Path template, key of a webhook, or expression of a callback. */
  readonly path: string;
  readonly pathItem: Node;
  readonly at: Node;
  /** Requests that the API receives have their path parameters checked. */
  readonly received: boolean;
}

/** Builds an operation; undefined where it is ignored, or broken, which is reported. */
export function operationOf(context: Context, around: Surroundings, spot: Spot): Operation | undefined {
  const { pathItem, path, method } = spot;
  const node = context.document.follow(spot.at);
  if (node === undefined) return dropped(context, { ...spot, node: spot.at }, 'it cannot be found');
  const found = { ...spot, node };
  if (flagExtension(context, node, 'ignore') || flagExtension(context, pathItem, 'ignore')) return undefined;
  if (!isObject(node.value)) return dropped(context, found, 'it is not an object');
  const parameters = operationParameters(context, found, around.globals);
  if (typeof parameters === 'string') return dropped(context, found, parameters);
  const body = requestBodyOf(context, node);
  if (body === 'broken') return dropped(context, found, 'its request body cannot be found');
  const responses = responsesOf(context, node, errorStatuses(context, around.errors, [pathItem, node]));
  if (responses === 'broken') return dropped(context, found, 'one of its responses cannot be found');
  const value = objectOf(node);
  const operationId = nonEmptyText(value, 'operationId');
  const tags = tagsOf(node);
  const operation: Unfinished<Operation> = {
    id: operationId ?? `${method.toLowerCase()}_${path}`,
    method,
    path,
    tags,
    groups: groupsOf(context, node, pathItem, tags),
    parameters,
    responses,
    callbacks: [],
    extensions: isExtended(pathItem)
      ? { ...extensionsOf(pathItem), ...extensionsOf(node) }
      : extensionsOf(node),
    node,
  };
  describe(context, operation, found);
  setBehaviour(context, around, operation, found);
  setPresent(operation, { operationId, nameOverride: around.nameOverride(node, operationId), body });
  operation.callbacks = callbacksOf(context, around, node);
  return operation;
}

function tagsOf(node: Node): readonly string[] {
  return [...new Set(texts(objectOf(node), 'tags').map((tag) => tag.trim()))].filter((tag) => tag !== '');
}

function describe(context: Context, operation: Unfinished<Operation>, { node, pathItem }: Found): void {
  const [value, shared] = [objectOf(node), objectOf(pathItem)];
  setPresent(operation, {
    summary: nonEmptyText(value, 'summary') ?? nonEmptyText(shared, 'summary'),
    description: nonEmptyText(value, 'description') ?? nonEmptyText(shared, 'description'),
    externalDocs: externalDocsOf(context.document, node),
    deprecation: deprecationOf(context, [node, pathItem]),
    flattenRequest: choiceExtension(context, node, 'flatten-request'),
    sseOverload: choiceExtension(context, node, 'sse-overload'),
    usageExample: extensionOf(context, node, 'usage-example')?.value,
  });
}

function setBehaviour(
  context: Context,
  around: Surroundings,
  operation: Unfinished<Operation>,
  { node, pathItem }: Found,
): void {
  const retries = retriesOf(context, node) ?? retriesOf(context, pathItem) ?? around.retries;
  setPresent(operation, {
    security: requirementsOf(context, node, around.schemes),
    servers: serversOf(context, node) ?? serversOf(context, pathItem),
    retries: retries === 'none' ? undefined : retries,
    pagination: paginationOf(context, node),
    timeoutMs: countExtension(context, node, 'timeout') ?? around.timeoutMs,
    maxMethodParams: countExtension(context, node, 'max-method-params') ?? around.maxMethodParams,
  });
}

function dropped(context: Context, { node, method, path }: Found, why: string): undefined {
  const operationId = nonEmptyText(objectOf(node), 'operationId');
  const name = `${method.toUpperCase()} ${path}${operationId === undefined ? '' : ` (${operationId})`}`;
  context.warn('operation-dropped', node, `${name} is left out: ${why}.`);
  return undefined;
}
