/** Objects and lists of YAML in braces and brackets. */
import { type MutableObject, put } from '../json.ts';
import type { Json } from '../types.ts';
import type { Span } from './parsed.ts';
import { type Cursor, codes, giveUp, skipBlanks } from './yaml-cursor.ts';
import { canBeginPlain, plainValue, readQuoted } from './yaml-scalars.ts';

/** Deeper text is the library's, which counts levels and tells of too many. */
export const mostLevels = 200;

interface Item {
  readonly value: Json;
  /** As a key: its text. */
  readonly name: string;
  readonly span: Span;
  readonly scalar: boolean;
}

/** The object or list that begins at the cursor, which stops behind it; further lines are indented more than `parent`. */
export function readFlow(cursor: Cursor, parent: number): Json {
  cursor.depth += 1;
  if (cursor.depth > mostLevels) giveUp(cursor);
  const isMap = cursor.text.charCodeAt(cursor.at) === codes.openMap;
  cursor.at += 1;
  const value = isMap ? readMembers(cursor, parent) : readElements(cursor, parent);
  cursor.depth -= 1;
  return value;
}

function readElements(cursor: Cursor, parent: number): Json {
  const list: Json[] = [];
  for (let code = skip(cursor, parent); code !== codes.closeList; code = skip(cursor, parent)) {
    const item = readItem(cursor, parent);
    const isPair = cursor.text.charCodeAt(cursor.at) === codes.colon;
    const { value, span, scalar } = isPair ? pairOf(cursor, parent, item) : item;
    cursor.record?.(list, String(list.length), { value: span, scalar });
    list.push(value);
    if (!separated(cursor, parent, codes.closeList)) break;
  }
  cursor.at += 1;
  return list;
}

function readMembers(cursor: Cursor, parent: number): Json {
  const object: MutableObject = {};
  for (let code = skip(cursor, parent); code !== codes.closeMap; code = skip(cursor, parent)) {
    readMember(cursor, parent, object, readItem(cursor, parent));
    if (!separated(cursor, parent, codes.closeMap)) break;
  }
  cursor.at += 1;
  return object;
}

/** `[a: b]` is a list of an object. */
function pairOf(cursor: Cursor, parent: number, key: Item): Item {
  const object: MutableObject = {};
  readMember(cursor, parent, object, key);
  return { value: object, name: '', span: key.span, scalar: false };
}

function readMember(cursor: Cursor, parent: number, object: MutableObject, key: Item): void {
  const { name } = key;
  const isPair = cursor.text.charCodeAt(cursor.at) === codes.colon;
  if (!key.scalar || !isPair || name === '<<' || Object.hasOwn(object, name)) giveUp(cursor);
  cursor.at += 1;
  if (cursor.text.charCodeAt(cursor.at) !== codes.blank) giveUp(cursor);
  skip(cursor, parent);
  const { value, span, scalar } = readItem(cursor, parent);
  if (cursor.unusual) return;
  cursor.record?.(object, name, { key: key.span, value: span, scalar });
  put(object, name, value);
}

/** Whether another item follows, behind its comma. */
function separated(cursor: Cursor, parent: number, close: number): boolean {
  const code = skip(cursor, parent);
  if (code === close) return false;
  if (code !== codes.comma) giveUp(cursor);
  cursor.at += 1;
  const next = skip(cursor, parent);
  // A comma before the end is allowed, but rare.
  if (next === close) giveUp(cursor);
  return !cursor.unusual;
}

/** Goes to the next sign, also on a line below; gives its code. */
function skip(cursor: Cursor, parent: number): number {
  const { text } = cursor;
  cursor.at = skipBlanks(text, cursor.at);
  while (text.charCodeAt(cursor.at) === codes.newline) {
    const start = cursor.at + 1;
    cursor.at = skipBlanks(text, start);
    if (text.charCodeAt(cursor.at) !== codes.newline && cursor.at - start <= parent) giveUp(cursor);
  }
  if (cursor.at >= text.length) giveUp(cursor);
  return text.charCodeAt(cursor.at);
}

function readItem(cursor: Cursor, parent: number): Item {
  const { text, at: start } = cursor;
  const code = text.charCodeAt(start);
  if (code === codes.openMap || code === codes.openList) {
    const value = readFlow(cursor, parent);
    return { value, name: '', span: { start, end: cursor.at }, scalar: false };
  }
  if (code === codes.doubleQuote || code === codes.singleQuote) {
    const value = readQuoted(cursor, parent);
    const span = { start, end: cursor.at };
    if (text.slice(start, cursor.at).includes('\n')) giveUp(cursor);
    return { value, name: value, span, scalar: true };
  }
  return readWord(cursor);
}

function readWord(cursor: Cursor): Item {
  const { text, at: start } = cursor;
  const word = /[^,[\]{}\n:#\t"']*(?::(?![ ,[\]{}\n])[^,[\]{}\n:#\t"']*)*/y;
  word.lastIndex = start;
  const written = (word.exec(text)?.[0] ?? '').replace(/ +$/, '');
  const end = start + written.length;
  let next = skipBlanks(text, end);
  while (text.charCodeAt(next) === codes.newline) next = skipBlanks(text, next + 1);
  const after = text.charCodeAt(next);
  const isOver = after === codes.comma || after === codes.closeList || after === codes.closeMap;
  const isKey = text.charCodeAt(end) === codes.colon;
  const value = plainValue(written);
  if (written === '' || value === undefined || !canBeginPlain(text, start) || !(isOver || isKey))
    giveUp(cursor);
  else cursor.at = end;
  return { value: value ?? null, name: written, span: { start, end }, scalar: true };
}
