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
import type { Extensions, Operation, Retries, Server } from '../../../api/types.ts';
import { type Code, type Hole, join, noCode, ref } from '../../../code/code.ts';
import { floatLit, ident, lit, tuple } from '../../../code/printable.ts';
import { py } from '../../../code/template.ts';
import { serverKeys } from '../plan/models/operation.ts';
import type { MethodPlan, PyType, PythonPlan } from '../plan/types.ts';
import { call, facts, field, sequence, typeSource } from './facts.ts';
import { eventData } from './flat-events.ts';
import { body } from './operation-body.ts';
import { parameter } from './operation-parameters.ts';
import { responses, type Variant } from './operation-responses.ts';
import type { Shared } from './shared-facts.ts';
import { valueType } from './types.ts';

/** The constant's definition. */
export function emitOperation(
  method: MethodPlan,
  plan: PythonPlan,
  shared: Shared,
  variant: Variant = 'all',
): Code {
  const name = ident(constantOf(method, variant));
  const result = operationResult(method, plan, variant);
  const fields = join(operationFields(method, plan, shared, variant), ', ');
  return py`${name}: ${ref(facts, 'Operation')}[${result}] = ${ref(facts, 'Operation')}(${fields},)`;
}

export function constantOf(method: MethodPlan, variant: Variant): string {
  return variant === 'sse' ? `${method.constant}_STREAM` : method.constant;
}

/** What the runtime's generic stands for: the result, or one event or line of a stream. */
function operationResult(method: MethodPlan, plan: PythonPlan, variant: Variant): Code {
  const { overload } = method;
  const event = (type: PyType) => (plan.config.python.sseFlatResponse ? eventData(type) : type);
  if (overload && variant === 'json') return valueType(overload.json);
  if (overload && variant === 'sse') return valueType(event(overload.event));
  const { result } = method;
  if (result.kind === 'stream') return valueType(result.format === 'sse' ? event(result.of) : result.of);
  if (hasStream(result)) return py`${ref('typing', 'Any')}`;
  const type = valueType(method.stream === 'sse' ? event(result) : result);
  return method.optionalResult ? py`${ref('typing', 'Optional')}[${type}]` : type;
}

/** A result that is a stream or something else: sync and async methods have different types of streams. */
export function hasStream(type: PyType): boolean {
  if (type.kind === 'stream') return true;
  if (type.kind === 'nullable') return hasStream(type.of);
  return type.kind === 'union' && type.members.some(hasStream);
}

function operationFields(
  method: MethodPlan,
  plan: PythonPlan,
  shared: Shared,
  variant: Variant,
): readonly Hole[] {
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
    field('responses', responses(method, plan, variant, shared)),
    operation.tags.length > 0 && field('tags', tuple(operation.tags.map(lit))),
    field('extensions', extensions(operation.extensions)),
    models.security !== undefined &&
      field('security', typeSource({ kind: 'declared', decl: models.security })),
    security?.every(({ schemes }) => schemes.length === 0) === true && field('no_security', lit(true)),
    field('scopes', scopes(operation, plan)),
    operation.servers !== undefined && field('servers', servers(operation.servers)),
    field('retries', retries(operation, shared)),
    operation.timeoutMs !== undefined && field('timeout_ms', lit(operation.timeoutMs)),
    field('pages', pages(method)),
    field('envelope', envelope(method)),
    operation.deprecation !== undefined && field('deprecation', lit(deprecationText(method))),
  ];
}

/** The extensions that hooks see: those that the generator does not act on itself. */
function extensions(all: Extensions): Code {
  const own = Object.entries(all).filter(([key]) => !/^x-(speakeasy|hookline)-/.test(key));
  return own.length === 0 ? noCode : lit(Object.fromEntries(own));
}

/** The message of the warning that a call of a deprecated method gives. */
export function deprecationText({ operation, name }: MethodPlan): string {
  const { message, replacement } = operation.deprecation ?? {};
  const text = message ?? `${name} is deprecated`;
  return replacement === undefined ? text : `${text.replace(/\.?$/, '.')} Use ${replacement} instead.`;
}

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
  const ids = items.some(({ id }) => id !== undefined);
  return call('Servers', [
    tuple(items.map(({ url }) => lit(url))),
    some && py`variables=${tuple(variables)}`,
    ids && py`ids=${tuple(serverKeys(items).map(lit))}`,
  ]);
}

function retries(operation: Operation, shared: Shared): Code {
  if (!operation.retries) return noCode;
  return shared.of(operation.retries) ?? retryFacts(operation.retries);
}

/** `RetryDefaults(("429", "5XX"))`. */
export function retryFacts(value: Retries): Code {
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
