/**
 * The facts of one operation as a constant of its namespace's module.
 *
 *   _GET_THING: Operation[models.Thing] = Operation(
 *       id="getThing",
 *       method="GET",
 *       path="/things/{thingId}",
 *       parameters=(path("thing_id", "thingId"),),
 *       responses={"200": Response((Content("json", "application/json", lambda: models.Thing),))},
 *   )
 */
import type {
  Encoding,
  MediaKind,
  MediaType,
  Operation,
  Parameter,
  Retries,
  Server,
} from '../../../api/types.ts';
import { type Code, type Hole, join, noCode, qualifiedRef, ref } from '../../../code/code.ts';
import { floatLit, ident, lit, tuple } from '../../../code/printable.ts';
import { py } from '../../../code/template.ts';
import type { Argument, Field, MethodPlan, PyType, PythonPlan, ResponseModel } from '../plan/types.ts';
import { runtimeType, valueType } from './types.ts';

const facts = '._runtime.operation';

/** Which of the successful responses the constant is about: an overloaded method has one for each. */
export type Variant = 'all' | 'json' | 'sse';

/** The constant's definition. */
export function emitOperation(method: MethodPlan, plan: PythonPlan, variant: Variant = 'all'): Code {
  const name = ident(constantOf(method, variant));
  const result = operationResult(method, variant);
  const fields = join(operationFields(method, plan, variant), ', ');
  return py`${name}: ${ref(facts, 'Operation')}[${result}] = ${ref(facts, 'Operation')}(${fields},)`;
}

export function constantOf(method: MethodPlan, variant: Variant): string {
  return variant === 'sse' ? `${method.constant}_STREAM` : method.constant;
}

/** What the runtime's generic stands for: the result, or one event or line of a stream. */
function operationResult(method: MethodPlan, variant: Variant): Code {
  const { overload } = method;
  if (overload && variant === 'json') return valueType(overload.json);
  if (overload && variant === 'sse') return valueType(overload.event);
  if (method.result.kind === 'stream') return valueType(method.result.of);
  if (hasStream(method.result)) return py`${ref('typing', 'Any')}`;
  const type = valueType(method.result);
  return method.optionalResult ? py`${ref('typing', 'Optional')}[${type}]` : type;
}

/** A result that is a stream or something else: sync and async methods have different types of streams. */
export function hasStream(type: PyType): boolean {
  if (type.kind === 'stream') return true;
  if (type.kind === 'nullable') return hasStream(type.of);
  return type.kind === 'union' && type.members.some(hasStream);
}

function operationFields(method: MethodPlan, plan: PythonPlan, variant: Variant): readonly Hole[] {
  const { operation, models } = method;
  const { security } = operation;
  return [
    field('id', lit(operation.operationId ?? operation.id)),
    field('method', lit(operation.method.toUpperCase())),
    field('path', lit(operation.path)),
    field('parameters', sequence(operation.parameters.map((item) => parameter(item, method, plan)))),
    method.arguments.some(({ source }) => source.kind === 'request') &&
      models.request !== undefined &&
      field('request', typeSource({ kind: 'declared', decl: models.request })),
    field('body', body(method, plan)),
    field('responses', responses(method, plan, variant)),
    operation.tags.length > 0 && field('tags', tuple(operation.tags.map(lit))),
    Object.keys(operation.extensions).length > 0 && field('extensions', lit(operation.extensions)),
    models.security !== undefined &&
      field('security', typeSource({ kind: 'declared', decl: models.security })),
    security?.every(({ schemes }) => schemes.length === 0) === true && field('no_security', lit(true)),
    field('scopes', scopes(operation, plan)),
    operation.servers !== undefined && field('servers', servers(operation.servers)),
    operation.retries !== undefined && field('retries', retries(operation.retries)),
    operation.timeoutMs !== undefined && field('timeout_ms', lit(operation.timeoutMs)),
    field('pages', pages(method)),
    field('envelope', envelope(method)),
    operation.deprecation !== undefined && field('deprecation', lit(deprecationText(method))),
  ];
}

/** The message of the warning that a call of a deprecated method gives. */
export function deprecationText({ operation, name }: MethodPlan): string {
  const { message, replacement } = operation.deprecation ?? {};
  const text = message ?? `${name} is deprecated`;
  return replacement === undefined ? text : `${text.replace(/\.?$/, '.')} Use ${replacement} instead.`;
}

