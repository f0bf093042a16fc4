/** A Swagger 2.0 file in the shape of OpenAPI 3.1: https://spec.openapis.org/oas/v2.0 */
import { isObject, type MutableObject, objectOf, own, put } from '../../json.ts';
import { escapeStep } from '../../pointer.ts';
import type { Json, JsonObject } from '../../types.ts';
import { upgradeBody } from './bodies.ts';
import { type Context, texts } from './context.ts';
import { upgradePaths } from './operations.ts';
import { upgradeParameter } from './parameters.ts';
import { upgradeResponse } from './responses.ts';
import { upgradeSchema } from './schemas.ts';
import { upgradeSecurity } from './security.ts';
import { serversOf } from './servers.ts';

/** The members of the root that have become something else. */
const replaced = new Set([
  'swagger',
  'openapi',
  'host',
  'basePath',
  'schemes',
  'consumes',
  'produces',
  'paths',
  'definitions',
  'parameters',
  'responses',
  'securityDefinitions',
  'components',
]);

/** The root object. */
export function upgradeDocument(context: Context, value: JsonObject): JsonObject {
  const rest: MutableObject = {};
  for (const [key, member] of Object.entries(value)) if (!replaced.has(key)) put(rest, key, member);
  const servers = serversOf(context, texts(own(value, 'schemes')), '');
  const paths = own(value, 'paths');
  return objectOf({
    openapi: '3.1.0',
    ...rest,
    servers: own(rest, 'servers') ?? servers,
    paths: paths === undefined ? undefined : upgradePaths(context, paths, '/paths'),
    components: components(context, value),
  });
}

type Upgrade = (value: Json, pointer: string, to: string) => Json;

function components(context: Context, value: JsonObject): Json {
  const section = (
    from: string,
    to: string,
    upgrade: Upgrade,
    kept = (_: Json): boolean => true,
  ): Json | undefined => {
    const written = own(value, from);
    if (!isObject(written)) return undefined;
    const upgraded: MutableObject = {};
    for (const [name, member] of Object.entries(written)) {
      if (!kept(member)) continue;
      const before = `/${from}/${escapeStep(name)}`;
      const after = `/components/${to}/${escapeStep(name)}`;
      context.moves.move(before, after);
      put(upgraded, name, upgrade(member, before, after));
    }
    context.moves.move(`/${from}`, `/components/${to}`);
    return upgraded;
  };
  const isBody = (member: Json): boolean => own(member, 'in') === 'body';
  const extra = own(value, 'components');
  return objectOf({
    ...(isObject(extra) && extra),
    schemas: section('definitions', 'schemas', upgradeSchema),
    requestBodies: section(
      'parameters',
      'requestBodies',
      (member, pointer, to) => {
        return upgradeBody(context, { value: member, pointer }, context.consumes, to);
      },
      isBody,
    ),
    parameters: section(
      'parameters',
      'parameters',
      (member, pointer, to) => {
        return isObject(member) ? upgradeParameter(context, member, pointer, to) : member;
      },
      (member) => !isBody(member),
    ),
    responses: section('responses', 'responses', (member, pointer, to) => {
      return upgradeResponse(context, member, pointer, to, context.produces);
    }),
    securitySchemes: section('securityDefinitions', 'securitySchemes', (member, pointer, to) => {
      return upgradeSecurity(context, member, pointer, to);
    }),
  });
}
