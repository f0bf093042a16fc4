/** Programs that call the SDK, for the README and the docs. */
import { type Code, type Hole, join, noCode, plainRef, ref } from '../../../../code/code.ts';
import { ident, lit } from '../../../../code/printable.ts';
import { py } from '../../../../code/template.ts';
import type { Argument, Field, MethodPlan, NamespaceLink, PythonPlan } from '../../plan/types.ts';
import { credentialsExample, secret } from './credentials.ts';
import { exampleArgument, exampleValue } from './example.ts';
import { callCode, Frame, type ProgramCall, renderProgram } from './program.ts';

/** A method together with the attributes that lead to it. */
export interface Located {
  readonly attributes: readonly string[];
  readonly method: MethodPlan;
}

/** Every method of the client, namespaces in order. */
export function everyMethod(plan: PythonPlan): readonly Located[] {
  const inside = (links: readonly NamespaceLink[], path: readonly string[]): readonly Located[] => {
    return links.flatMap(({ attribute, namespace }) => {
      const attributes = [...path, attribute];
      const own = namespace.methods.map((method) => ({ attributes, method }));
      return [...own, ...inside(namespace.children, attributes)];
    });
  };
  const root = plan.client.methods.map((method) => ({ attributes: [], method }));
  return [...root, ...inside(plan.client.namespaces, [])];
}

export interface SnippetOptions {
  readonly isAsync?: boolean;
  /** Further constructor arguments. */
  readonly clientArguments?: readonly Code[];
  /** Further arguments of the call. */
  readonly tail?: readonly Code[];
  /** What stands around the call: `try:` and the like. */
  readonly wrap?: (call: Code) => Code;
  /** What stands for a file's content. */
  readonly file?: Code;
  /** What is done with the result. */
  readonly use?: (method: MethodPlan, isAsync: boolean) => Code;
}

/** The whole program, formatted. */
export function usageSnippet(located: Located, plan: PythonPlan, options: SnippetOptions = {}): string {
  const isAsync = options.isAsync ?? false;
  const given = [...shownArguments(located.method, plan, options.file), ...(options.tail ?? [])];
  const use = (options.use ?? useResult)(located.method, isAsync);
  const body = statements(callCode(callOf(located, plan, given, isAsync)), use);
  const wrapped = options.wrap ? options.wrap(body) : body;
  return renderProgram(clientProgram(plan, wrapped, options.clientArguments ?? [], isAsync));
}

/** The program with the method and the one with its async twin. */
export function usageSnippets(located: Located, plan: PythonPlan): readonly [string, string] {
  const given = shownArguments(located.method, plan);
  const program = (isAsync: boolean): string => {
    const frame = frameOf(useResult(located.method, isAsync), plan, isAsync);
    return frame.render(callOf(located, plan, given, isAsync));
  };
  return [program(false), program(true)];
}

/** What all programs do that use a result alike. */
function frameOf(use: Code, plan: PythonPlan, isAsync: boolean): Frame {
  const frames = clientOf(plan)[isAsync ? 'asyncFrames' : 'frames'];
  const known =
    frames.get(use) ?? new Frame((call) => clientProgram(plan, statements(call, use), [], isAsync));
  frames.set(use, known);
  return known;
}

function statements(call: Code, use: Code): Code {
  return join([call, use], '\n');
}

/** `with Acme(…) as acme:` around a body, in a coroutine where it is async. */
export function clientProgram(
  plan: PythonPlan,
  body: Code,
  more: readonly Code[],
  isAsync: boolean,
  tokenUrl?: Code,
): Code {
  const example = tokenUrl === undefined ? clientOf(plan).example : constructorExample(plan, tokenUrl);
  const given = [...example, ...more];
  const made = py`${clientClass(plan, isAsync)}(${join(given, ', ')})`;
  const { variable } = clientOf(plan);
  if (!isAsync) {
    return py`
      with ${made} as ${variable}:
          ${body}
    `;
  }
  const asyncio = plainRef('asyncio', 'run');
  return py`
    async def main() -> None:
        async with ${made} as ${variable}:
            ${body}


    ${asyncio}(main())
  `;
}

function clientClass(plan: PythonPlan, isAsync: boolean): Code {
  const { className, asyncClassName } = plan.client;
  const name = isAsync ? (asyncClassName ?? className) : className;
  return py`${ref(plan.package.module, name)}`;
}

interface Client {
  readonly variable: Code;
  readonly example: readonly Code[];
  /** The programs around a call, by what is done with its result. */
  readonly frames: Map<Code, Frame>;
  readonly asyncFrames: Map<Code, Frame>;
}

const clients = new WeakMap<PythonPlan, Client>();

/** What all programs of a package have in common. */
function clientOf(plan: PythonPlan): Client {
  const known = clients.get(plan);
  if (known !== undefined) return known;
  const made = {
    variable: ident(clientVariable(plan)),
    example: constructorExample(plan),
    frames: new Map<Code, Frame>(),
    asyncFrames: new Map<Code, Frame>(),
  };
  clients.set(plan, made);
  return made;
}

