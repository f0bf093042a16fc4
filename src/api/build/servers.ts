/**
 * Servers and their variables.
 * @see https://spec.openapis.org/oas/v3.2.0#server-object
 */
import type { Node } from '../../document/types.ts';
import type { Server, ServerVariable } from '../types.ts';
import type { Context } from './context.ts';
import { textExtension } from './extensions.ts';
import { elements, get, isObject, nonEmptyText, objectOf, present, text } from './read.ts';

/** The servers listed on a node; undefined where it lists none. */
export function serversOf(context: Context, node: Node): readonly Server[] | undefined {
  const list = context.document.child(node, 'servers');
  if (list.value === undefined) return undefined;
  if (!Array.isArray(list.value)) {
    context.warn('server-invalid', list, 'servers has to be a list; it is left out.');
    return undefined;
  }
  const servers = elements(context.document, list).flatMap((item) => serverOf(context, item) ?? []);
  return servers.length > 0 ? servers : undefined;
}

/** The API's servers: the document's, else the configured one. */
export function rootServers(context: Context): readonly Server[] {
  const servers = serversOf(context, context.document.root);
  if (servers !== undefined) return servers;
  const url = context.options.baseServerUrl;
  return url === '' ? [] : [{ url, variables: [] }];
}

function serverOf(context: Context, node: Node): Server | undefined {
  const value = objectOf(node);
  const url = nonEmptyText(value, 'url');
  if (url === undefined) {
    context.warn('server-invalid', node, 'The server has no url; it is left out.');
    return undefined;
  }
  return {
    url,
    ...present({
      description: nonEmptyText(value, 'description'),
      id: textExtension(context, node, 'server-id') ?? nonEmptyText(value, 'name'),
    }),
    variables: variablesOf(context, node, url),
  };
}

/** The variables that the URL has, in its order; those without a definition get an empty default. */
function variablesOf(context: Context, node: Node, url: string): readonly ServerVariable[] {
  const definitions = context.document.child(node, 'variables');
  const names = new Set([...url.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name ?? ''));
  return [...names].map((name) => variableOf(context, context.document.child(definitions, name), name));
}

function variableOf(context: Context, node: Node, name: string): ServerVariable {
  const value = objectOf(node);
  const listed = get(value, 'enum');
  const values = Array.isArray(listed) ? listed.filter((item) => !isObject(item)).map(String) : [];
  const written = text(value, 'default');
  const fallback = written ?? values[0] ?? '';
  if (written === undefined) {
    const message = `The server variable ${name} has no default; ${JSON.stringify(fallback)} is assumed.`;
    context.warn('server-invalid', node, message);
  } else if (values.length > 0 && !values.includes(written)) {
    const message = `The default ${JSON.stringify(written)} of the server variable ${name} is not in its enum.`;
    context.warn('server-invalid', node, message);
  }
  return {
    name,
    default: fallback,
    ...(values.length > 0 ? { enum: values } : {}),
    ...present({ description: nonEmptyText(value, 'description') }),
  };
}
