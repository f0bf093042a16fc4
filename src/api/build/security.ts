/**
 * Security schemes and requirements.
 * @see https://spec.openapis.org/oas/v3.2.0#security-scheme-object
 * @see https://spec.openapis.org/oas/v3.2.0#security-requirement-object
 */
import type { Node } from '../../document/types.ts';
import type { SecurityRequirement, SecurityScheme } from '../types.ts';
import type { Context } from './context.ts';
import { extensionOf, extensionsOf, malformed } from './extensions.ts';
import { flowsOf } from './oauth-flows.ts';
import { elements, entries, isObject, nonEmptyText, objectOf, present, texts } from './read.ts';

/** Every scheme that is defined and can be understood, by its key. */
export function securitySchemes(context: Context): ReadonlyMap<string, SecurityScheme> {
  const { document } = context;
  const definitions = document.child(document.child(document.root, 'components'), 'securitySchemes');
  const schemes = new Map<string, SecurityScheme>();
  for (const [key, node] of entries(document, definitions)) {
    if (key.startsWith('x-') && !isObject(node.value)) continue;
    const target = document.follow(node);
    const scheme = target === undefined ? undefined : schemeOf(context, target, key);
    if (scheme !== undefined) schemes.set(key, scheme);
  }
  return schemes;
}

function schemeOf(context: Context, node: Node, key: string): SecurityScheme | undefined {
  const value = objectOf(node);
  const common = {
    key,
    ...present({ description: nonEmptyText(value, 'description') }),
    extensions: extensionsOf(node),
  };
  switch (nonEmptyText(value, 'type')?.toLowerCase()) {
    case 'apikey':
      return apiKey(context, node, common);
    case 'http':
      return http(context, node, common);
    case 'basic':
      return { ...common, kind: 'httpBasic' };
    case 'oauth2':
      return { ...common, kind: 'oauth2', flows: flowsOf(context, node) };
    case 'openidconnect':
      return { ...common, kind: 'openIdConnect', url: nonEmptyText(value, 'openIdConnectUrl') ?? '' };
    case 'mutualtls':
      return { ...common, kind: 'mutualTLS' };
    default:
      return invalid(context, node, `The security scheme ${key} has no type that OpenAPI knows.`);
  }
}

type Common = Pick<SecurityScheme, 'key' | 'description' | 'extensions'>;

function apiKey(context: Context, node: Node, common: Common): SecurityScheme | undefined {
  const value = objectOf(node);
  const name = nonEmptyText(value, 'name');
  const place = nonEmptyText(value, 'in')?.toLowerCase();
  if (name === undefined || (place !== 'header' && place !== 'query' && place !== 'cookie')) {
    const message = `The security scheme ${common.key} needs a name, and an in of header, query or cookie.`;
    return invalid(context, node, message);
  }
  return { ...common, kind: 'apiKey', in: place, name };
}

function http(context: Context, node: Node, common: Common): SecurityScheme | undefined {
  const value = objectOf(node);
  const scheme = nonEmptyText(value, 'scheme')?.toLowerCase();
  if (scheme === undefined) {
    return invalid(context, node, `The security scheme ${common.key} is of type http and has no scheme.`);
  }
  if (scheme === 'basic') return { ...common, kind: 'httpBasic' };
  if (scheme === 'bearer') {
    return {
      ...common,
      kind: 'httpBearer',
      ...present({ bearerFormat: nonEmptyText(value, 'bearerFormat') }),
    };
  }
  return { ...common, kind: 'custom', scheme, ...customSchema(context, node) };
}

/** The fields of a scheme that OpenAPI does not know (`x-speakeasy-custom-security-scheme`). */
function customSchema(context: Context, node: Node): Pick<SecurityScheme & { kind: 'custom' }, 'schema'> {
  const extension = extensionOf(context, node, 'custom-security-scheme');
  if (extension === undefined) return {};
  const schema = context.document.child(extension, 'schema');
  if (isObject(schema.value)) return { schema: context.schemas.at(schema).use };
  malformed(context, extension, 'custom-security-scheme', 'has to be an object with a `schema`');
  return {};
}

function invalid(context: Context, node: Node, message: string): undefined {
  context.warn('security-invalid', node, message);
  return undefined;
}

/** The requirements listed on a node, schemes that are not defined left out; undefined where it lists none. */
export function requirementsOf(
  context: Context,
  node: Node,
  schemes: ReadonlyMap<string, SecurityScheme>,
): readonly SecurityRequirement[] | undefined {
  const list = context.document.child(node, 'security');
  if (list.value === undefined) return undefined;
  if (!Array.isArray(list.value)) {
    context.warn('security-invalid', list, 'security has to be a list; it is left out.');
    return undefined;
  }
  return elements(context.document, list).flatMap((item) => requirementOf(context, item, schemes) ?? []);
}

function requirementOf(
  context: Context,
  node: Node,
  schemes: ReadonlyMap<string, SecurityScheme>,
): SecurityRequirement | undefined {
  const named = entries(context.document, node);
  const known = named.filter(([key]) => schemes.has(key));
  for (const [key, at] of named) {
    if (schemes.has(key)) continue;
    const message = `The security scheme ${key} is not defined, or cannot be understood; it is left out.`;
    context.warn('security-undefined', at, message);
  }
  if (named.length > 0 && known.length === 0) return undefined;
  return { schemes: known.map(([key]) => ({ key, scopes: texts(objectOf(node), key) })) };
}
