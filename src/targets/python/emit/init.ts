/** The package's small modules: `__init__.py`, `_version.py`, `_package.py`. */
import { type Code, join } from '../../../code/code.ts';
import { renderModule } from '../../../code/file.ts';
import { compareNames } from '../../../code/name-order.ts';
import { docstring, ident, lit } from '../../../code/printable.ts';
import { py } from '../../../code/template.ts';
import type { PythonPlan } from '../plan/types.ts';
import { banner } from './banner.ts';
import { errorModules } from './models/error.ts';
import { webhookErrors } from './webhooks.ts';

/** Constants; `__version__` is looked up when it is asked for. */
const versions = ['gen_version', 'openapi_doc_version', 'title', 'user_agent'] as const;

/** Names that are imported at their first use, and the modules they come from. */
const lazyNames: readonly (readonly [string, string])[] = [
  ['AsyncHttpClient', '.httpclient'],
  ['BaseSDK', '.basesdk'],
  ['ClientOwner', '.httpclient'],
  ['HttpClient', '.httpclient'],
  ['Logger', '.utils.logger'],
  ['OptionalNullable', '.types.unset'],
  ['RetryConfig', '.utils.retries'],
  ['SDKHooks', '._hooks.sdkhooks'],
  ['UNSET', '.types.unset'],
  ['close_clients', '.httpclient'],
  ['get_default_logger', '.utils.logger'],
  ['remove_suffix', '.utils.url'],
];

/** The text of the package's `__init__.py`. */
export function emitPackageInit(plan: PythonPlan): string {
  const { client, api } = plan;
  const servers = client.servers.length > 0 ? ['SERVERS'] : [];
  const classes = [client.className, ...(client.asyncClassName === undefined ? [] : [client.asyncClassName])];
  const enums = client.serverEnums.map(({ name }) => name);
  const own = new Set([...classes, ...enums, ...servers, 'SDKConfiguration']);
  const signed = api.webhookSignature
    ? webhookErrors.map((name) => [name, '._runtime.webhooks'] as const)
    : [];
  const lazy = [...lazyNames, ...signed].filter(([name]) => !own.has(name));
  const packages = ['models', 'utils'];
  const all = [
    ...own,
    ...lazy.map(([name]) => name),
    ...packages,
    ...versions.map((name) => `__${name}__`),
    ...['__version__', 'VERSION', 'OPENAPI_DOC_VERSION', 'USER_AGENT'],
  ].sort();
  const body = py`
    from typing import TYPE_CHECKING, List

    from ._version import ${join(
      versions.map((name) => ident(`__${name}__`)),
      ', ',
    )}
    from .sdk import ${join([...classes, ...enums].sort(compareNames).map(ident), ', ')}
    from .sdkconfiguration import ${join([...servers, 'SDKConfiguration'].sort(compareNames).map(ident), ', ')}
    from .utils.dynamic_imports import lazy_getattr

    if TYPE_CHECKING:
        from . import ${join(packages.map(ident), ', ')}
        ${checkedImports([...lazy, ['__version__', '._version']])}

        VERSION = __version__

    OPENAPI_DOC_VERSION = __openapi_doc_version__
    USER_AGENT = __user_agent__

    __all__ = [
        ${all.map((name) => py`${lit(name)},`)}
    ]

    _dynamic_imports = {
        ${lazy.map(([name, module]) => py`${lit(name)}: ${lit(module)},`)}
        "VERSION": "._version:__version__",
        "__version__": "._version",
    }

    _sub_packages = [${join(packages.map(lit), ', ')}]

    if not TYPE_CHECKING:  # a typo stays an error for type checkers

        def __getattr__(name: str) -> object:
            return lazy_getattr(__name__, _dynamic_imports, name, _sub_packages)

        def __dir__() -> List[str]:
            return sorted(__all__)
  `;
  const header = py`
    ${banner}
    ${docstring([api.title, api.summary].filter((text) => text?.trim()).join(': '))}
  `;
  return renderModule({ module: '', isPackage: true, header, body, defines: [], future: true });
}

/** One statement for each module, for type checkers. */
function checkedImports(names: typeof lazyNames): readonly Code[] {
  const modules = [...new Set(names.map(([, module]) => module))].sort();
  return modules.map((module) => {
    const own = names.filter(([, other]) => other === module).map(([name]) => name);
    return py`from ${dottedModule(module)} import ${join(own.sort(compareNames).map(ident), ', ')}`;
  });
}

/** `.utils.logger` as the source of an import. */
function dottedModule(module: string): Code {
  return join(
    module
      .split('.')
      .slice(1)
      .map((part) => py`.${ident(part)}`),
    '',
  );
}

/** The text of `_version.py`. */
export function emitVersion(plan: PythonPlan, generatorVersion: string): string {
  const { distribution, version } = plan.package;
  const document = plan.api.version;
  const agent = `hookline-python/${version} ${generatorVersion} ${document} ${distribution}`;
  return renderModule({
    module: '_version',
    isPackage: false,
    header: py`
      ${banner}
      """Versions of this package and of what it was made from."""
    `,
    body: py`
      from typing import TYPE_CHECKING

      __title__: str = ${lit(distribution)}
      if TYPE_CHECKING:
          __version__: str = ${lit(version)}
      __openapi_doc_version__: str = ${lit(document)}
      __gen_version__: str = ${lit(generatorVersion)}
      __user_agent__: str = ${lit(headerText(agent))}

      if not TYPE_CHECKING:

          def __getattr__(name: str) -> str:
              """\`\`__version__\`\` is that of the installed package, looked up when it is asked for."""
              if name != "__version__":
                  raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
              from importlib import metadata

              try:
                  found = metadata.version(__title__)
              except metadata.PackageNotFoundError:
                  found = ${lit(version)}
              globals()[name] = found
              return found
    `,
    defines: [],
    future: false,
  });
}

/** What may stand in a header: printable ASCII. */
function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 400);
}

/** The text of `_package.py`: exceptions, and what the configuration says about behaviour. */
export function emitPackageFacts(plan: PythonPlan): string {
  const { base, default: fallback } = plan.errors;
  const { python } = plan.config;
  const modules = errorModules(plan.errors);
  const errors: readonly (readonly [string, Code])[] = [
    [modules.default, py`${ident(fallback)} as DefaultError`],
    [modules.base, py`${ident(base)} as BaseError`],
    [modules.noResponse, py`NoResponseError`],
    [modules.validation, py`ResponseValidationError`],
  ];
  const imports = [...errors]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([module, name]) => py`from ${dottedModule(`.${module}`)} import ${name}`);
  const validation = { true: 'strict', false: 'off', lenient: 'lenient' } as const;
  const mode = validation[`${python.responseSchemaValidation}`];
  return renderModule({
    module: '_package',
    isPackage: false,
    header: py`
      ${banner}
      """What the runtime has to know about this package: its exceptions, and how it was configured."""
    `,
    body: py`
      ${imports}

      ENV_PREFIX = ${lit(python.envVarPrefix || null)}
      RESPONSE_VALIDATION = ${lit(mode)}
      ERROR_VALIDATION = ${lit(python.errorSchemaValidation)}
      STATUS_CODES_AS_ERRORS = ${lit(python.clientServerStatusCodesAsErrors)}

      __all__ = ["BaseError", "DefaultError", "NoResponseError", "ResponseValidationError"]
    `,
    defines: [],
    future: true,
  });
}
