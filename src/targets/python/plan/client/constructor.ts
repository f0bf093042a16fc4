/** The arguments of the client's constructor. */
import type { Api, Server, ServerVariable } from '../../../../api/types.ts';
import type { Config } from '../../../../config/schema.ts';
import { argumentName, className, memberName, methodName, parts } from '../names.ts';
import { isNewest } from '../newest.ts';
import type { ClientPlan, ConstructorArgument, Field, ModelPlan, ServerEnum } from '../types.ts';

/** Servers that can be called as they are; the configured one where the document has none. */
export function planServers(api: Api, config: Config): readonly Server[] {
  const absolute = api.servers.filter((server) => /^[a-z][a-z0-9+.-]*:\/\/|^\{/i.test(server.url));
  const { baseServerUrl } = config.generation;
  if (absolute.length > 0 || baseServerUrl === '') return absolute;
  return [{ url: baseServerUrl, variables: [] }];
}

/** The root security, and the field that is an argument of its own where there is only one. */
export function planSecurity(api: Api, config: Config, models: ModelPlan): ClientPlan['security'] {
  const model = models.security;
  if (!model) return undefined;
  const [only, ...others] = model.fields;
  const flat =
    only && others.length === 0 && config.python.flattenGlobalSecurity && isText(only) ? only : undefined;
  return { model, ...(flat && { flattened: flat }), schemes: api.securitySchemes };
}

function isText(field: Field): boolean {
  return field.type.kind === 'simple' && field.type.name === 'str';
}

/** Enums of server variables that have a list of values: `ServerRegion`. */
export function planServerEnums(servers: readonly Server[]): readonly ServerEnum[] {
  return variables(servers).flatMap((variable) => {
    if (!variable.enum || variable.enum.length === 0) return [];
    const members = distinct(variable.enum.map((value) => ({ name: memberName(value), value })));
    const { description } = variable;
    const name = `Server${className(variable.name)}`;
    return [
      { name, variable: variable.name, members, ...(description !== undefined && { doc: description }) },
    ];
  });
}

/** Names of members that are the same are numbered. */
function distinct<T extends { readonly name: string }>(members: readonly T[]): readonly T[] {
  const used = new Set<string>();
  return members.map((member) => {
    let name = member.name;
    for (let number = 1; used.has(name); number++) name = `${member.name}_${number}`;
    used.add(name);
    return { ...member, name };
  });
}

/** Variables of all servers, each once. */
export function variables(servers: readonly Server[]): readonly ServerVariable[] {
  const byName = new Map<string, ServerVariable>();
  for (const server of servers) {
    for (const variable of server.variables) {
      if (!byName.has(variable.name)) byName.set(variable.name, variable);
    }
  }
  return [...byName.values()];
}

/** The constructor's arguments in order. */
export function planConstructor(
  config: Config,
  models: ModelPlan,
  servers: readonly Server[],
  security: ClientPlan['security'],
): readonly ConstructorArgument[] {
  const own = [...securityArguments(security), ...globalArguments(models), ...variableArguments(servers)];
  const used = new Set(fixedNames);
  const settled = own.map((argument) => {
    let { name } = argument;
    while (argument.role !== 'security' && used.has(name)) name += '_';
    used.add(name);
    return { ...argument, name };
  });
  const hasServers = servers.length > 0;
  const byId = servers.some((server) => server.id !== undefined);
  const selector = plain('serverIndex', byId ? 'server' : 'server_idx');
  const seconds = config.python.methodTimeoutArgument === 'timeout';
  const urls = [plain('serverUrl', 'server_url'), plain('urlParams', 'url_params')];
  return [
    ...(hasServers ? [] : [{ ...plain('serverUrl', 'server_url'), required: true }]),
    ...settled,
    ...(hasServers ? [selector, ...(isNewest(config) ? urls.reverse() : urls)] : []),
    plain('client', 'client'),
    plain('asyncClient', 'async_client'),
    plain('retryConfig', 'retry_config'),
    plain('timeout', seconds ? 'timeout' : 'timeout_ms'),
    plain('debugLogger', 'debug_logger'),
    plain('hooks', 'hooks'),
    plain('hookThreads', 'hook_threads'),
  ];
}

const fixedNames = [
  ...['self', 'security', 'server', 'server_idx', 'server_url', 'url_params', 'client', 'async_client'],
  ...['retry_config', 'timeout_ms', 'timeout', 'debug_logger', 'hooks', 'hook_threads'],
];

function plain(role: ConstructorArgument['role'], name: string): ConstructorArgument {
  return { role, name, required: false };
}

function securityArguments(security: ClientPlan['security']): readonly ConstructorArgument[] {
  if (!security) return [];
  if (!security.flattened) return [plain('security', 'security')];
  return [{ ...plain('securityField', security.flattened.name), field: security.flattened }];
}

function globalArguments(models: ModelPlan): readonly ConstructorArgument[] {
  return (models.globals?.fields ?? []).map((field) => ({ ...plain('global', field.name), field }));
}

function variableArguments(servers: readonly Server[]): readonly ConstructorArgument[] {
  return variables(servers).map((variable) => ({
    ...plain(
      'serverVariable',
      argumentName(methodName(parts(variable.name).length > 0 ? variable.name : 'variable'), []),
    ),
    variable: variable.name,
  }));
}
