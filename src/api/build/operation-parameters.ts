/**
 * The parameters of one operation: those of its path and its own, checked against the path's placeholders.
 * @see https://spec.openapis.org/oas/v3.2.0#path-item-object
 */
import type { Node } from '../../document/types.ts';
import type { Parameter } from '../types.ts';
import type { Context } from './context.ts';
import type { Found } from './operations.ts';
import { assumedPathParameter, parameterAt } from './parameters.ts';
import { elements } from './read.ts';

/** The SDK-wide parameters by place and name. */
export type Globals = ReadonlyMap<string, Parameter>;

/** Name and place: what tells parameters apart. Header names do not care for case. */
export function parameterKey({ in: place, name }: Pick<Parameter, 'in' | 'name'>): string {
  return `${place} ${place === 'header' ? name.toLowerCase() : name}`;
}

/** The parameters that count, or what is wrong with the operation because of them. */
export function operationParameters(
  context: Context,
  found: Found,
  globals: Globals,
): readonly Parameter[] | string {
  const shared = listed(context, found.pathItem);
  if (typeof shared === 'string') return shared;
  const own = listed(context, found.node);
  if (typeof own === 'string') return own;
  const merged = shared.size === 0 ? own : new Map([...shared, ...own]);
  const parameters =
    globals.size === 0
      ? [...merged.values()]
      : [...merged].map(([key, parameter]) => withGlobal(parameter, globals.get(key)));
  if (!found.received) return parameters;
  const names = placeholders(found.path);
  return names === undefined
    ? 'the braces in its path do not match'
    : placed(context, found, parameters, names);
}

function withGlobal(parameter: Parameter, global: Parameter | undefined): Parameter {
  return global === undefined ? parameter : { ...parameter, global: true, hidden: global.hidden };
}

function listed(context: Context, owner: Node): ReadonlyMap<string, Parameter> | string {
  const list = context.document.child(owner, 'parameters');
  const found = new Map<string, Parameter>();
  if (list.value !== undefined && !Array.isArray(list.value)) {
    context.warn('parameter-invalid', list, 'parameters has to be a list; it is left out.');
  }
  for (const at of elements(context.document, list)) {
    const parameter = parameterAt(context, at);
    if (parameter === 'broken') return 'one of its parameters cannot be found';
    if (parameter === 'ignored') continue;
    const key = parameterKey(parameter);
    if (found.has(key)) {
      context.warn(
        'parameter-duplicate',
        at,
        `The ${parameter.in} parameter ${parameter.name} is declared twice.`,
      );
    }
    found.set(key, parameter);
  }
  return found;
}

/** The names in braces, in order; undefined where the braces do not match. */
export function placeholders(path: string): readonly string[] | undefined {
  const names = new Set<string>();
  for (let at = 0; ; ) {
    const open = path.indexOf('{', at);
    const close = path.indexOf('}', at);
    if (open === -1 && close === -1) return [...names];
    if (open === -1 || close < open + 2) return undefined;
    const name = path.slice(open + 1, close);
    if (name.includes('{')) return undefined;
    names.add(name);
    at = close + 1;
  }
}

/** Every placeholder gets its parameter, and a path parameter without a placeholder is left out. */
function placed(
  context: Context,
  found: Found,
  parameters: readonly Parameter[],
  names: readonly string[],
): readonly Parameter[] {
  const missing = names.filter(
    (name) => !parameters.some((item) => item.in === 'path' && item.name === name),
  );
  const kept: Parameter[] = [];
  for (const parameter of parameters) {
    if (parameter.in !== 'path' || names.includes(parameter.name)) {
      kept.push(parameter);
      continue;
    }
    const meant = missing.findIndex((name) => name.toLowerCase() === parameter.name.toLowerCase());
    const [name] = meant < 0 ? [] : missing.splice(meant, 1);
    if (name !== undefined) kept.push({ ...parameter, name });
    const message = `The path ${found.path} has no placeholder for the path parameter ${parameter.name}`;
    const outcome = name === undefined ? 'it is left out' : `{${name}} is assumed to be meant`;
    context.warn('path-parameter-unused', parameter.node, `${message}; ${outcome}.`);
  }
  for (const name of missing) {
    const message = `The path ${found.path} has a placeholder {${name}} and no such parameter; text is assumed.`;
    context.warn('path-parameter-undeclared', found.node, message);
  }
  return [...kept, ...missing.map((name) => assumedPathParameter(context, found.node, name))];
}