// --- Small forms ----------------------------------------------------------------------------------------

function field(name: string, value: Code): Hole {
  return value.segments.length > 0 && py`${ident(name)}=${value}`;
}

function sequence(items: readonly Code[]): Code {
  return items.length === 0 ? noCode : tuple(items);
}

/** `lambda: models.Thing`: makes an operation without importing the model. */
function typeSource(type: PyType): Code {
  return py`lambda: ${runtimeType(type)}`;
}

function call(name: string, values: readonly Hole[]): Code {
  return py`${ref(facts, name)}(${join(values, ', ')})`;
}

// --- Parameters -----------------------------------------------------------------------------------------

function parameter(item: Parameter, method: MethodPlan, plan: PythonPlan): Code {
  const argument = method.arguments.find(({ source }) => isOf(source, item));
  const inModel = method.models.request?.fields.find((candidate) => candidate.parameter === item);
  const global = plan.models.globals?.fields.find(({ wire }) => item.global && wire === item.name);
  const key = argument?.key ?? inModel?.name ?? global?.name ?? item.name;
  const type = argument?.type ?? inModel?.type ?? global?.type;
  return parameterFacts(item, key, type);
}

function isOf(source: Argument['source'], item: Parameter): boolean {
  return source.kind === 'parameter' && source.parameter === item;
}

function parameterFacts(item: Parameter, key: string, type: PyType | undefined): Code {
  if (item.in === 'querystring') return wholeQuery(item, key, type);
  const style = item.in === 'path' ? 'simple' : 'form';
  const styled = item.in === 'path' || item.in === 'query';
  const reserved = styled && item.allowReserved;
  return call(item.in, [
    lit(key),
    item.name !== key && lit(item.name),
    styled && item.style !== style && py`style=${lit(item.style)}`,
    item.explode !== usualExplode(item) && py`explode=${lit(item.explode)}`,
    type !== undefined && needsCoercion(type) && py`type=${typeSource(type)}`,
    item.content !== undefined && py`content=${lit(item.content)}`,
    reserved && py`allow_reserved=${lit(true)}`,
    item.in === 'query' && item.allowEmptyValue && py`allow_empty_value=${lit(true)}`,
    item.global && py`is_global=${lit(true)}`,
  ]);
}

/** OpenAPI 3.2 `querystring`: the whole query in one value. */
function wholeQuery(item: Parameter, key: string, type: PyType | undefined): Code {
  return call('Param', [
    lit('querystring'),
    lit(key),
    lit(item.name),
    lit(item.style),
    lit(item.explode),
    type !== undefined && needsCoercion(type) && py`type=${typeSource(type)}`,
    item.content !== undefined && py`content=${lit(item.content)}`,
  ]);
}

function usualExplode(item: Parameter): boolean {
  if (item.in === 'query') return item.style === 'form' || item.style === 'deepObject';
  return item.in === 'cookie';
}

/** Whether a dict may be given for a model somewhere in it, so that the value has to be made into the type. */
function needsCoercion(type: PyType): boolean {
  switch (type.kind) {
    case 'declared':
      return type.decl.kind === 'class' || (type.decl.kind === 'alias' && needsCoercion(type.decl.type));
    case 'list':
      return needsCoercion(type.item);
    case 'dict':
      return needsCoercion(type.value);
    case 'nullable':
      return needsCoercion(type.of);
    case 'annotated':
      return true;
    case 'union':
      return type.members.some(needsCoercion);
    case 'stream':
    case 'simple':
    case 'any':
    case 'external':
    case 'literal':
      return false;
    default:
      return type satisfies never;
  }
}

// --- Body -----------------------------------------------------------------------------------------------

