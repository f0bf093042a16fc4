/** Scalars of YAML text: plain, in quotes, and as blocks of lines. */
import type { Json } from '../types.ts';
import { type Cursor, codes, giveUp, lineEnd, nextContent, skipBlanks } from './yaml-cursor.ts';

/** What may begin a plain scalar without a second look; the rest is an indicator, or may be one. */
const plainStart = /[^\s\-?:,[\]{}#&*!|>'"%@`]/;
const wordsOfSchema = /^(?:~|[Nn]ull|NULL|[Tt]rue|TRUE|[Ff]alse|FALSE)$/;
const integer = /^[-+]?[0-9]+$/;
const decimal = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const otherNumber = /^(?:0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

export function canBeginPlain(text: string, at: number): boolean {
  if (plainStart.test(text.charAt(at))) return true;
  return text.charCodeAt(at) === codes.dash && /[^\s,[\]{}-]/.test(text.charAt(at + 1));
}

/** The value of plain text in the core schema; nothing for forms that hardly anybody writes. */
export function plainValue(source: string): Json | undefined {
  if (!/^[~nNtTfF0-9.+-]/.test(source)) return source;
  if (wordsOfSchema.test(source)) {
    const first = source.charAt(0).toLowerCase();
    return first === '~' || first === 'n' ? null : first === 't';
  }
  if (otherNumber.test(source)) return undefined;
  if (!decimal.test(source)) return source;
  const value = integer.test(source) ? Number.parseInt(source, 10) : Number.parseFloat(source);
  return Number.isFinite(value) ? value : source;
}

/** Plain text, whose further lines are indented more than `parent`; stops at the next line with content. */
export function readPlain(cursor: Cursor, parent: number): { readonly value: Json; readonly end: number } {
  const { text } = cursor;
  let end = plainEnd(cursor, cursor.at);
  let source = text.slice(cursor.at, end);
  let more = end;
  while (!cursor.unusual && isLineOver(text, more)) {
    const next = continuation(text, more, parent);
    if (next === undefined) break;
    end = plainEnd(cursor, next.at);
    source += (next.breaks === 1 ? ' ' : '\n'.repeat(next.breaks - 1)) + text.slice(next.at, end);
    more = end;
  }
  const value = plainValue(source);
  if (value === undefined) giveUp(cursor);
  if (cursor.unusual) return { value: null, end };
  cursor.at = Math.min(text.length, lineEnd(text, end) + 1);
  nextContent(cursor);
  return { value: value ?? null, end };
}

/** Where plain text ends on its line: before a comment and blanks. */
function plainEnd(cursor: Cursor, from: number): number {
  const { text } = cursor;
  const line = text.slice(from, lineEnd(text, from));
  const comment = line.indexOf(' #');
  const content = (comment === -1 ? line : line.slice(0, comment)).replace(/ +$/, '');
  if (content.includes(': ') || content.endsWith(':') || content.includes('\t')) giveUp(cursor);
  return from + content.length;
}

function isLineOver(text: string, at: number): boolean {
  return text.charCodeAt(skipBlanks(text, at)) === codes.newline;
}

/** The next line of the same plain text, and the line breaks before it. */
function continuation(
  text: string,
  end: number,
  parent: number,
): { readonly at: number; readonly breaks: number } | undefined {
  let breaks = 0;
  for (let start = lineEnd(text, end) + 1; start < text.length; start = lineEnd(text, start) + 1) {
    breaks += 1;
    const at = skipBlanks(text, start);
    if (text.charCodeAt(at) === codes.newline) continue;
    const belongs = at < text.length && at - start > parent && text.charCodeAt(at) !== codes.hash;
    return belongs ? { at, breaks } : undefined;
  }
  return undefined;
}

/** Text in quotes; the cursor stops behind the closing quote. */
export function readQuoted(cursor: Cursor, parent: number): string {
  const { text, at } = cursor;
  const isSingle = text.charCodeAt(at) === codes.singleQuote;
  const end = isSingle ? singleEnd(text, at) : doubleEnd(text, at);
  const inner = text.slice(at + 1, end ?? at + 1);
  const isReadable = end !== undefined && (!inner.includes('\n') || areIndented(inner, parent));
  const value = isReadable ? (isSingle ? singleQuoted(inner) : doubleQuoted(inner)) : undefined;
  if (value === undefined) giveUp(cursor);
  else cursor.at = at + inner.length + 2;
  return value ?? '';
}

function singleEnd(text: string, from: number): number | undefined {
  let end = text.indexOf("'", from + 1);
  while (end !== -1 && text.charCodeAt(end + 1) === codes.singleQuote) end = text.indexOf("'", end + 2);
  return end === -1 ? undefined : end;
}

function doubleEnd(text: string, from: number): number | undefined {
  for (let end = text.indexOf('"', from + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === codes.backslash) before -= 1;
    if ((end - before) % 2 === 1) return end;
  }
  return undefined;
}

function areIndented(inner: string, parent: number): boolean {
  if (inner.includes('\t')) return false;
  return [...inner.matchAll(/\n( *)(?=[^ \n]|$)/g)].every(([, blanks = '']) => blanks.length > parent);
}

function singleQuoted(inner: string): string {
  const text = inner.includes('\n') ? inner.replace(breaks, foldedBreaks) : inner;
  return text.includes("''") ? text.replaceAll("''", "'") : text;
}

/** Nothing for escapes that YAML does not have. */
function doubleQuoted(inner: string): string | undefined {
  if (!inner.includes('\\') && !inner.includes('\n')) return inner;
  let isUnusual = false;
  const text = inner.replace(escapesAndBreaks, (found, blankLine: string | undefined) => {
    if (!found.startsWith('\\')) return foldedBreaks(found);
    isUnusual ||= found === '\\' || blankLine !== undefined || /^\\U(?!00(?:0|10))/.test(found);
    return found.startsWith('\\\n') ? '' : unescaped(found);
  });
  return isUnusual ? undefined : text;
}

const breaks = / *\n(?: *\n)* */g;
const escapesAndBreaks =
  /\\\n *(\n)?|\\(?:["\\/bfnrt 0aveN_LP]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})|\\| *\n(?: *\n)* */g;

/** A break is a blank, and each further one a line break. */
function foldedBreaks(found: string): string {
  const count = found.split('\n').length - 1;
  return count === 1 ? ' ' : '\n'.repeat(count - 1);
}

const escaped: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};

function unescaped(written: string): string {
  const sign = written.charAt(1);
  if (written.length <= 2) return escaped[sign] ?? sign;
  const code = Number.parseInt(written.slice(2), 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

/** A block of lines behind `|` or `>`; stops at the next line with content. */
export function readBlock(cursor: Cursor, parent: number): { readonly value: string; readonly end: number } {
  const { text } = cursor;
  const headEnd = lineEnd(text, cursor.at);
  const head = /^([|>])([+-]?)(?: +(?:#.*)?)?$/.exec(text.slice(cursor.at, headEnd));
  const found = head === null ? undefined : blockLines(text, headEnd + 1, parent);
  if (head === null || found === undefined) {
    giveUp(cursor);
    return { value: '', end: headEnd };
  }
  const [, style, chomping = ''] = head;
  const body = [...found.lines];
  while (body.at(-1) === '') body.pop();
  const trailing = found.lines.length - body.length;
  const joined = style === '>' ? folded(body) : body.join('\n');
  cursor.at = found.end;
  nextContent(cursor);
  return { value: joined + lastBreaks(chomping, body.length > 0, trailing), end: found.end };
}

function lastBreaks(chomping: string, hasText: boolean, trailing: number): string {
  if (chomping === '+') return '\n'.repeat(trailing + (hasText ? 1 : 0));
  return chomping === '-' || !hasText ? '' : '\n';
}

/** The lines without their indentation; nothing for what is easily read in two ways. */
function blockLines(
  text: string,
  from: number,
  parent: number,
): { readonly lines: readonly string[]; readonly end: number } | undefined {
  const lines: string[] = [];
  let width: number | undefined;
  let widest = 0;
  let start = from;
  while (start < text.length) {
    const at = skipBlanks(text, start);
    const end = lineEnd(text, at);
    if (end === text.length || text.charCodeAt(at) === codes.tab) return undefined;
    if (at === end && width === undefined) widest = Math.max(widest, at - start);
    if (at < end) {
      if (width === undefined && at - start > parent) width = at - start;
      if (width !== undefined && widest > width) return undefined;
      if (width === undefined || at - start < width) break;
    }
    lines.push(width === undefined ? '' : text.slice(Math.min(start + width, end), end));
    start = end + 1;
  }
  return { lines, end: start };
}

/** A break is a blank, and each further one a line break; around lines that are indented more, all breaks stay. */
function folded(lines: readonly string[]): string {
  let result = '';
  let count = 0;
  let wasIndented = false;
  for (const [index, line] of lines.entries()) {
    if (line !== '') {
      const isIndented = line.startsWith(' ') || line.startsWith('\t');
      const keeps = index > count && (isIndented || wasIndented);
      if (keeps) result += '\n'.repeat(count + 1);
      else result += count === 0 && index > 0 ? ' ' : '\n'.repeat(count);
      result += line;
      wasIndented = isIndented;
    }
    count = line === '' ? count + 1 : 0;
  }
  return result;
}
