/** The options under `python:`. */
import { z } from 'zod';
import { identifier, line, option } from './option.ts';

const flag = z.boolean();
const optionalLine = z.exactOptional(line);
const requirement = z.record(
  z
    .string()
    .regex(/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?(\[[A-Za-z0-9,._ -]+\])?$/, 'the name of a package'),
  line,
);
const packagePath = z
  .string()
  .regex(/^([A-Za-z_][A-Za-z0-9_]*(\/[A-Za-z_][A-Za-z0-9_]*)*)?$/, 'a folder such as `models/errors`, or ""');

const paths = z.object({
  shared: option(packagePath, {
    initial: '',
    effect: 'Folder of the document’s components; `""`: `models`.',
  }),
  operations: option(packagePath, {
    initial: '',
    effect: 'Folder of the models of single operations; `""`: `models`.',
  }),
  callbacks: option(packagePath, {
    initial: '',
    effect: 'Folder of the models of callbacks; `""`: `models`.',
  }),
  webhooks: option(packagePath, { initial: '', effect: 'Folder of the models of webhooks; `""`: `models`.' }),
  errors: option(packagePath, { initial: 'errors', effect: 'Folder of the errors; `""`: `models`.' }),
});

const project = {
  version: option(z.string().regex(/^[0-9][0-9A-Za-z.!+_-]{0,99}$/, 'a version such as 1.2.3'), {
    initial: '0.0.1',
    effect: 'Version of the package.',
  }),
  packageName: option(
    z
      .string()
      .regex(
        /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/,
        'a name that PyPI takes: letters, digits, `.`, `_`, `-`',
      )
      .max(100, 'at most 100 characters'),
    { initial: 'openapi', effect: 'Name on PyPI.' },
  ),
  moduleName: option(
    z
      .string()
      .regex(
        /^([A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z_][A-Za-z0-9_-]*)*)?$/,
        'a module such as `acme` or `acme.client`',
      ),
    {
      derived: 'from `packageName`',
      effect:
        'Name to import. A dot makes namespace packages: `acme.client` is `src/acme/client`, with no `__init__.py` in `src/acme`.',
      blankIsAbsent: true,
    },
  ),
  authors: option(z.array(line), { initial: [], effect: 'Authors, for `pyproject.toml`.' }),
  description: option(optionalLine, {
    effect: 'One line about the package; without it, the document’s title.',
    blankIsAbsent: true,
  }),
  homepage: option(optionalLine, { effect: 'Address of the project.', blankIsAbsent: true }),
  documentationUrl: option(optionalLine, { effect: 'Address of its documentation.', blankIsAbsent: true }),
  license: option(optionalLine, { effect: 'Licence of the package, as in SPDX.', blankIsAbsent: true }),
  packageManager: option(z.enum(['uv', 'poetry']), {
    initial: 'uv',
    old: 'poetry',
    effect: 'Form of `pyproject.toml`.',
  }),
  additionalDependencies: z.object({
    main: option(requirement, {
      initial: {},
      effect: 'Packages the SDK needs besides its own. Caret ranges (`^1.2`) become PEP 440.',
    }),
    dev: option(requirement, { initial: {}, effect: 'Packages for its development.' }),
  }),
  optionalDependencies: option(z.record(line, requirement), {
    initial: {},
    effect: 'Extras: for each its packages and ranges.',
  }),
};

