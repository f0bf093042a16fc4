/**
 * Lines of YAML that hold all there is to say: `key: text`, `key:` and `- text`, with plain text or text in quotes
 * without escapes, and a usual line below. Nine lines of ten are like that; one pattern reads each.
 */
import type { Json } from '../types.ts';
import { type Cursor, codes } from './yaml-cursor.ts';
import { plainValue } from './yaml-scalars.ts';

const plainKey = String.raw`[A-Za-z_$/][\w$/.{}-]*`;
const plainText = String.raw`[^\s\-?:,[\]{}#&*!|>'"%@${'`'}][^\n:#\t]*(?::[^\s:#][^\n:#\t]*)*`;
const singleQuoted = String.raw`'([^'\n]*)'`;
const doubleQuoted = String.raw`"([^"\\\n]*)"`;
/** To the content of the next line, which is no comment, no mark of a document, and not blank. */
const lineBelow = String.raw`(?<! )\n( *)(?=[^\s#.%-]|- )`;

const scalar = `(?:(${plainText})|${singleQuoted}|${doubleQuoted})`;
const member = new RegExp(
  `(?:(${plainKey})|${singleQuoted}|${doubleQuoted}):(?: ${scalar})?${lineBelow}`,
  'y',
);
const element = new RegExp(`- ${scalar}${lineBelow}`, 'y');
const keyAlone = new RegExp(`${plainKey}:[ \\n]`, 'y');

/** What a line says, if it is one of these: then the cursor stands on the line below. */
export interface Line {
  readonly name: string;
  /** Nothing: the value stands below, if there is one. */
  readonly value: Json | undefined;
}

/** Whether a member begins at the cursor, as nearly all do. */
export function beginsMember({ text, at }: Cursor): boolean {
  keyAlone.lastIndex = at;
  return keyAlone.test(text);
}

/** The member at the cursor, which stands at its key. */
export function readMemberLine(cursor: Cursor): Line | undefined {
  member.lastIndex = cursor.at;
  const found = member.exec(cursor.text);
  const name = found?.[1] ?? found?.[2] ?? found?.[3];
  const below = found?.[7];
  if (found === null || name === undefined || below === undefined || name.length > 1000) return undefined;
  const plain = found[4];
  const value = plain === undefined ? (found[5] ?? found[6]) : plainValue(plain);
  // Plain text goes on in lines that are indented more.
  if (plain !== undefined && (value === undefined || below.length > cursor.indent)) return undefined;
  cursor.at = member.lastIndex;
  cursor.indent = below.length;
  return { name, value };
}

/** The text of the element at the cursor, which stands at its dash. */
export function readElementLine(cursor: Cursor): Json | undefined {
  if (cursor.text.charCodeAt(cursor.at + 1) !== codes.blank) return undefined;
  element.lastIndex = cursor.at;
  const found = element.exec(cursor.text);
  const below = found?.[4];
  if (found === null || below === undefined) return undefined;
  const plain = found[1];
  const value = plain === undefined ? (found[2] ?? found[3]) : plainValue(plain);
  if (value === undefined || (plain !== undefined && below.length > cursor.indent)) return undefined;
  cursor.at = element.lastIndex;
  cursor.indent = below.length;
  return value;
}
