/** Finds the first error in JSON text that `JSON.parse` refuses, and says it in words that help. */
import type { TextProblem } from './parsed.ts';

interface Fault {
  readonly at: number;
  readonly length?: number;
  readonly message: string;
  readonly fix?: string;
}

type Closer = '}' | ']';

const literals = ['true', 'false', 'null'] as const;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /[A-Za-z_$][\w$-]*/y;
const escapes = /["\\/bfnrt]/;

/** The first fault, as a problem; the text is known not to be valid JSON. */
export function jsonError(text: string): TextProblem {
  const fault = findFault(text) ?? { at: 0, message: 'The text is not valid JSON.' };
  const span = { start: fault.at, end: Math.min(text.length, fault.at + (fault.length ?? 1)) };
  const { message, fix } = fault;
  return { code: 'json-syntax', severity: 'error', message, span, ...(fix !== undefined && { fix }) };
}

/** A loop with a stack of its own, because texts may be nested deeper than calls can be. */
function findFault(text: string): Fault | undefined {
  const open: { readonly closer: Closer; readonly at: number }[] = [];
  let at = blanks(text, 0);
  let state: 'value' | 'first' | 'after' = 'value';
  for (;;) {
    const inner = open.at(-1);
    if (at >= text.length) return ending(text, state, inner);
    const character = text.charAt(at);
    if (state === 'after') {
      if (inner === undefined) return rest(at);
      if (character === inner.closer) open.pop();
      else if (character === ',') state = 'value';
      else return noComma(text, at, inner.closer);
      at = blanks(text, at + 1);
      if (state === 'value' && text.charAt(at) === inner.closer) return trailingComma(text, at);
      if (state === 'after') continue;
    } else if (state === 'first' && inner !== undefined && character === inner.closer) {
      open.pop();
      state = 'after';
      at = blanks(text, at + 1);
      continue;
    }
    if (inner?.closer === '}') {
      const key = keyAt(text, at);
      if (typeof key !== 'number') return key;
      at = key;
    }
    const opener = text.charAt(at);
    if (opener === '{' || opener === '[') {
      open.push({ closer: opener === '{' ? '}' : ']', at });
      state = 'first';
      at = blanks(text, at + 1);
      continue;
    }
    const end = scalarAt(text, at);
    if (typeof end !== 'number') return end;
    at = blanks(text, end);
    state = 'after';
  }
}

function ending(
  text: string,
  state: 'value' | 'first' | 'after',
  inner: { readonly closer: Closer; readonly at: number } | undefined,
): Fault | undefined {
  if (inner === undefined) {
    return state === 'after' ? undefined : { at: 0, message: 'The text ends before there is a value.' };
  }
  const opener = inner.closer === '}' ? '{' : '[';
  const line = text.slice(0, inner.at).split('\n').length;
  return {
    at: Math.max(0, text.trimEnd().length - 1),
    message: `The text ends while the "${opener}" of line ${line} is still open.`,
    fix: `Close it with "${inner.closer}"; the file may have been cut off.`,
  };
}

function rest(at: number): Fault {
  return {
    at,
    message: 'There is more text after the end of the JSON value.',
    fix: 'Remove it, or join the parts into one object.',
  };
}

function noComma(text: string, at: number, closer: Closer): Fault {
  const found = text.charAt(at);
  if (found === '/' || found === '#') return comment(at);
  if (found === '}' || found === ']') {
    return { at, message: `"${found}" closes what was not opened: "${closer}" is due here.` };
  }
  if (found === ':' && closer === ']') return { at, message: 'A ":" cannot stand in a list.' };
  return {
    at,
    message: `A comma or "${closer}" is missing before ${shown(text, at)}.`,
    fix: 'Put a comma after the value before it.',
  };
}

function trailingComma(text: string, at: number): Fault {
  return {
    at: text.lastIndexOf(',', at),
    message: `The comma before "${text.charAt(at)}" is one too many.`,
    fix: 'Remove the comma: JSON has none after the last member.',
  };
}

function singleQuotes(at: number): Fault {
  return { at, message: 'Text stands in single quotes.', fix: 'Use double quotes: JSON knows no others.' };
}

function comment(at: number): Fault {
  return {
    at,
    length: 2,
    message: 'JSON has no comments.',
    fix: 'Remove the comment, or name the file .yaml and write it as YAML.',
  };
}

/** The offset of the value after a key and its colon, or what is wrong with the key. */
function keyAt(text: string, at: number): number | Fault {
  if (text.charAt(at) !== '"') {
    if (text.charAt(at) === '/') return comment(at);
    const bare = matchAt(word, text, at);
    if (text.charAt(at) === "'") return singleQuotes(at);
    if (bare === undefined) {
      return { at, message: `A key in double quotes is expected, and not ${shown(text, at)}.` };
    }
    const fix = `Write "${bare}" with the quotes.`;
    return { at, length: bare.length, message: `The key ${bare} has no quotes.`, fix };
  }
  const end = stringAt(text, at);
  if (typeof end !== 'number') return end;
  const colon = blanks(text, end);
  if (text.charAt(colon) === ':') return blanks(text, colon + 1);
  const name = text.slice(at, Math.min(end, at + 60));
  return { at: Math.min(colon, text.length - 1), message: `A ":" is missing after the key ${name}.` };
}

function scalarAt(text: string, at: number): number | Fault {
  const first = text.charAt(at);
  if (first === '"') return stringAt(text, at);
  if (first === '/') return comment(at);
  if (first === "'") return singleQuotes(at);
  for (const literal of literals) if (text.startsWith(literal, at)) return at + literal.length;
  const digits = matchAt(number, text, at);
  if (digits === undefined) return noValue(text, at);
  const after = text.charAt(at + digits.length);
  if (!/[\w.+-]/.test(after)) return at + digits.length;
  const written = matchAt(/[\w.+-]+/y, text, at) ?? digits;
  return { at, length: written.length, message: `${written.slice(0, 60)} is not a number of JSON.` };
}

function noValue(text: string, at: number): Fault {
  if (at >= text.length) return { at: Math.max(0, at - 1), message: 'The text ends where a value is due.' };
  const bare = matchAt(word, text, at);
  if (bare === undefined) return { at, message: `A value is expected, and not ${shown(text, at)}.` };
  const lower = bare.toLowerCase();
  const meant = lower === 'none' || lower === 'undefined' ? 'null' : lower;
  const fix = literals.some((literal) => literal === meant)
    ? `Write ${meant}.`
    : 'Put text in double quotes.';
  return { at, length: bare.length, message: `${bare.slice(0, 60)} is not a value of JSON.`, fix };
}

function stringAt(text: string, from: number): number | Fault {
  for (let at = from + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') return at + 1;
    if (character === '\\') {
      at += 1;
      if (text.charAt(at) === 'u') {
        if (!/^[0-9a-fA-F]{4}$/.test(text.slice(at + 1, at + 5))) return badEscape(text, at);
        at += 4;
      } else if (!escapes.test(text.charAt(at))) return badEscape(text, at);
    } else if (character === '\n') {
      const fix = 'Close the text with a double quote; write a line break inside it as \\n.';
      return { at: from, message: 'The text that begins here is not closed on its line.', fix };
    } else if (character < ' ') {
      const code = character.charCodeAt(0).toString(16).padStart(4, '0');
      const fix = `Write it as \\u${code}${character === '\t' ? ' or \\t' : ''}.`;
      return { at, message: 'A control character stands in the text.', fix };
    }
  }
  return { at: from, message: 'The text that begins here is never closed.' };
}

function badEscape(text: string, at: number): Fault {
  const fix = 'Write a backslash as \\\\.';
  return { at: at - 1, length: 2, message: `JSON has no escape \\${text.charAt(at)} of this form.`, fix };
}

function blanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1;
  return at;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function shown(text: string, at: number): string {
  const code = text.codePointAt(at);
  if (code === undefined) return 'the end of the text';
  return code < 0x20 ? 'a control character' : JSON.stringify(String.fromCodePoint(code));
}
