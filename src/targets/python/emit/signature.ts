/** Signatures of methods: arguments with their types and defaults, results. */
import { type Code, type Hole, join, qualifiedRef, ref } from '../../../code/code.ts';
import { ident, lit } from '../../../code/printable.ts';
import { py } from '../../../code/template.ts';
import type { Json } from '../../../document/types.ts';
import { isNewest } from '../plan/newest.ts';
import type { Argument, MethodPlan, PyType, PythonPlan, StreamOverload } from '../plan/types.ts';
import { tailParameters } from './tail.ts';
import { argumentType, type StreamNames, valueType } from './types.ts';

/** What a method is being written as. */
export interface Mode {
  readonly isAsync: boolean;
  /** In the client's own module, which must not import pydantic: defaults may not make models. */
  readonly isClient: boolean;
}

const optional = ref('typing', 'Optional');

/** `*, thing_id: str, verbose: Optional[bool] = None, retries: …`: everything behind `self`. */
export function signature(method: MethodPlan, plan: PythonPlan, isClient: boolean): Code {
  return parameterList(method, plan, (argument) => argumentCode(argument, isClient, plan));
}

/** The same with an argument written differently: for overloads. */
export function parameterList(
  method: MethodPlan,
  plan: PythonPlan,
  write: (argument: Argument) => Code,
): Code {
  const positional = method.arguments.filter((argument) => argument.positional);
  const keyword = method.arguments.filter((argument) => !argument.positional);
  return join(
    [py`self`, ...positional.map(write), py`*`, ...keyword.map(write), ...tailParameters(method, plan)],
    ', ',
  );
}

export function argumentCode(argument: Argument, isClient: boolean, plan: PythonPlan): Code {
  const name = ident(argument.name);
  const containers = isNewest(plan.config) ? 'abstract' : 'concrete';
  const type = argumentType(argument.type, containers);
  const value = defaultOf(argument);
  if (argument.empty) {
    if (isClient) return py`${name}: ${optional}[${type}] = None`;
    return py`${name}: ${type} = ${emptyObject(argument.type)}`;
  }
  if (argument.required) {
    const nullable = argument.nullable && argument.type.kind !== 'nullable';
    return nullable ? py`${name}: ${ref('.types', 'Nullable')}[${type}]` : py`${name}: ${type}`;
  }
  if (argument.nullable) {
    const inner = argument.type.kind === 'nullable' ? argumentType(argument.type.of, containers) : type;
    return py`${name}: ${ref('.types', 'OptionalNullable')}[${inner}] = ${value ?? ref('.types', 'UNSET')}`;
  }
  return py`${name}: ${optional}[${type}] = ${value ?? lit(null)}`;
}

/** `models.Thing()`. */
export function emptyObject(type: PyType): Code {
  if (type.kind !== 'declared') throw new Error('only a model can be made empty');
  return py`${qualifiedRef(`.${type.decl.exportedBy}`, type.decl.name)}()`;
}

// --- Defaults -------------------------------------------------------------------------------------------

/** The document's default where it can stand in a signature as it is. */
function defaultOf(argument: Argument): Hole | undefined {
  const value = argument.default;
  if (value === undefined || value === null) return undefined;
  return scalarDefault(value, argument.type);
}

/** A default as an expression; nothing where it does not fit its type or would be a shared mutable object. */
export function scalarDefault(value: Json, type: PyType): Hole | undefined {
  switch (type.kind) {
    case 'simple':
      return simpleFits(value, type.name) ? lit(value) : undefined;
    case 'any':
      return typeof value === 'object' ? undefined : lit(value);
    case 'literal':
      return type.values.some((known) => known === value) ? lit(value) : undefined;
    case 'nullable':
    case 'annotated':
      return scalarDefault(value, type.of);
    case 'declared':
      return declaredDefault(value, type);
    case 'union':
      return type.members.map((member) => scalarDefault(value, member)).find((code) => code !== undefined);
    case 'external':
    case 'list':
    case 'dict':
    case 'stream':
      return undefined;
    default:
      return type satisfies never;
  }
}

function simpleFits(value: Json, name: string): boolean {
  switch (name) {
    case 'str':
      return typeof value === 'string';
    case 'int':
      return typeof value === 'number' && Number.isInteger(value);
    case 'float':
      return typeof value === 'number';
    case 'bool':
      return typeof value === 'boolean';
    default:
      return false;
  }
}

function declaredDefault(value: Json, type: Extract<PyType, { kind: 'declared' }>): Hole | undefined {
  const { decl } = type;
  if (decl.kind === 'alias') return scalarDefault(value, decl.type);
  if (decl.kind !== 'enum') return undefined;
  const member = decl.members.find((candidate) => candidate.value === value);
  if (!member) return undefined;
  if (decl.style === 'union') return lit(value);
  return py`${qualifiedRef(`.${decl.exportedBy}`, decl.name)}.${ident(member.name)}`;
}

// --- Result ---------------------------------------------------------------------------------------------

/** The result as the caller gets it: a stream around its events or lines. */
function resultOf({ stream, result }: MethodPlan): PyType {
  if (stream === undefined || result.kind === 'stream') return result;
  return { kind: 'stream', format: stream, of: result };
}

/** What an overloaded method gives where events are asked for. */
export function eventStream(overload: StreamOverload): PyType {
  return { kind: 'stream', format: 'sse', of: overload.event };
}

/** Names of the stream classes of sync or async methods. */
export function streamNames(plan: PythonPlan, isAsync: boolean): StreamNames {
  const { eventStreamClassNames, sseFlatResponse: flat } = plan.config.python;
  return isAsync
    ? { sse: eventStreamClassNames.async, jsonl: 'JsonLStreamAsync', flat }
    : { sse: eventStreamClassNames.sync, jsonl: 'JsonLStream', flat };
}

/** The annotation behind `->`. */
export function resultType(method: MethodPlan, plan: PythonPlan, isAsync: boolean): Code {
  if (method.overload) {
    const events = valueType(eventStream(method.overload), streamNames(plan, isAsync));
    return py`${ref('typing', 'Union')}[${valueType(method.overload.json)}, ${events}]`;
  }
  const result = valueType(resultOf(method), streamNames(plan, isAsync));
  return method.optionalResult ? py`${optional}[${result}]` : result;
}
