/** sdk.py: the client class, with its namespaces, constructor and the methods of operations without a namespace. */
import type { Server } from '../../../api/types.ts';
import { type Code, type Hole, join, qualifiedRef, ref, typeRef } from '../../../code/code.ts';
import { renderModule } from '../../../code/file.ts';
import { docstring, ident, lit } from '../../../code/printable.ts';
import { indented, py } from '../../../code/template.ts';
import { variables } from '../plan/client/constructor.ts';
import type { ConstructorArgument, PythonPlan, ServerEnum } from '../plan/types.ts';
import { banner } from './banner.ts';
import { securityType, serverIds } from './configuration.ts';
import { constructorDoc } from './constructor-doc.ts';
import { emitMethod } from './method.ts';
import { acceptEnums, memberNames, operationFacts, sdkClass } from './namespace.ts';
import { rawAttributes, rawClasses, rawHelpers } from './raw-methods.ts';
import { classRegion, importRegion } from './regions.ts';
import { childAttributes, type Side } from './sub-sdks.ts';
import { timeoutType } from './tail.ts';
import { typing, valueType } from './types.ts';
import { emitWebhookMethod } from './webhooks.ts';

/** The text of `sdk.py`. */
export function emitClient(plan: PythonPlan): string {
  const { className, asyncClassName, methods, namespaces, serverEnums } = plan.client;
  const classes: readonly { readonly name: string; readonly sides: readonly Side[] }[] =
    asyncClassName === undefined
      ? [{ name: className, sides: ['sync', 'async'] }]
      : [
          { name: className, sides: ['sync'] },
          { name: asyncClassName, sides: ['async'] },
        ];
  return renderModule({
    module: 'sdk',
    isPackage: false,
    header: py`
      ${banner}
      ${docstring(`The client of ${plan.api.title}.`)}
    `,
    future: true,
    defines: [
      ...[className, asyncClassName ?? className],
      ...memberNames(methods, namespaces),
      ...serverEnums.map(({ name }) => name),
      ...methods.flatMap(({ accept }) => (accept ? [accept.name] : [])),
    ],
    body: join(
      [
        importRegion(plan),
        ...operationFacts(methods, plan),
        ...serverEnums.map(serverEnum),
        ...acceptEnums(methods),
        ...classes.map(({ name, sides }) => clientClass(plan, name, sides)),
        rawClasses(
          plan,
          classes.map(({ name, sides }) => ({ className: name, methods, children: namespaces, sides })),
        ),
      ],
      '\n\n',
    ),
  });
}

function serverEnum({ name, doc, members }: ServerEnum): Code {
  return py`
    class ${ident(name)}(str, ${ref('enum', 'Enum')}):
        ${docstring(doc)}

        ${members.map((member) => py`${ident(member.name)} = ${lit(member.value)}`)}
  `;
}

function clientClass(plan: PythonPlan, name: string, sides: readonly Side[]): Code {
  const { client, api } = plan;
  const roots = sides.map((side) => ref('._runtime.root', side === 'sync' ? 'SyncRootSDK' : 'AsyncRootSDK'));
  const bases: readonly Hole[] = [...roots, ...rawHelpers(plan), ref('.basesdk', 'BaseSDK')];
  const above = [
    docstring([api.title, api.description].filter((text) => text?.trim()).join('\n\n')),
    ...childAttributes(client.namespaces, plan, sides),
    ...rawAttributes(plan, name),
    initializer(plan),
    classRegion(plan),
  ];
  const methods = client.methods.flatMap((method) => emitMethod(method, plan, sides, true));
  return sdkClass(name, bases, [
    ...above.map((member) => indented(member, 1)),
    ...methods,
    indented(emitWebhookMethod(plan), 1),
  ]);
}

// --- The constructor ------------------------------------------------------------------------------------

function initializer(plan: PythonPlan): Code {
  const parameters = plan.client.constructorArguments.map((argument) => parameter(argument, plan));
  return py`
    def __init__(${join([py`self`, ...parameters], ', ')},) -> None:
        ${constructorDoc(plan)}
        super().__init__(
            ${ref('._runtime.setup', 'configure')}(
                ${ref('.sdkconfiguration', 'SDKConfiguration')}(
                    ${join(settings(plan), ', ')},
                ),
                hooks,
                hook_threads,
            )
        )
  `;
}

function parameter(argument: ConstructorArgument, plan: PythonPlan): Code {
  const name = ident(argument.name);
  const optional = typing('Optional');
  const orNone = (type: Hole): Code => py`${name}: ${optional}[${type}] = None`;
  switch (argument.role) {
    case 'security':
      return py`${name}: ${securityType(plan)} = None`;
    case 'securityField':
      return py`${name}: ${flatSecurityType()} = None`;
    case 'global':
      return orNone(argument.field ? valueType(argument.field.type) : py`str`);
    case 'serverVariable':
      return orNone(variableType(argument, plan));
    case 'serverIndex':
      return orNone(plan.client.serversById ? py`str` : py`int`);
    case 'serverUrl':
      return argument.required ? py`${name}: str` : orNone(py`str`);
    case 'urlParams':
      return orNone(py`${typing('Dict')}[str, str]`);
    case 'client':
      return orNone(ref('.httpclient', 'HttpClient'));
    case 'asyncClient':
      return orNone(ref('.httpclient', 'AsyncHttpClient'));
    case 'retryConfig': {
      const retry = typeRef('.utils.retries', 'RetryConfig');
      return py`${name}: ${ref('.types', 'OptionalNullable')}[${retry}] = ${ref('.types', 'UNSET')}`;
    }
    case 'timeout':
      return py`${name}: ${timeoutType(plan)} = None`;
    case 'debugLogger':
      return orNone(ref('.utils.logger', 'Logger'));
    case 'hooks':
      return orNone(py`${typing('Iterable')}[object]`);
    case 'hookThreads':
      return orNone(py`int`);
    default:
      return argument.role satisfies never;
  }
}

