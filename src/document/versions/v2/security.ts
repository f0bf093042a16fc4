/** Swagger 2.0 security: https://spec.openapis.org/oas/v2.0#security-scheme-object */
import { isObject, objectOf, own } from '../../json.ts';
import type { Json, JsonObject } from '../../types.ts';
import { type Context, extensionsOf } from './context.ts';

const flows: { readonly [flow: string]: string } = {
  implicit: 'implicit',
  password: 'password',
  application: 'clientCredentials',
  accessCode: 'authorizationCode',
};

/** One security definition as a security scheme. */
export function upgradeSecurity(context: Context, value: Json, pointer: string, to: string): Json {
  if (!isObject(value)) return value;
  const description = own(value, 'description');
  switch (own(value, 'type')) {
    case 'basic':
      return objectOf({ type: 'http', scheme: 'basic', description, ...extensionsOf(value) });
    case 'oauth2':
      return objectOf({
        type: 'oauth2',
        description,
        flows: upgradeFlow(context, value, pointer, to),
        ...extensionsOf(value),
      });
    default:
      return value;
  }
}

function upgradeFlow(context: Context, value: JsonObject, pointer: string, to: string): Json {
  const written = own(value, 'flow');
  const flow = typeof written === 'string' && Object.hasOwn(flows, written) ? flows[written] : undefined;
  if (flow === undefined) {
    const message = 'The flow of this OAuth 2 scheme is not one that Swagger 2.0 knows.';
    const fix = `Write one of ${Object.keys(flows).join(', ')}.`;
    context.warn(pointer, 'swagger-value', message, fix);
    return {};
  }
  context.moves.made(pointer, `${to}/flows/${flow}`);
  const { authorizationUrl, tokenUrl } = value;
  return { [flow]: objectOf({ authorizationUrl, tokenUrl, scopes: own(value, 'scopes') ?? {} }) };
}
