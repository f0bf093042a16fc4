/**
 * The part of YAML that nearly all documents are written in, in one pass over the text: objects and lists by
 * indentation, scalars of all styles, short lists and objects in brackets. The library takes ten times as long, because
 * it keeps every token. What is unusual, and all that is wrong, is left to it: then nothing is given here. The tests
 * hold the two against each other.
 */
import { type MutableObject, put } from '../json.ts';
import type { Json } from '../types.ts';
import type { Span } from './parsed.ts';
import {
  type Cursor,
  codes,
  finishLine,
  giveUp,
  isGap,
  lineEnd,
  nextContent,
  skipBlanks,
} from './yaml-cursor.ts';
import { mostLevels, readFlow } from './yaml-flow.ts';
import { beginsMember, readElementLine, readMemberLine } from './yaml-line.ts';
import { canBeginPlain, readBlock, readPlain, readQuoted } from './yaml-scalars.ts';

/** What was read, and where it stands. */
export interface Read {
  readonly value: Json;
  readonly span: Span;
  readonly scalar: boolean;
}

/** The value of the text with where it begins; nothing where there is anything that is not common. */
export function readCommonYaml(text: string): { readonly value: Json; readonly start: number } | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what the library may see in another way
  if (/[\u0000-\u0008\u000b-\u001f\u007f\ufeff]/.test(text)) return undefined;
  const at = /^---[ ]*\n/.exec(text)?.[0].length ?? 0;
  const cursor: Cursor = { text, at, indent: 0, depth: 0, unusual: false };
  nextContent(cursor);
  const start = cursor.at;
  const isCollection = isDash(cursor) || keyAt(cursor) !== undefined;
  if (!isCollection) return undefined;
  const { value } = readNode(cursor, -1);
  return cursor.unusual || cursor.at < text.length ? undefined : { value, start };
}

/** What begins at the cursor: a line's content, or what stands behind a dash. */
function readNode(cursor: Cursor, parent: number): Read {
  const { at: start } = cursor;
  const isList = isDash(cursor);
  if (!isList && !beginsMember(cursor) && keyAt(cursor) === undefined) return readValue(cursor, parent);
  const span = { start, end: start };
  if (cursor.shallow === true) return { value: null, span, scalar: false };
  cursor.depth += 1;
  if (cursor.depth > mostLevels) giveUp(cursor);
  const value = isList ? readList(cursor) : readMap(cursor);
  cursor.depth -= 1;
  return { value, span, scalar: false };
}

/** Whether an element of a list begins at the cursor. */
export function isDash({ text, at }: Cursor): boolean {
  return text.charCodeAt(at) === codes.dash && isGap(text, at + 1);
}

/** A key, as it stands on its line. */
export interface Key {
  readonly name: string;
  readonly span: Span;
  /** Behind the colon. */
  readonly next: number;
}

/** The key at the cursor, if there is one on this line. */
export function keyAt(cursor: Cursor): Key | undefined {
  const { text, at } = cursor;
  const code = text.charCodeAt(at);
  if (code === codes.doubleQuote || code === codes.singleQuote) return quotedKey(cursor);
  if (!canBeginPlain(text, at)) return undefined;
  const line = text.slice(at, lineEnd(text, at));
  for (let colon = line.indexOf(':'); colon !== -1; colon = line.indexOf(':', colon + 1)) {
    const next = at + colon + 1;
    if (!isGap(text, next)) continue;
    const name = line.slice(0, colon).replace(/ +$/, '');
    if (name.includes(' #') || name.includes('\t') || name === '<<' || name.length > 1000) return undefined;
    return { name, span: { start: at, end: at + name.length }, next };
  }
  return undefined;
}

function quotedKey(cursor: Cursor): Key | undefined {
  const { text, at: start } = cursor;
  const probe: Cursor = {
    text: text.slice(start, lineEnd(text, start)),
    at: 0,
    indent: 0,
    depth: 0,
    unusual: false,
  };
  const name = readQuoted(probe, -1);
  const end = start + probe.at;
  if (probe.unusual || probe.at > 1000) return undefined;
  return text.charCodeAt(end) === codes.colon && isGap(text, end + 1)
    ? { name, span: { start, end }, next: end + 1 }
    : undefined;
}