/** A value, or a callable that gives one; async methods may have an async callable. */
function flatSecurityType(): Code {
  const text = py`${typing('Optional')}[str]`;
  const made = py`${typing('Callable')}[[], ${text}]`;
  const awaited = py`${typing('Callable')}[[], ${typing('Awaitable')}[${text}]]`;
  return py`${typing('Optional')}[${typing('Union')}[${text}, ${made}, ${awaited}]]`;
}

function variableType({ variable }: ConstructorArgument, { client }: PythonPlan): Code {
  const known = client.serverEnums.find((candidate) => candidate.variable === variable);
  return known ? ident(known.name) : py`str`;
}

/** Keyword arguments of the configuration. */
function settings(plan: PythonPlan): readonly Hole[] {
  const { client } = plan;
  const hasServers = client.servers.length > 0;
  const selector = client.constructorArguments.find(({ role }) => role === 'serverIndex');
  return [
    py`client=client`,
    py`client_supplied=client is not None`,
    py`async_client=async_client`,
    py`async_client_supplied=async_client is not None`,
    py`debug_logger=debug_logger or ${ref('.utils.logger', 'get_default_logger')}()`,
    globalValues(plan),
    security(plan),
    hasServers
      ? py`server_url=${ref('._runtime.setup', 'server_from')}(server_url, url_params)`
      : py`server_url=server_url`,
    selector && py`${ident(selector.name)}=${ident(selector.name)}`,
    serverDefaults(plan),
    hasServers && givenVariables(plan),
    py`retry_config=retry_config`,
    timeout(plan),
  ].map((hole) => hole ?? false);
}

function globalValues(plan: PythonPlan): Code | false {
  const { globals } = plan.models;
  if (!globals) return false;
  const values = plan.client.constructorArguments.flatMap(({ role, name, field }) => {
    return role === 'global' && field ? [py`${ident(field.name)}=${ident(name)}`] : [];
  });
  const model = qualifiedRef(`.${globals.exportedBy}`, globals.name);
  return py`globals=${ref('._runtime.sdkglobals', 'sdk_globals')}(lambda: ${model}, ${join(values, ', ')})`;
}

function security({ client, config }: PythonPlan): Code | false {
  if (!client.security) return false;
  const { model, flattened } = client.security;
  const source = py`lambda: ${qualifiedRef(`.${model.exportedBy}`, model.name)}`;
  if (flattened) {
    const name = ident(flattened.name);
    return py`security=${ref('._runtime.security', 'flattened')}(${source}, ${lit(flattened.name)}, ${name})`;
  }
  const given = py`${ref('._runtime.security', 'as_model')}(security, ${source})`;
  if (!config.python.envVarPrefix) return py`security=${given}`;
  return py`security=${given} or ${ref('._runtime.security', 'environment_source')}(${source})`;
}

function serverDefaults(plan: PythonPlan): Code | false {
  const { servers } = plan.client;
  const ids = serverIds(plan);
  if (variables(servers).length === 0) return false;
  const values = servers.map((server) => serverValues(server, plan));
  if (ids.length === 0) return py`server_defaults=[${join(values, ', ')}]`;
  const entries = ids.map(({ id }, index) => py`${lit(id)}: ${values[index] ?? py`{}`}`);
  return py`server_defaults={${join(entries, ', ')}}`;
}

/** `given_variables(url_params, {"region": region})`: what operations with servers of their own fill in, too. */
function givenVariables({ client }: PythonPlan): Code {
  const own = client.constructorArguments.flatMap(({ variable, name }) =>
    variable === undefined ? [] : [py`${lit(variable)}: ${ident(name)}`],
  );
  const given = own.length > 0 && py`{${join(own, ', ')}}`;
  const sources = join(
    [py`url_params`, given].filter((source) => source !== false),
    ', ',
  );
  return py`server_variables=${ref('._runtime.servers', 'given_variables')}(${sources})`;
}

/** The value of each variable: the constructor's argument, or the document's default. */
function serverValues(server: Server, { client }: PythonPlan): Code {
  const entries = server.variables.map((variable) => {
    const argument = client.constructorArguments.find((candidate) => candidate.variable === variable.name);
    const value = argument ? py`${ident(argument.name)} or ${lit(variable.default)}` : lit(variable.default);
    return py`${lit(variable.name)}: ${value}`;
  });
  return py`{${join(entries, ', ')}}`;
}

function timeout({ client, config }: PythonPlan): Code {
  const name = ident(
    client.constructorArguments.find(({ role }) => role === 'timeout')?.name ?? 'timeout_ms',
  );
  if (config.python.methodTimeoutUnits === 'milliseconds') return py`timeout_ms=${name}`;
  return py`timeout_ms=None if ${name} is None else round(${name} * 1000)`;
}
