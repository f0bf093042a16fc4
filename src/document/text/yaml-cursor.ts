/** A place in YAML text that is read in one pass, and the small steps that all readers of its parts take. */
import type { Location } from './parsed.ts';

export interface Cursor {
  readonly text: string;
  at: number;
  /** Column of what stands at `at`, where it begins a line or stands behind dashes. */
  indent: number;
  depth: number;
  /** There is something that the reader leaves to the library. */
  unusual: boolean;
  /** Objects and lists by indentation are left unread: the cursor stops where they begin. */
  readonly shallow?: boolean;
  /** Told of every member and element in brackets; its container is the object or list that is being filled. */
  readonly record?: (container: object, name: string, location: Location) => void;
}

export const codes = {
  tab: 0x09,
  newline: 0x0a,
  blank: 0x20,
  doubleQuote: 0x22,
  hash: 0x23,
  singleQuote: 0x27,
  plus: 0x2b,
  comma: 0x2c,
  dash: 0x2d,
  colon: 0x3a,
  more: 0x3e,
  openList: 0x5b,
  backslash: 0x5c,
  closeList: 0x5d,
  openMap: 0x7b,
  bar: 0x7c,
  closeMap: 0x7d,
} as const;

/** Gives up: everything that reads stops at the end of the text. */
export function giveUp(cursor: Cursor): void {
  cursor.unusual = true;
  cursor.at = cursor.text.length;
  cursor.indent = -1;
}

/** Where the line of an offset ends: at its line break. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

export function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === codes.blank) at += 1;
  return at;
}

/** Whether a blank or the end of the line stands there. */
export function isGap(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === codes.blank || code === codes.newline || at >= text.length;
}

/** Goes from the start of a line to the next line with content; column -1 is the end of the text. */
export function nextContent(cursor: Cursor): void {
  const { text } = cursor;
  let start = cursor.at;
  while (start < text.length) {
    const at = skipBlanks(text, start);
    const code = text.charCodeAt(at);
    if (code === codes.newline) start = at + 1;
    else if (code === codes.hash) start = lineEnd(text, at) + 1;
    else if (at < text.length) {
      cursor.at = at;
      cursor.indent = at - start;
      if (code === codes.tab || (at === start && /^(?:---|\.\.\.|%)/.test(text.slice(at, at + 3))))
        giveUp(cursor);
      return;
    } else break;
  }
  cursor.at = text.length;
  cursor.indent = -1;
}

/** Behind a value: nothing but a comment may follow on its line; then to the next line with content. */
export function finishLine(cursor: Cursor): void {
  const { text } = cursor;
  const at = skipBlanks(text, cursor.at);
  const code = text.charCodeAt(at);
  const isComment = code === codes.hash && at > cursor.at;
  if (code !== codes.newline && at < text.length && !isComment) {
    giveUp(cursor);
    return;
  }
  cursor.at = Math.min(text.length, lineEnd(text, at) + 1);
  nextContent(cursor);
}
