/** JSON text as a value. */
import { isArray } from '../json.ts';
import type { Json, JsonObject } from '../types.ts';
import { jsonError } from './json-error.ts';
import { countKeys, duplicateKeys, jsonLocator } from './json-scan.ts';
import { deepest, type Parsed, type TextProblem } from './parsed.ts';
import { tooDeep } from './too-deep.ts';

/** Parses JSON; positions are found only when asked for. */
export function parseJson(text: string): Parsed {
  const locate = jsonLocator(text);
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch {
    return { problems: [jsonError(text)], locate: () => undefined };
  }
  const { keys, isTooDeep } = countIn(value);
  if (isTooDeep) return { problems: [tooDeep(locate(stepsTooDeep(value) ?? [])?.value)], locate };
  const problems = keys === countKeys(text) ? [] : duplicateKeys(text).map(duplicate);
  return { value, problems, locate };
}

function duplicate({ name, span }: { name: string; span: TextProblem['span'] }): TextProblem {
  return {
    code: 'duplicate-key',
    severity: 'error',
    message: `The key "${name}" appears twice in this object.`,
    span,
  };
}

/** How many keys a value has, up to one that is nested too deeply. */
function countIn(root: Json): { readonly keys: number; readonly isTooDeep: boolean } {
  let keys = 0;
  const visit = (value: readonly Json[] | JsonObject, depth: number): boolean => {
    if (depth > deepest) return true;
    if (isArray(value)) {
      for (const element of value) if (isContainer(element) && visit(element, depth + 1)) return true;
      return false;
    }
    for (const key in value) {
      keys += 1;
      const member = value[key];
      if (isContainer(member) && visit(member, depth + 1)) return true;
    }
    return false;
  };
  const isTooDeep = isContainer(root) && visit(root, 1);
  return { keys, isTooDeep };
}

function isContainer(value: Json | undefined): value is readonly Json[] | JsonObject {
  return typeof value === 'object' && value !== null;
}

/** The steps to the first value that is nested too deeply. */
function stepsTooDeep(value: Json, depth = 1): string[] | undefined {
  if (!isContainer(value)) return undefined;
  if (depth > deepest) return [];
  for (const [key, member] of Object.entries(value)) {
    const steps = stepsTooDeep(member, depth + 1);
    if (steps !== undefined) return [key, ...steps];
  }
  return undefined;
}
