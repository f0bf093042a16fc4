/** Strings that stand alone: documentation of modules, classes, functions and fields. */

export interface Docstring {
  /** What ruff makes of it; nothing where it stays as it is. */
  readonly text: string | undefined;
  /** Where it ends in the source. */
  readonly end: number;
}

/** The string that begins at `start`, as ruff writes it; nothing where that is not known. */
export function readDocstring(
  source: string,
  start: number,
  indent: number,
  isDefinitions: boolean,
): Docstring | undefined {
  const close = closing(source, start + 3);
  const end = close + 3;
  if (close < 0 || source.charCodeAt(end) !== 0x0a) return undefined;
  // Below a field, ruff leaves all blanks as they are.
  if (!isDefinitions) return { text: undefined, end };
  const body = source.slice(start + 3, close);
  const text = aligned(body, indent);
  if (text === undefined) return undefined;
  return { text: text === body ? undefined : `"""${text}"""`, end };
}

function closing(source: string, from: number): number {
  let close = source.indexOf('"""', from);
  while (close >= 0 && isEscaped(source, close)) close = source.indexOf('"""', close + 1);
  return close;
}

function isEscaped(source: string, at: number): boolean {
  let backslashes = 0;
  while (source.charCodeAt(at - 1 - backslashes) === 0x5c) backslashes++;
  return backslashes % 2 === 1;
}

// Tabs, line breaks that are escaped, blanks at the end of a line, no text in the first, a backslash at the end.
const unusual = /\t|\\$|(?<!\\)(?:\\\\)*\\\n|[^\S\n]\n|^ *(?:[^\S ]|$)/;

/** Its text with the least indent of its lines made the statement's own. */
function aligned(body: string, indent: number): string | undefined {
  if (unusual.test(body)) return undefined;
  const begun = beginning(body);
  const behind = begun.lastIndexOf('\n') + 1;
  if (behind === 0) return /\s$/.test(begun) ? undefined : begun;
  if (begun.length - behind !== indent || /[^ ]/.test(begun.slice(behind))) return undefined;
  return isAligned(begun, indent) ? begun : dedented(begun, indent);
}

/** No blanks in front, but one in front of a quote. */
function beginning(body: string): string {
  const text = body.startsWith(' ') ? body.trimStart() : body;
  return text.startsWith('"') ? ` ${text}` : text;
}

interface Alignment {
  /** A line that is indented less, or begins with an unusual blank. */
  readonly less: RegExp;
  readonly same: RegExp;
}

const alignments: Alignment[] = [];

function isAligned(body: string, indent: number): boolean {
  const found = alignments[indent] ?? {
    less: new RegExp(`\\n(?! {${indent}}|\\n)|\\n *[^\\S \\n]`),
    same: new RegExp(`\\n {${indent}}\\S`),
  };
  alignments[indent] = found;
  return found.same.test(body) && !found.less.test(body);
}

/** The lines but for the first and the last without what they all have too many blanks. */
function dedented(body: string, indent: number): string | undefined {
  const lines = body.split('\n');
  const last = lines.pop() ?? '';
  const excess = leastIndent(lines) - indent;
  if (excess < 0) return undefined;
  if (excess === 0 || excess === Infinity) return body;
  return `${lines.map((line, index) => (index === 0 ? line : line.slice(excess))).join('\n')}\n${last}`;
}

/** Of all lines but the first; -1 where one begins with an unusual blank. */
function leastIndent(lines: readonly string[]): number {
  let least = Infinity;
  for (let index = 1; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    const at = line.search(/[^ ]/);
    if (at < 0 || /\s/.test(line.charAt(at))) return -1;
    if (at < least) least = at;
  }
  return least;
}