/** Lower case, apart from what the class and the programs' own names are. */
export function clientVariable(plan: PythonPlan): string {
  const name = plan.client.className
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
  return taken.has(name) ? `${name}_client` : name;
}

const taken = new Set([
  'asyncio',
  'os',
  'res',
  'event',
  'events',
  'page',
  'main',
  'models',
  'errors',
  'call',
]);

// --- Constructor ----------------------------------------------------------------------------------------

/** The arguments that a client needs: credentials, and a server where the document has none. */
function constructorExample(plan: PythonPlan, tokenUrl?: Code): readonly Code[] {
  const context = { api: plan.api, package: plan.package.module };
  return plan.client.constructorArguments.flatMap((argument) => {
    const name = ident(argument.name);
    if (argument.role === 'serverUrl' && argument.required)
      return [py`${name}=${lit('https://api.example.com')}`];
    if (argument.role === 'serverIndex') return serverExample(plan, name);
    if (argument.role === 'securityField' && argument.field) {
      return [py`${name}=${secret(argument.field, plan)}`];
    }
    if (argument.role === 'security') {
      const model = plan.client.security?.model;
      return [py`${name}=${model ? credentialsExample(model, plan, tokenUrl) : lit(null)}`];
    }
    if (argument.role === 'global' && argument.field && isNeeded(argument.field)) {
      const { field } = argument;
      return [py`${name}=${exampleValue(field.type, field.parameter?.example, field.name, context, 0)}`];
    }
    return [];
  });
}

/** Some operation cannot be called without it: what is in a path has to be given, whatever the document says. */
function isNeeded({ required, parameter }: Field): boolean {
  return required || parameter?.in === 'path';
}

/** The server that snippets are configured to name, where the document has it. */
function serverExample(plan: PythonPlan, name: Code): readonly Code[] {
  const wanted = plan.config.generation.usageSnippets.serverToShowInSnippets;
  const { servers } = plan.api;
  const index = servers.findIndex(
    ({ id, url }, at) => wanted === id || wanted === url || wanted === String(at),
  );
  if (wanted === undefined || index < 0) return [];
  const byId = servers.some(({ id }) => id !== undefined);
  return [py`${name}=${lit(byId ? (servers[index]?.id ?? String(index)) : index)}`];
}

// --- Call -----------------------------------------------------------------------------------------------

/** `await acme.things.get_thing_async(thing_id="…")`. */
export function callExpression(
  located: Located,
  plan: PythonPlan,
  tail: readonly Code[],
  isAsync: boolean,
): Code {
  const given = [...shownArguments(located.method, plan), ...tail];
  return callCode({ ...callOf(located, plan, given, isAsync), target: noCode });
}

function callOf(
  { attributes, method }: Located,
  plan: PythonPlan,
  given: readonly Code[],
  isAsync: boolean,
): ProgramCall {
  const names = attributes.map((attribute) => py`.${ident(attribute)}`);
  const name = ident(isAsync ? method.asyncName : method.name);
  const path = py`${clientOf(plan).variable}${join(names, '')}.${name}`;
  return {
    target: returnsNothing(method) ? noCode : py`res = `,
    callee: isAsync ? py`await ${path}` : path,
    given,
  };
}

function returnsNothing({ result }: MethodPlan): boolean {
  return result.kind === 'simple' && result.name === 'None';
}

function shownArguments(method: MethodPlan, plan: PythonPlan, file?: Code): readonly Code[] {
  const context = { api: plan.api, package: plan.package.module, ...(file && { file }) };
  return method.arguments
    .filter((argument) => isShown(argument, plan))
    .map((argument) => {
      const { security } = method.models;
      const isSecurity = argument.source.kind === 'security' && security !== undefined;
      const value = isSecurity ? credentialsExample(security, plan) : exampleArgument(argument, context);
      if (argument.positional) return value;
      return py`${ident(argument.name)}=${value}`;
    });
}

/** Required ones, and those that the document gives an example for. */
function isShown(argument: Argument, plan: PythonPlan): boolean {
  if (argument.required) return true;
  const { source } = argument;
  const rendering = plan.config.generation.usageSnippets.optionalPropertyRendering;
  if (argument.deprecation || rendering === 'never') return false;
  if (rendering === 'always') return true;
  if (source.kind === 'parameter') return source.parameter.example !== undefined;
  return source.kind === 'bodyField' && source.field.property?.example !== undefined;
}

/** Prints the result, item by item where it is a stream or has pages. */
function useResult(method: MethodPlan, isAsync: boolean): Code {
  if (returnsNothing(method)) return noCode;
  const loop = isAsync ? py`async for` : py`for`;
  if (method.stream) {
    const context = isAsync ? py`async with` : py`with`;
    return py`
      ${context} res as events:
          ${loop} event in events:
              print(event)
    `;
  }
  if (method.operation.pagination) {
    const check: Hole = py`if res is not None:`;
    return py`
      ${check}
          ${loop} page in res:
              print(page)
    `;
  }
  return py`print(res)`;
}
