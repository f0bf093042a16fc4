/** sdkconfiguration.py: what every call of an SDK object goes by, with the servers of the API. */
import type { Server } from '../../../api/types.ts';
import { type Code, join, qualifiedTypeRef, ref, typeRef } from '../../../code/code.ts';
import { renderModule } from '../../../code/file.ts';
import { docstring, ident, lit } from '../../../code/printable.ts';
import { py } from '../../../code/template.ts';
import { constantName } from '../plan/names.ts';
import type { PythonPlan } from '../plan/types.ts';
import { banner } from './banner.ts';
import { typing } from './types.ts';

const versions = ['openapi_doc_version', 'sdk_version', 'gen_version', 'user_agent'] as const;

/** The text of `sdkconfiguration.py`. */
export function emitConfiguration(plan: PythonPlan): string {
  const header = py`
    ${banner}
    """The configuration of an SDK object."""
  `;
  const body = py`
    ${join([...serverConstants(plan), configurationClass(plan)], '\n\n')}
  `;
  return renderModule({
    module: 'sdkconfiguration',
    isPackage: false,
    header,
    body,
    defines: ['SDKConfiguration', 'SERVERS'],
    future: true,
  });
}

// --- Servers --------------------------------------------------------------------------------------------

/** Names by which a server is chosen, where servers have ids: `SERVER_EU`. */
export function serverIds(plan: PythonPlan): readonly { readonly id: string; readonly constant: string }[] {
  if (!plan.client.serversById) return [];
  const used = new Set<string>();
  return plan.client.servers.map((server, index) => {
    const id = server.id ?? String(index);
    const base = `SERVER_${constantName(id)}`;
    let constant = base;
    for (let number = 1; used.has(constant); number++) constant = `${base}_${number}`;
    used.add(constant);
    return { id, constant };
  });
}

function serverConstants(plan: PythonPlan): readonly Code[] {
  const { servers } = plan.client;
  if (servers.length === 0) return [];
  const ids = serverIds(plan);
  const names = ids.map(({ id, constant }, index) => {
    return py`
      ${ident(constant)} = ${lit(id)}
      ${docstring(servers[index]?.description)}
    `;
  });
  const entries = servers.map((server, index) => entry(server, ids[index]?.constant));
  const open = ids.length > 0 ? py`{` : py`[`;
  const close = ids.length > 0 ? py`}` : py`]`;
  return [
    ...names,
    py`
      SERVERS = ${open}
          ${entries}
      ${close}
      """The servers of the API, as its document lists them."""
    `,
  ];
}

function entry(server: Server, constant: string | undefined): Code {
  const value = constant === undefined ? lit(server.url) : py`${ident(constant)}: ${lit(server.url)}`;
  return py`${value},`;
}

// --- The class ------------------------------------------------------------------------------------------

function configurationClass(plan: PythonPlan): Code {
  const optional = typing('Optional');
  const retry = typeRef('.utils.retries', 'RetryConfig');
  const unset = ref('.types', 'UNSET');
  return py`
    @${ref('dataclasses', 'dataclass')}(eq=False, repr=False)
    class SDKConfiguration:
        """What every call of an SDK object goes by. Hooks see it as \`\`hook_ctx.config\`\`."""

        client: ${optional}[${ref('.httpclient', 'HttpClient')}]
        client_supplied: bool
        async_client: ${optional}[${ref('.httpclient', 'AsyncHttpClient')}]
        async_client_supplied: bool
        debug_logger: ${ref('.utils.logger', 'Logger')}
        ${globalsField(plan)}
        ${securityField(plan)}
        server_url: ${optional}[str] = ""
        ${serverFields(plan)}
        language: str = "python"
        ${versions.map((name) => py`${ident(name)}: str = ${versionDefault(name)}`)}
        retry_config: ${ref('.types', 'OptionalNullable')}[${retry}] = ${ref('dataclasses', 'field')}(default_factory=lambda: ${unset})
        timeout_ms: ${optional}[int] = None

        def __post_init__(self) -> None:
            ${ref('._runtime.clients', 'defer')}(self)

        if not ${typing('TYPE_CHECKING')}:  # what nobody gave is made at its first use

            def __getattr__(self, name: str) -> ${typing('Any')}:
                return ${ref('._runtime.clients', 'make')}(self, name)

        def get_server_details(self) -> ${typing('Tuple')}[str, ${typing('Dict')}[str, str]]:
            """The URL of the server in use, and the values of its variables."""
            ${serverDetails(plan)}

        def describe_hooks(self) -> ${typeRef('._runtime.describe', 'HookTable')}:
            """Which hooks run, in which order and how; print it."""
            from ._runtime.describe import describe

            return describe(self)
  `;
}

function versionDefault(name: (typeof versions)[number]): Code {
  if (name === 'sdk_version') return py`${ref('dataclasses', 'field')}(default_factory=str)`;
  return py`${ref('._version', `__${name}__`)}`;
}

function globalsField({ models }: PythonPlan): Code | false {
  if (!models.globals) return false;
  return py`globals: ${typeQualified(models.globals.exportedBy, models.globals.name)}`;
}

function securityField(plan: PythonPlan): Code {
  return py`security: ${plan.client.security ? securityType(plan) : typing('Any')} = None`;
}

/** `Optional[Union[models.Security, Callable[[], models.Security], …]]`. */
export function securityType({ client }: PythonPlan): Code {
  const { security } = client;
  if (!security) throw new Error('the API has no security');
  const model = typeQualified(security.model.exportedBy, security.model.name);
  const made = py`${typing('Callable')}[[], ${model}]`;
  const awaited = py`${typing('Callable')}[[], ${typing('Awaitable')}[${model}]]`;
  return py`${typing('Optional')}[${typing('Union')}[${model}, ${made}, ${awaited}]]`;
}

function typeQualified(module: string, name: string): Code {
  return py`${qualifiedTypeRef(`.${module}`, name)}`;
}

function serverFields(plan: PythonPlan): readonly Code[] {
  const { servers, serversById } = plan.client;
  if (servers.length === 0) return [];
  const values = py`${typing('Dict')}[str, str]`;
  const made = ref('dataclasses', 'field');
  const given = py`server_variables: ${values} = ${made}(default_factory=dict)`;
  if (serversById) {
    return [
      py`server: ${typing('Optional')}[str] = None`,
      py`server_defaults: ${typing('Dict')}[str, ${values}] = ${made}(default_factory=dict)`,
      given,
    ];
  }
  return [
    py`server_idx: ${typing('Optional')}[int] = 0`,
    py`server_defaults: ${typing('List')}[${values}] = ${made}(default_factory=list)`,
    given,
  ];
}

function serverDetails(plan: PythonPlan): Code {
  const { servers } = plan.client;
  if (servers.length === 0) return py`return (self.server_url or "").rstrip("/"), {}`;
  const given = py`
    if self.server_url:
        return self.server_url.rstrip("/"), {}
  `;
  const [first] = serverIds(plan);
  if (!first) {
    return py`
      ${given}
      index = self.server_idx or 0
      if not 0 <= index < len(SERVERS):
          raise ValueError(f"server_idx is {index}; there are {len(SERVERS)} servers")
      defaults = self.server_defaults
      return SERVERS[index], defaults[index] if index < len(defaults) else {}
    `;
  }
  return py`
    ${given}
    server = self.server or ${ident(first.constant)}
    if server not in SERVERS:
        raise ValueError(f"server is {server!r}; the servers are {', '.join(SERVERS)}")
    return SERVERS[server], self.server_defaults.get(server, {})
  `;
}
