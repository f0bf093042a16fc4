/**
 * The doors through which text from a document enters code: as a literal, a docstring, a comment or a checked
 * identifier. What comes out cannot end the construct it stands in.
 */
import type { Json } from '../document/types.ts';
import { type Code, type Hole, join, noCode, rawCode, textOf } from './code.ts';
import { py } from './template.ts';

export const pythonKeywords: ReadonlySet<string> = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for ' +
    'from global if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

// A large API writes a few thousand names a million times: each is checked once.
const identifiers = new Set<string>();

/** A Python identifier. Throws where it is none: the plan has to have settled that. */
export function ident(name: string): Code {
  if (identifiers.has(name)) return rawCode(name);
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || pythonKeywords.has(name)) {
    throw new Error(`not a Python identifier: ${JSON.stringify(name)}`);
  }
  identifiers.add(name);
  return rawCode(name);
}

/** A dotted path of identifiers: `acme.client`. */
export function dotted(path: string): Code {
  path.split('.').forEach(ident);
  return rawCode(path);
}

/**
 * A JSON value as a Python literal: `lit({a: [true, null]})` is `{"a": [True, None]}`.
 * Integers stay integers; a float is written so that Python reads the same double.
 */
export function lit(value: Json): Code {
  return rawCode(typeof value === 'string' ? stringText(value) : literalText(value));
}

function literalText(value: Json): string {
  if (value === null) return 'None';
  switch (typeof value) {
    case 'boolean':
      return value ? 'True' : 'False';
    case 'number':
      return numberText(value);
    case 'string':
      return stringText(value);
    default:
      if (Array.isArray(value)) return `[${value.map(literalText).join(', ')}]`;
      return `{${Object.entries(value)
        .map(([key, member]) => `${stringText(key)}: ${literalText(member)}`)
        .join(', ')}}`;
  }
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? '1e999' : value < 0 ? '-1e999' : 'None';
  return Number.isInteger(value) && Math.abs(value) >= 1e21 ? BigInt(value).toString() : String(value);
}

/** Code as a string literal, for what type checkers and the runtime evaluate later; its imports stay. */
export function quoted(code: Code): Code {
  return rawCode(`"${textOf(code).replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`);
}

/** A number that must be a Python float: `1` is `1.0`. */
export function floatLit(value: number): Code {
  const text = numberText(value);
  return rawCode(/^-?\d+$/.test(text) ? `${text}.0` : text);
}

/** Tuple literal; one element keeps its comma. */
export function tuple(items: readonly Hole[]): Code {
  const only = items.length === 1;
  return py`(${join(items, ', ')}${only && rawCode(',')})`;
}

// Control characters, lone surrogates, and the bidirectional controls that make source read as what it is not.
const unprintable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function escaped(character: string): string {
  const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
  const code = character.charCodeAt(0);
  return (
    short[character] ??
    (code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`)
  );
}

const harmless = /^[ !#-[\]-~]*$/;

function stringText(text: string): string {
  if (harmless.test(text)) return `"${text}"`;
  const quoted = text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(unprintable, escaped);
  return `"${quoted}"`;
}

/** Text for people, made harmless: one kind of line break, no control characters, no trailing blanks. */
function plainText(text: string): string {
  const isPlain = harmlessText.test(text);
  if (isPlain && !text.includes(' \n') && !isPadded(text)) return text;
  const lines = isPlain ? text.split('\n').map((line) => line.trimEnd()) : cleanLines(text);
  while (lines.length > 0 && lines.at(-1) === '') lines.pop();
  while (lines.length > 0 && lines[0] === '') lines.shift();
  return lines.join('\n');
}

function isPadded(text: string): boolean {
  return text.startsWith('\n') || text.endsWith('\n') || text.endsWith(' ');
}

// What most text is made of.
const harmlessText = /^[\n -~]*$/;

function cleanLines(text: string): string[] {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: other line breaks, made into one kind
      .replace(/\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g, '\n')
      .replace(/\t/g, '    ')
      .split('\n')
      .map((line) => line.replace(unprintable, '').trimEnd())
  );
}

/** A docstring of one or many lines; nothing where the text is blank. */
export function docstring(text: string | undefined): Code {
  if (text === undefined) return noCode;
  const plain = plainText(text);
  if (plain === '') return noCode;
  const isSafe = !plain.includes('\\') && !plain.includes('"""');
  const safe = isSafe ? plain : plain.replace(/\\/g, '\\\\').replace(/"""/g, '\\"\\"\\"');
  return rawCode(safe.includes('\n') ? `"""${safe}\n"""` : `"""${endSafely(safe)}"""`);
}

// A quote before the closing quotes would join them; one that is escaped already has its backslash.
function endSafely(line: string): string {
  if (!line.endsWith('"')) return line;
  const backslashes = /(\\*)"$/.exec(line)?.[1];
  return backslashes !== undefined && backslashes.length % 2 === 0 ? `${line.slice(0, -1)}\\"` : line;
}

/** `# ` before every line; nothing where the text is blank. */
export function comment(text: string | undefined): Code {
  const plain = plainText(text ?? '');
  if (plain === '') return noCode;
  const lines = plain.split('\n');
  return rawCode(lines.map((line) => `# ${line}`.trimEnd()).join('\n'));
}
