/** Strings that stand alone: documentation of modules, classes, functions and fields. */

export interface Docstring {
  readonly text: string;
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
  if (!isDefinitions) return { text: source.slice(start, end), end };
  const text = aligned(source.slice(start + 3, close), indent);
  return text === undefined ? undefined : { text: `"""${text}"""`, end };
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

// What ruff would write in another way: tabs, a blank or a quote in front, a blank or a backslash behind.
const unusual = /\t|^[\s"]|\\$/;

/** The text with the least indent of its lines made the statement's own. */
function aligned(body: string, indent: number): string | undefined {
  if (body === '' || unusual.test(body)) return undefined;
  if (!body.includes('\n')) return /\s$/.test(body) ? undefined : body;
  const lines = body.split('\n');
  const last = lines.pop() ?? '';
  if (last.length !== indent || last.trim() !== '') return undefined;
  const excess = leastIndent(lines) - indent;
  if (excess < 0) return undefined;
  if (excess === 0 || excess === Infinity) return body;
  return `${lines.map((line, index) => (index === 0 ? line : line.slice(excess))).join('\n')}\n${last}`;
}

/** Of all lines but the first; -1 where one begins or ends with an unusual blank. */
function leastIndent(lines: readonly string[]): number {
  let least = Infinity;
  for (let index = 1; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    let at = 0;
    while (line.charCodeAt(at) === 0x20) at++;
    if (at === line.length || isUnusualBlank(line, at)) return -1;
    if (at < least) least = at;
  }
  return least;
}

function isUnusualBlank(line: string, at: number): boolean {
  const code = line.charCodeAt(at);
  return code > 0x7e ? /\s/.test(line.charAt(at)) : code < 0x20;
}