const methods = {
  asyncMode: option(z.enum(['both', 'split']), {
    initial: 'both',
    effect:
      '`both`: `op` and `op_async` on one class. `split`: an `SDK` and an `AsyncSDK`, with the same names on each.',
  }),
  useAsyncHooks: option(flag, {
    initial: false,
    effect: 'Native async hooks: `_hooks/asyncregistration.py` and what belongs to it.',
  }),
  responseFormat: option(z.enum(['flat', 'envelope', 'envelope-http']), {
    initial: 'flat',
    effect:
      'What a method returns: `flat`: the body; `envelope`: an object with `content_type`, `status_code`, `raw_response` and the body; `envelope-http`: one with `http_meta` and the body.',
  }),
  methodArguments: option(
    z.enum([
      'infer-optional-args',
      'require-security-and-request',
      'positional-path-params',
      'positional-path-with-extras',
    ]),
    {
      initial: 'infer-optional-args',
      effect:
        'Form of the signatures. `positional-path-with-extras` has `extra_headers`, `extra_query` and `extra_body` in place of `http_headers`.',
    },
  ),
  maxMethodParams: option(z.int('a whole number').min(0, 'a whole number, 0 or more'), {
    initial: 999,
    old: 4,
    effect: 'With more parameters than that, a method takes one `request`; 0: always.',
  }),
  flattenRequests: option(flag, {
    initial: true,
    old: false,
    effect: 'Parameters and fields of the body become keyword arguments.',
  }),
  flatteningOrder: option(z.enum(['parameters-first', 'body-first']), {
    initial: 'parameters-first',
    effect: 'Which of them come first.',
  }),
  bodyVariantOverloads: option(flag, {
    initial: false,
    effect: 'An overload for each variant of a `oneOf` body.',
  }),
  methodTimeoutArgument: option(z.enum(['timeout-ms', 'timeout']), {
    initial: 'timeout-ms',
    effect: 'Name of the argument for a call’s timeout.',
  }),
  methodTimeoutUnits: option(z.enum(['milliseconds', 'seconds']), {
    initial: 'milliseconds',
    effect: 'Its unit.',
  }),
  rawResponseHelpers: option(flag, {
    initial: false,
    effect: '`with_raw_response` and `with_streaming_response` on the client and on each namespace.',
  }),
  sseFlatResponse: option(flag, {
    initial: false,
    effect: 'A server-sent event stream yields the `data` of its events, not the events.',
  }),
  eventStreamClassNames: z.object({
    sync: option(identifier, { initial: 'EventStream', effect: 'Name of the sync event stream.' }),
    async: option(identifier, { initial: 'EventStreamAsync', effect: 'Name of the async event stream.' }),
  }),
};

const errors = {
  clientServerStatusCodesAsErrors: option(flag, {
    initial: true,
    effect: 'A 4XX or 5XX that the document does not declare raises.',
  }),
  errorSchemaValidation: option(flag, {
    initial: true,
    effect:
      'An error body that does not fit its schema raises `ResponseValidationError`; `false`: the default error, with the raw body.',
  }),
  responseSchemaValidation: option(z.union([z.boolean(), z.literal('lenient')]), {
    initial: true,
    effect:
      'A body is validated against its model; `lenient`: it is made into the model without raising; `false`: the decoded JSON is given.',
  }),
  defaultErrorName: option(identifier, {
    derived: '`<Sdk>DefaultError`, old: `SDKError`',
    effect: 'The error for every response that has none of its own.',
    blankIsAbsent: true,
  }),
  baseErrorName: option(identifier, {
    derived: '`<Sdk>Error`',
    effect: 'Base class of all errors that stand for a response.',
    blankIsAbsent: true,
  }),
};

const security = {
  flattenGlobalSecurity: option(flag, {
    initial: true,
    effect: 'A single security scheme is a constructor argument of its own (`api_key=`).',
  }),
  envVarPrefix: option(
    z.exactOptional(
      z.string().regex(/^([A-Za-z_][A-Za-z0-9_]*)?$/, 'the beginning of an environment variable’s name'),
    ),
    {
      effect:
        'Security and globals are read from `PREFIX_<FIELD>` where they are not given; `PREFIX_DEBUG` switches logging on.',
      blankIsAbsent: true,
    },
  ),
};

