/**
 * OAuth flows.
 * @see https://spec.openapis.org/oas/v3.2.0#oauth-flows-object
 */
import type { Node } from '../../document/types.ts';
import type { OAuthFlow, Property } from '../types.ts';
import type { Context } from './context.ts';
import { extensionOf, flagExtension, malformed } from './extensions.ts';
import { entries, isObject, nonEmptyText, objectOf, present } from './read.ts';
import { withFacets } from './schemas/annotations.ts';

const kinds = [
  'clientCredentials',
  'password',
  'authorizationCode',
  'implicit',
  'deviceAuthorization',
] as const satisfies readonly OAuthFlow['kind'][];

/** The flows of an OAuth2 scheme that OpenAPI knows. */
export function flowsOf(context: Context, scheme: Node): readonly OAuthFlow[] {
  const flows = context.document.child(scheme, 'flows');
  return kinds.flatMap((kind) => {
    const node = context.document.child(flows, kind);
    return isObject(node.value) ? [flowOf(context, node, kind)] : [];
  });
}

function flowOf(context: Context, node: Node, kind: OAuthFlow['kind']): OAuthFlow {
  const value = objectOf(node);
  const scopes = entries(context.document, context.document.child(node, 'scopes'));
  return {
    kind,
    ...present({
      tokenUrl: nonEmptyText(value, 'tokenUrl'),
      authorizationUrl:
        nonEmptyText(value, 'authorizationUrl') ?? nonEmptyText(value, 'deviceAuthorizationUrl'),
      refreshUrl: nonEmptyText(value, 'refreshUrl'),
    }),
    scopes: scopes.map(([name, scope]) => ({
      name,
      description: typeof scope.value === 'string' ? scope.value : '',
    })),
    authentication: authenticationOf(context, node),
    additionalProperties: additionalPropertiesOf(context, node),
    overridableScopes: flagExtension(context, node, 'overridable-scopes'),
  };
}

function authenticationOf(context: Context, node: Node): OAuthFlow['authentication'] {
  const extension = extensionOf(context, node, 'token-endpoint-authentication');
  if (extension === undefined) return 'client_secret_post';
  if (extension.value === 'client_secret_basic' || extension.value === 'client_secret_post')
    return extension.value;
  malformed(
    context,
    extension,
    'token-endpoint-authentication',
    'has to be `client_secret_post` or `client_secret_basic`',
  );
  return 'client_secret_post';
}

function additionalPropertiesOf(context: Context, node: Node): readonly Property[] {
  const extension = extensionOf(context, node, 'token-endpoint-additional-properties');
  if (extension === undefined) return [];
  if (!isObject(extension.value)) {
    malformed(context, extension, 'token-endpoint-additional-properties', 'has to be a map of schemas');
    return [];
  }
  return entries(context.document, extension).map(([name, at]) => {
    const edge = context.schemas.at(at);
    const required = objectOf(at).required === true;
    return withFacets(context, { name, use: edge.use, required, errorMessage: false }, edge.nodes);
  });
}
