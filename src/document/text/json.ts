/** JSON text as a value. */
import type { Json } from '../types.ts';
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
  const { deep, keys } = measure(value);
  if (deep !== undefined) return { problems: [tooDeep(locate(deep)?.value)], locate };
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

/** The steps to the first value that is nested too deeply, if there is one, and the number of all keys. */
function measure(root: Json): { readonly deep?: readonly string[]; readonly keys: number } {
  let keys = 0;
  const steps: string[] = [];
  const visit = (value: Json, depth: number): boolean => {
    if (typeof value !== 'object' || value === null) return false;
    if (depth > deepest) return true;
    if (Array.isArray(value)) {
      const elements: readonly Json[] = value;
      return elements.some((element, index) => {
        if (!visit(element, depth + 1)) return false;
        steps.push(String(index));
        return true;
      });
    }
    for (const [key, member] of Object.entries(value)) {
      keys += 1;
      if (!visit(member, depth + 1)) continue;
      steps.push(key);
      return true;
    }
    return false;
  };
  return visit(root, 1) ? { deep: steps.reverse(), keys } : { keys };
}
