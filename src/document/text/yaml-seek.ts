/**
 * Finds where something stands in YAML text that `yaml-common.ts` has read. Only the way there is read again: what
 * belongs to a member is indented more than the member, and is passed over without a look.
 */
import type { Location } from './parsed.ts';
import { isDash, keyAt, type Read, readElement, readMember } from './yaml-common.ts';
import { type Cursor, codes } from './yaml-cursor.ts';
import { readFlow } from './yaml-flow.ts';

type Locate = (steps: readonly string[]) => Location | undefined;

/** Where an object or list begins, and its column where it is one by indentation. */
interface Start {
  readonly at: number;
  readonly indent: number;
}

/** Finds locations in a text whose value begins at `start`. Members that were met are kept, for the next question. */
export function commonLocator(text: string, start: number): Locate {
  const known = new Map<number, ReadonlyMap<string, number>>();
  const membersOf = (inner: Start): ReadonlyMap<string, number> => {
    const found = known.get(inner.at) ?? membersAt(text, inner);
    known.set(inner.at, found);
    return found;
  };
  const column = start - (text.lastIndexOf('\n', start) + 1);
  return (steps) => {
    let shown: Location = { value: { start, end: text.length }, scalar: false };
    let inner: Start | undefined = { at: start, indent: column };
    for (const [index, step] of steps.entries()) {
      if (inner === undefined) break;
      if (isBracket(text, inner.at)) return inBrackets(text, inner.at, steps.slice(index)) ?? shown;
      const at = membersOf(inner).get(step);
      if (at === undefined) break;
      const found = locationAt(text, at, inner.indent);
      shown = found.location;
      inner = found.inner;
    }
    return shown;
  };
}

function isBracket(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === codes.openMap || code === codes.openList;
}

function cursorAt(text: string, { at, indent }: Start): Cursor {
  return { text, at, indent, depth: 0, unusual: false, shallow: true };
}

/** Where each member's key or element's dash is: on the lines of its column, up to one that begins before it. */
function membersAt(text: string, start: Start): ReadonlyMap<string, number> {
  const members = new Map<string, number>();
  const { indent } = start;
  const isList = isDash(cursorAt(text, start));
  const line = new RegExp(`\\n {0,${indent}}(?=[^ \\n#])`, 'g');
  line.lastIndex = start.at;
  for (let at = start.at; ; at = line.lastIndex) {
    const cursor = cursorAt(text, { at, indent });
    if (isList) {
      if (!isDash(cursor)) return members;
      members.set(String(members.size), at);
    } else {
      const key = keyAt(cursor);
      if (key !== undefined) members.set(key.name, at);
    }
    const [next] = line.exec(text) ?? [''];
    if (next.length <= indent) return members;
  }
}

/** What stands at the key or dash, and where it begins if it is an object or list. */
function locationAt(
  text: string,
  at: number,
  indent: number,
): { readonly location: Location; readonly inner: Start | undefined } {
  const cursor = cursorAt(text, { at, indent });
  const key = isDash(cursor) ? undefined : keyAt(cursor);
  if (key !== undefined) cursor.at = key.next;
  const read: Read = key === undefined ? readElement(cursor, indent) : readMember(cursor, indent);
  const { span, scalar } = read;
  const isInner = !scalar && (cursor.at === span.start || isBracket(text, span.start));
  return {
    location: { ...(key !== undefined && { key: key.span }), value: span, scalar },
    inner: isInner ? { at: span.start, indent: cursor.indent } : undefined,
  };
}

/** In an object or list in braces or brackets, which is short: all of it is read. */
function inBrackets(text: string, at: number, steps: readonly string[]): Location | undefined {
  const members = new Map<unknown, Map<string, Location>>();
  const record: Cursor['record'] = (container, name, location) => {
    const known = members.get(container);
    if (known === undefined) members.set(container, new Map([[name, location]]));
    else known.set(name, location);
  };
  let value: unknown = readFlow({ text, at, indent: 0, depth: 0, unusual: false, record }, -1);
  let shown: Location | undefined;
  for (const step of steps) {
    const location = members.get(value)?.get(step);
    if (location === undefined) break;
    shown = location;
    value = Object.getOwnPropertyDescriptor(value, step)?.value;
  }
  return shown;
}
