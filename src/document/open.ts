/** From an input or a path to a text and its value. */
import { relative } from 'node:path';
import { type Problem, problem } from '../diagnostics/problem.ts';
import { suggest } from '../diagnostics/suggest.ts';
import { isArray, isObject, type MutableObject, put } from './json.ts';
import type { Reader, ReadResult } from './reader.ts';
import { type SourceText, sourceText, textProblem } from './source.ts';
import { decode } from './text/decode.ts';
import { parseJson } from './text/json.ts';
import type { Parsed } from './text/parsed.ts';
import { parseYaml } from './text/yaml.ts';
import type { Json } from './types.ts';

export interface Opened {
  readonly source: SourceText;
  /** Absent: `problems` says why. */
  readonly value?: Json;
  readonly problems: readonly Problem[];
}

/** Bytes or text as a value. */
export function openText(name: string, content: string | Uint8Array): Opened {
  const decoded = typeof content === 'string' ? { kind: 'text' as const, text: content } : decode(content);
  if (decoded.kind === 'bad') {
    const source = sourceText(name, decoded.text, () => undefined);
    const { message, span } = decoded;
    return {
      source,
      problems: [textProblem(source, { code: 'document-encoding', severity: 'error', message, span })],
    };
  }
  const text = decoded.text.startsWith('\ufeff') ? decoded.text.slice(1) : decoded.text;
  const parsed = parseText(name, text);
  const source = sourceText(name, text, parsed.locate);
  const problems = parsed.problems.map((found) => textProblem(source, found));
  if (parsed.value === undefined) return { source, problems };
  const value = /\\u[dD][89a-fA-F]/.test(text) ? wellFormed(parsed.value, new Map()) : parsed.value;
  return { source, problems, value };
}

const halfCharacters = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Escapes can write half a character, which no file and no request can hold: it becomes U+FFFD. */
function wellFormed(value: Json, known: Map<Json, Json>): Json {
  if (typeof value === 'string') return value.replace(halfCharacters, '\ufffd');
  if (!isArray(value) && !isObject(value)) return value;
  const found = known.get(value);
  if (found !== undefined) return found;
  const copy = isArray(value) ? value.map((item) => wellFormed(item, known)) : ({} as MutableObject);
  known.set(value, copy);
  if (!isArray(value))
    for (const [key, member] of Object.entries(value))
      put(copy as MutableObject, key.replace(halfCharacters, '\ufffd'), wellFormed(member, known));
  return copy;
}

/** JSON by its first sign, unless the name says YAML and the text is not JSON after all. */
function parseText(name: string, text: string): Parsed {
  const start = text.search(/\S/);
  const first = text.charAt(start);
  if (first === '') return useless('document-empty', 'There is nothing in this file.', 0);
  if (first === '<') {
    return useless('document-not-openapi', 'This is a web page or XML, and not an OpenAPI document.', start);
  }
  const parsed = first === '{' || first === '[' ? parseJson(text) : parseYaml(text);
  if (parsed.value === null) return useless('document-empty', 'There is no value in this file.', start);
  const mayBeYaml = /\.ya?ml$/i.test(name) && parsed.problems.some(({ code }) => code === 'json-syntax');
  return mayBeYaml ? parseYaml(text) : parsed;
}

function useless(code: Problem['code'], message: string, start: number): Parsed {
  const span = { start, end: start + 1 };
  return { problems: [{ code, severity: 'error', message, span }], locate: () => undefined };
}

/** What a reader found, as a value. */
export function openRead(name: string, read: ReadResult): Opened {
  if (read.kind === 'read') return openText(name, read.bytes);
  const source = sourceText(name, '', () => undefined);
  const { code, message, fix } = describeFailure(name, read);
  return { source, problems: [problem(code, 'error', message, { fix })] };
}

/** A failure to read in words: a message, and a name that may be meant. */
export function describeFailure(
  name: string,
  read: Exclude<ReadResult, { kind: 'read' }>,
): { readonly code: Problem['code']; readonly message: string; readonly fix?: string } {
  const code = read.reason === 'too-large' ? 'document-too-large' : 'document-unreadable';
  const message = `${name} cannot be read: ${read.detail}.`;
  const file = name.split(/[\\/]/).at(-1) ?? name;
  const meant = suggest(file, read.nearby ?? []) ?? sameStem(file, read.nearby ?? []);
  return meant === undefined ? { code, message } : { code, message, fix: `Did you mean "${meant}"?` };
}

/** `openapi.yaml` where `openapi.yml` or `openapi.json` is there. */
function sameStem(file: string, names: readonly string[]): string | undefined {
  const stem = file.replace(/\.[^.]*$/, '');
  return names.find((name) => name !== file && name.replace(/\.(?:ya?ml|json)$/i, '') === stem);
}

/** A path as the user would write it: relative to the working folder where it is inside. */
export function displayPath(reader: Reader, path: string): string {
  const shown = relative(reader.folder, path);
  return (shown === '' ? path : shown).replaceAll('\\', '/');
}

/** A URL without the password that may be in it. */
export function shownUrl(url: string): string {
  if (!URL.canParse(url)) return url;
  const shown = new URL(url);
  if (shown.username === '' && shown.password === '') return url;
  shown.username = '';
  shown.password = '';
  return shown.href;
}