function body(method: MethodPlan, plan: PythonPlan): Code {
  const media = method.body === undefined ? undefined : method.operation.body?.content[method.body];
  const model = method.body === undefined ? undefined : method.models.bodies[method.body];
  if (!media || !model) return noCode;
  const fields = method.arguments.filter(({ source }) => source.kind === 'bodyField');
  const flat = fields.length > 0 || isFlatWithoutFields(method);
  const legacy = plan.config.python.multipartArrayFormat === 'legacy' && media.kind === 'multipart';
  return call('Body', [
    lit(bodyKind(media.kind)),
    lit(media.type),
    typeSource(model.type),
    !flat && py`argument=${lit(bodyArgument(method))}`,
    flat && py`fields=${tuple(fields.map(({ key }) => lit(key)))}`,
    method.operation.body?.required === false && py`required=${lit(false)}`,
    field('parts', parts(media, method, plan, model.object?.fields ?? [])),
    legacy && py`array_suffix=${lit(true)}`,
  ]);
}

/** A flattened body all of whose fields are constants. */
function isFlatWithoutFields(method: MethodPlan): boolean {
  return !method.arguments.some(({ source }) => source.kind === 'body' || source.kind === 'request');
}

function bodyKind(kind: MediaKind): string {
  return kind === 'sse' || kind === 'jsonl' ? 'binary' : kind;
}

function bodyArgument(method: MethodPlan): string {
  const own = method.arguments.find(({ source }) => source.kind === 'body');
  if (own) return own.key;
  if (!method.models.request) return 'request';
  return method.models.request?.fields.find((candidate) => !candidate.parameter)?.name ?? 'request';
}

function parts(media: MediaType, method: MethodPlan, plan: PythonPlan, fields: readonly Field[]): Code {
  if (media.kind !== 'multipart' && media.kind !== 'form') return noCode;
  const named = fields.map((item) => [item, part(item, media, method, plan)] as const);
  const known = named.filter(([, code]) => code.segments.length > 0);
  if (known.length === 0) return noCode;
  return py`{${join(
    known.map(([item, code]) => py`${lit(item.wire)}: ${code}`),
    ', ',
  )}}`;
}

function part(item: Field, media: MediaType, method: MethodPlan, plan: PythonPlan): Code {
  const encoding: Encoding | undefined = media.encoding.get(item.wire);
  const file = media.kind === 'multipart' && isFile(item.type);
  if (!encoding && !file) return noCode;
  const headers = (encoding?.headers ?? []).map((header) => parameter(header, method, plan));
  return call('Part', [
    encoding?.contentType !== undefined && py`content_type=${lit(encoding.contentType)}`,
    encoding?.style !== undefined && py`style=${lit(encoding.style)}`,
    encoding?.explode !== undefined && py`explode=${lit(encoding.explode)}`,
    encoding?.allowReserved === true && py`allow_reserved=${lit(true)}`,
    file && py`file=${lit(true)}`,
    field('headers', sequence(headers)),
  ]);
}

/** A class that holds a file (`file_name`, `content`), or a list of them. */
function isFile(type: PyType): boolean {
  if (type.kind === 'list') return isFile(type.item);
  if (type.kind === 'nullable' || type.kind === 'annotated') return isFile(type.of);
  if (type.kind !== 'declared' || type.decl.kind !== 'class') return false;
  const names = new Set(type.decl.fields.map(({ name }) => name));
  return names.has('file_name') && names.has('content');
}

// --- Responses ------------------------------------------------------------------------------------------

function responses(method: MethodPlan, plan: PythonPlan, variant: Variant): Code {
  const items = method.operation.responses.map((response) => {
    const media = response.content.filter((item) => response.isError || fits(item, variant));
    const content = media.map((item) => contentFacts(item, response.status, method, plan));
    const values = call('Response', [
      content.length > 0 && tuple(content),
      response.isError && py`is_error=${lit(true)}`,
    ]);
    return py`${lit(response.status)}: ${values}`;
  });
  return py`{${join(items, ', ')}}`;
}

function fits(media: MediaType, variant: Variant): boolean {
  return variant === 'all' || media.kind === variant;
}

function contentFacts(media: MediaType, status: string, method: MethodPlan, plan: PythonPlan): Code {
  const model = method.models.responses.find(
    (candidate) => candidate.status === status && candidate.mediaType === media.type,
  );
  const kind = contentKind(media, model);
  const typed = model !== undefined && kind !== 'stream' && kind !== 'bytes';
  return call('Content', [
    lit(kind),
    lit(media.type),
    typed && typeSource(model.type),
    model?.error !== undefined && py`error=lambda: ${errorRef(model.error)}`,
    media.sentinel !== undefined && py`sentinel=${lit(media.sentinel)}`,
    kind === 'sse' && plan.config.python.sseFlatResponse && py`flat=${lit(true)}`,
    model?.field !== undefined && py`field=${lit(model.field)}`,
  ]);
}

