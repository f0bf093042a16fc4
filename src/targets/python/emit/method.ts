/** Methods: thin bodies that hand the operation's facts and the caller's values to the runtime. */
import { type Code, join, ref } from '../../../code/code.ts';
import { ident, lit } from '../../../code/printable.ts';
import { indented, py } from '../../../code/template.ts';
import type { Argument, MethodPlan, PythonPlan, StreamOverload } from '../plan/types.ts';
import { bodyOverloads } from './body-overloads.ts';
import { methodDoc } from './method-doc.ts';
import { constantOf, hasStream } from './operation.ts';
import type { Variant } from './operation-responses.ts';
import {
  argumentCode,
  emptyObject,
  eventStream,
  type Mode,
  parameterList,
  resultType,
  signature,
  streamNames,
} from './signature.ts';
import type { Side } from './sub-sdks.ts';
import { valueType } from './types.ts';

/** A method on each of the sides, with its overloads where it has some: indented as members of a class. */
export function emitMethod(
  method: MethodPlan,
  plan: PythonPlan,
  sides: readonly Side[],
  isClient: boolean,
): readonly Code[] {
  const shared: Shared = {
    doc: indented(methodDoc(method, plan), 2),
    parameters: signature(method, plan, isClient),
    given: callArguments(method, plan, isClient),
    result: givesStream(method) ? undefined : resultType(method, plan, false),
  };
  return sides.flatMap((side) => emitSide(method, plan, { isAsync: side === 'async', isClient }, shared));
}

/** What a method and its async twin have in common. */
interface Shared {
  /** Indented as it stands in the method: the longest of its texts is so once. */
  readonly doc: Code;
  readonly parameters: Code;
  /** What is handed to the runtime behind the operation's constant. */
  readonly given: Code;
  /** Absent where the twin gives a stream of another class. */
  readonly result: Code | undefined;
}

function givesStream({ overload, result, stream }: MethodPlan): boolean {
  return overload !== undefined || stream !== undefined || hasStream(result);
}

function emitSide(method: MethodPlan, plan: PythonPlan, mode: Mode, shared: Shared): readonly Code[] {
  const name = ident(mode.isAsync ? method.asyncName : method.name);
  const def = mode.isAsync ? py`async def` : py`def`;
  const overloads = method.overload
    ? overloadsOf(method, method.overload, plan, mode, name)
    : bodyOverloads(method, plan, mode);
  const result = shared.result ?? resultType(method, plan, mode.isAsync);
  const head = py`${def} ${name}(${shared.parameters}) -> ${result}:`;
  const body = indented(bodyOf(method, result, mode, shared), 2);
  const whole = join([indented(head, 1), shared.doc, body], '\n');
  return [...overloads.map((code) => indented(code, 1)), whole];
}

// --- Bodies ---------------------------------------------------------------------------------------------

function bodyOf(method: MethodPlan, result: Code, mode: Mode, shared: Shared): Code {
  if (!method.overload) return statement(method, result, mode, shared, 'all');
  return py`
    if ${ident(method.overload.argument)}:
        ${statement(method, result, mode, shared, 'sse')}
    ${statement(method, result, mode, shared, 'json')}
  `;
}

function statement(method: MethodPlan, type: Code, mode: Mode, { given }: Shared, variant: Variant): Code {
  const run = ident(runner(method, mode.isAsync, variant));
  const called = py`self.${run}(${ident(constantOf(method, variant))}, ${given})`;
  const awaited = mode.isAsync ? py`await ${called}` : called;
  const { result } = method;
  const nothing = result.kind === 'simple' && result.name === 'None' && variant === 'all';
  if (nothing) return awaited;
  if (method.stream === undefined && variant === 'all' && hasStream(result)) {
    return py`
      result: ${type} = ${awaited}
      return result
    `;
  }
  return py`return ${awaited}`;
}

function runner(method: MethodPlan, isAsync: boolean, variant: Variant): string {
  const stream = variant === 'sse' ? 'sse' : method.stream;
  const base = stream === 'sse' ? '_stream' : stream === 'jsonl' ? '_lines' : '_call';
  return isAsync ? `${base}_async` : base;
}

function callArguments(method: MethodPlan, plan: PythonPlan, isClient: boolean): Code {
  const has = (name: string): boolean => method.tail.some((known) => known === name);
  const secured = method.arguments.some(({ source }) => source.kind === 'security');
  const headers = has('extra_headers') ? 'extra_headers' : 'http_headers';
  return join(
    [
      argumentDict(method, isClient),
      py`retries`,
      py`server_url`,
      timeout(method, plan),
      ident(headers),
      secured && py`security=security`,
      method.accept !== undefined && py`accept=accept_header_override`,
      has('extra_query') && py`extra_query=extra_query`,
      has('extra_body') && py`extra_body=extra_body`,
    ],
    ', ',
  );
}

function argumentDict(method: MethodPlan, isClient: boolean): Code {
  const given = method.arguments.filter(({ source }) => source.kind !== 'security');
  return py`{${join(
    given.map((argument) => py`${lit(argument.key)}: ${passed(argument, isClient)}`),
    ', ',
  )}}`;
}

function passed(argument: Argument, isClient: boolean): Code {
  const name = ident(argument.name);
  if (!argument.empty || !isClient) return name;
  return py`${emptyObject(argument.type)} if ${name} is None else ${name}`;
}

function timeout(method: MethodPlan, plan: PythonPlan): Code {
  const name = method.tail.includes('timeout') ? 'timeout' : 'timeout_ms';
  if (plan.config.python.methodTimeoutUnits === 'milliseconds') return ident(name);
  return py`None if ${ident(name)} is None else round(${ident(name)} * 1000)`;
}

// --- Overloads ------------------------------------------------------------------------------------------

function overloadsOf(
  method: MethodPlan,
  overload: StreamOverload,
  plan: PythonPlan,
  mode: Mode,
  name: Code,
): readonly Code[] {
  const def = mode.isAsync ? py`async def` : py`def`;
  const literal = ref('typing', 'Literal');
  const events = valueType(eventStream(overload), streamNames(plan, mode.isAsync));
  const optionalFlag = !method.arguments.some(
    ({ name: own, required }) => own === overload.argument && required,
  );
  const flag = ident(overload.argument);
  const off = optionalFlag
    ? py`${flag}: ${ref('typing', 'Optional')}[${literal}[False]] = None`
    : py`${flag}: ${literal}[False]`;
  const on = py`${flag}: ${literal}[True]`;
  const write = (flagCode: Code) => (argument: Argument) => {
    return argument.name === overload.argument ? flagCode : argumentCode(argument, mode.isClient, plan);
  };
  const variant = (flagCode: Code, result: Code): Code => {
    const parameters = parameterList(method, plan, write(flagCode));
    return py`
      @${ref('typing', 'overload')}
      ${def} ${name}(${parameters}) -> ${result}: ...
    `;
  };
  return [variant(off, valueType(overload.json)), variant(on, events)];
}