function readMap(cursor: Cursor): Json {
  const object: MutableObject = {};
  const { indent } = cursor;
  while (cursor.indent === indent) {
    const line = readMemberLine(cursor);
    const name = line === undefined ? readKey(cursor) : line.name;
    if (name === undefined || Object.hasOwn(object, name)) {
      giveUp(cursor);
      break;
    }
    const value = line === undefined ? readMember(cursor, indent).value : line.value;
    put(object, name, value === undefined ? readBelow(cursor, indent, cursor.at).value : value);
  }
  if (cursor.indent > indent) giveUp(cursor);
  return object;
}

/** Goes behind the colon of the key at the cursor. */
function readKey(cursor: Cursor): string | undefined {
  const key = isDash(cursor) ? undefined : keyAt(cursor);
  if (key !== undefined) cursor.at = key.next;
  return key?.name;
}

/** The value of a key, behind whose colon the cursor stands: on its line, or below. */
export function readMember(cursor: Cursor, indent: number): Read {
  const { text, at } = cursor;
  if (!isRestEmpty(text, at)) {
    cursor.at = skipBlanks(text, at);
    return readValue(cursor, indent);
  }
  finishLine(cursor);
  return readBelow(cursor, indent, at);
}

/** The value below a key, if there is one; a list may stand at the same column. */
function readBelow(cursor: Cursor, indent: number, behindKey: number): Read {
  const isBelow = cursor.indent > indent || (cursor.indent === indent && isDash(cursor));
  return isBelow ? readNode(cursor, indent) : nothingAt(behindKey);
}

function readList(cursor: Cursor): Json {
  const list: Json[] = [];
  const { indent } = cursor;
  while (cursor.indent === indent && isDash(cursor)) {
    const value = readElementLine(cursor);
    list.push(value === undefined ? readElement(cursor, indent).value : value);
  }
  if (cursor.indent > indent) giveUp(cursor);
  return list;
}

/** The value of an element: behind its dash, or below. */
export function readElement(cursor: Cursor, indent: number): Read {
  const { text, at: dash } = cursor;
  if (!isRestEmpty(text, dash + 1)) {
    cursor.at = skipBlanks(text, dash + 1);
    cursor.indent = indent + cursor.at - dash;
    return readNode(cursor, indent);
  }
  cursor.at = dash + 1;
  // The library sees nothing behind the blank that follows the dash.
  const behind = text.charCodeAt(dash + 1) === codes.blank ? dash + 2 : dash + 1;
  finishLine(cursor);
  return cursor.indent > indent ? readNode(cursor, indent) : nothingAt(behind);
}

function isRestEmpty(text: string, from: number): boolean {
  const at = skipBlanks(text, from);
  const code = text.charCodeAt(at);
  return code === codes.newline || (code === codes.hash && at > from);
}

function nothingAt(start: number): Read {
  return { value: null, span: { start, end: start }, scalar: false };
}

/** A scalar, or an object or list in brackets; stops at the next line with content. */
function readValue(cursor: Cursor, parent: number): Read {
  const { text, at: start } = cursor;
  const code = text.charCodeAt(start);
  if (code === codes.bar || code === codes.more) {
    const { value, end } = readBlock(cursor, parent);
    return { value, span: { start, end }, scalar: true };
  }
  if (canBeginPlain(text, start)) {
    const { value, end } = readPlain(cursor, parent);
    return { value, span: { start, end }, scalar: true };
  }
  const isFlow = code === codes.openMap || code === codes.openList;
  if (!isFlow && code !== codes.doubleQuote && code !== codes.singleQuote) {
    giveUp(cursor);
    return nothingAt(start);
  }
  const value = isFlow ? readFlow(cursor, parent) : readQuoted(cursor, parent);
  const span = { start, end: cursor.at };
  if (!cursor.unusual) finishLine(cursor);
  return { value, span, scalar: !isFlow };
}