function errorRef(error: { readonly exportedBy: string; readonly name: string }): Code {
  return py`${qualifiedRef(`.${error.exportedBy}`, error.name)}`;
}

/** A binary body that succeeds is given as the open response, one of an error as bytes. */
function contentKind(media: MediaType, model: ResponseModel | undefined): string {
  switch (media.kind) {
    case 'binary':
      return model?.error ? 'bytes' : 'stream';
    case 'form':
    case 'multipart':
    case 'xml':
    case 'text':
      return 'text';
    case 'json':
    case 'sse':
    case 'jsonl':
      return media.kind;
    default:
      return media.kind satisfies never;
  }
}

// --- The rest -------------------------------------------------------------------------------------------

/** Scopes of all requirements that name some, of the operation's own security or the API's. */
function scopes(operation: Operation, plan: PythonPlan): Code {
  const requirements = operation.security ?? plan.api.security;
  const names = new Set(requirements.flatMap(({ schemes }) => schemes.flatMap((scheme) => scheme.scopes)));
  return names.size === 0 ? noCode : lit([...names]);
}

function servers(items: readonly Server[]): Code {
  const variables = items.map(({ variables: all }) =>
    lit(Object.fromEntries(all.map((variable) => [variable.name, variable.default]))),
  );
  const some = items.some((server) => server.variables.length > 0);
  return call('Servers', [tuple(items.map(({ url }) => lit(url))), some && tuple(variables)]);
}

function retries(value: Retries): Code {
  return call('RetryDefaults', [
    tuple(value.statusCodes.map(lit)),
    value.initialInterval !== 500 && py`initial_interval=${lit(value.initialInterval)}`,
    value.maxInterval !== 60_000 && py`max_interval=${lit(value.maxInterval)}`,
    value.exponent !== 1.5 && py`exponent=${floatLit(value.exponent)}`,
    value.maxElapsedTime !== 3_600_000 && py`max_elapsed_time=${lit(value.maxElapsedTime)}`,
    !value.retryConnectionErrors && py`retry_connection_errors=${lit(false)}`,
  ]);
}

function pages(method: MethodPlan): Code {
  const { pagination } = method.operation;
  if (!pagination) return noCode;
  const inputs = pagination.inputs.map((input) =>
    call('PageInput', [
      lit(input.role),
      lit(pageArgument(input.name, input.in === 'requestBody', method)),
      input.in === 'requestBody' && py`in_body=${lit(true)}`,
    ]),
  );
  const { results, nextCursor, nextUrl, numPages } = pagination.outputs;
  return call('Pages', [
    lit(pagination.kind),
    inputs.length > 0 && tuple(inputs),
    results !== undefined && py`results=${lit(results)}`,
    nextCursor !== undefined && py`next_cursor=${lit(nextCursor)}`,
    nextUrl !== undefined && py`next_url=${lit(nextUrl)}`,
    numPages !== undefined && py`num_pages=${lit(numPages)}`,
  ]);
}

/** The argument, or the field of the request object or body, that has this name on the wire. */
function pageArgument(wire: string, inBody: boolean, method: MethodPlan): string {
  const argument = method.arguments.find(({ source }) => {
    if (source.kind === 'parameter') return !inBody && source.parameter.name === wire;
    return inBody && source.kind === 'bodyField' && source.field.wire === wire;
  });
  if (argument) return argument.key;
  const bodyFields =
    method.body === undefined ? undefined : method.models.bodies[method.body]?.object?.fields;
  const fields = (inBody ? bodyFields : method.models.request?.fields) ?? [];
  return fields.find((item) => item.wire === wire)?.name ?? wire;
}

function envelope(method: MethodPlan): Code {
  const { envelope: wrapped, result } = method.models;
  if (!wrapped) return noCode;
  const headers = wrapped.kind === 'result' && wrapped.decl.fields.some(({ name }) => name === 'headers');
  const type: PyType = result.kind === 'declared' ? result : { kind: 'declared', decl: wrapped.decl };
  return call('Envelope', [lit(wrapped.kind), typeSource(type), headers && py`headers=${lit(true)}`]);
}