const models = {
  imports: z.object({
    option: option(z.enum(['openapi']), { initial: 'openapi', effect: 'The only value.' }),
    paths,
  }),
  enumFormat: option(z.enum(['union', 'enum']), {
    initial: 'union',
    old: 'enum',
    effect: '`union`: `Literal[…]`; `enum`: `class X(str, Enum)`.',
  }),
  forwardCompatibleEnumsByDefault: option(flag, {
    initial: true,
    old: false,
    effect: 'Enums in responses take values that the document does not know.',
  }),
  forwardCompatibleUnionsByDefault: option(z.union([z.boolean(), z.literal('tagged-only')]), {
    initial: 'tagged-only',
    old: false,
    effect: 'Discriminated unions in responses get a member for tags that the document does not know.',
  }),
  inferUnionDiscriminators: option(flag, {
    initial: true,
    effect: 'A union whose members differ in a `const` field is discriminated by it.',
  }),
  preApplyUnionDiscriminators: option(flag, {
    initial: true,
    old: false,
    effect: 'Members of a discriminated union have their tag as a constant, which callers need not give.',
  }),
  constFieldCasing: option(z.enum(['normal', 'upper']), {
    initial: 'normal',
    effect: 'Casing of fields with a constant value: `type` or `TYPE`.',
  }),
  inputModelSuffix: option(identifier, {
    initial: 'input',
    effect: 'Suffix of the model of requests, where `readOnly` or `writeOnly` fields split it.',
  }),
  outputModelSuffix: option(identifier, { initial: 'output', effect: 'The same for responses.' }),
  inputTypedDictSuffix: option(identifier, {
    initial: 'TypedDict',
    effect: 'Suffix of the TypedDict that stands beside each model.',
  }),
  multipartArrayFormat: option(z.enum(['standard', 'legacy']), {
    initial: 'standard',
    old: 'legacy',
    effect: 'Arrays in multipart bodies: `files`, or `files[]`.',
  }),
  uuidFormat: option(flag, { initial: true, old: false, effect: '`format: uuid` is `uuid.UUID`.' }),
  durationFormat: option(flag, {
    initial: true,
    old: false,
    effect: '`format: duration` is `datetime.timedelta`.',
  }),
  allowedRedefinedBuiltins: option(z.array(identifier), {
    initial: ['id', 'object', 'input', 'dir'],
    effect: 'Builtins that may name an argument or a field; others get a `_` behind.',
  }),
};

const toolFlags: Readonly<Record<string, string>> = {
  asyncPaginationSep2025: 'pages of async methods would have a sync `next`',
  responseRequiredSep2024: 'results of methods would be Optional',
  conflictResistantModelImportsFeb2026: 'fields that are named like a model would hide it',
  nameResolutionFeb2025: 'clashing names would be numbered before their parents are put in front',
};

const tools = {
  enableCustomCodeRegions: option(flag, {
    initial: false,
    effect: 'What you write between `# region NAME` and `# endregion NAME` is kept.',
  }),
  fixFlags: option(z.record(z.string(), z.boolean()), {
    initial: {},
    effect: 'Dated fixes; only the behaviour with all of them `true` is generated.',
    notGenerated: (value) =>
      Object.entries(value as Record<string, boolean>)
        .filter(([name, on]) => !on && Object.hasOwn(toolFlags, name))
        .map(([name]) => `with \`${name}: false\`, ${toolFlags[name]}`)
        .join('; ') || undefined,
  }),
  legacyPyright: option(flag, {
    initial: false,
    effect: 'Accepted; the code passes every version of pyright.',
  }),
  pytestFilterWarnings: option(z.array(line), { initial: [], effect: '`filterwarnings` of pytest.' }),
  pytestTimeout: option(z.number().min(0, 'a number, 0 or more'), {
    initial: 0,
    effect: '`timeout` of pytest, in seconds; 0: none.',
  }),
  compileCommands: option(z.exactOptional(z.array(z.union([line, z.array(line)]))), {
    effect: 'Accepted; hookline runs no commands.',
    notGenerated: (value) =>
      Array.isArray(value) && value.length > 0 ? 'hookline runs no commands' : undefined,
  }),
  httpClientLibrary: option(z.enum(['httpx', 'httpx2']), {
    initial: 'httpx',
    effect: 'The HTTP library that the SDK imports and depends on.',
  }),
  templateVersion: option(line, { initial: 'v2', effect: 'Accepted, without effect.' }),
};

export const pythonSchema = z.object({
  ...project,
  ...methods,
  ...errors,
  ...security,
  ...models,
  ...tools,
});
