/** String literals in double quotes, and the quotes that ruff would write them with. */

export interface StringLiteral {
  readonly end: number;
  /** The literal in single quotes, where that takes fewer backslashes. */
  readonly other?: string;
}

/** Where the literal at `start` ends, if it is ASCII without backslashes; or 0. */
export function endOfPlainString(source: string, start: number): number {
  for (let at = start + 1; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === quote) return source.charCodeAt(at + 1) === quote ? 0 : at + 1;
    if (code === backslash || code < space || code > lastAscii) return 0;
  }
  return 0;
}

/** The literal at `start`; nothing where it is none, or how wide it is on a line is not certain. */
export function readString(source: string, start: number): StringLiteral | undefined {
  let doubles = 0;
  let singles = 0;
  for (let at = start + 1; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === quote) {
      const end = at + 1;
      if (source.charCodeAt(end) === quote) return undefined;
      return doubles > singles ? { end, other: singleQuoted(source.slice(start + 1, at)) } : { end };
    }
    if (code === backslash) {
      if (source.charCodeAt(++at) === quote) doubles++;
    } else if (code === apostrophe) singles++;
    else if (code < space || (code > lastAscii && !isNarrow(code))) return undefined;
  }
  return undefined;
}

function singleQuoted(content: string): string {
  const text = content.replace(/\\.|'/g, (part) => (part === '\\"' ? '"' : part === "'" ? "\\'" : part));
  return `'${text}'`;
}

/** Letters and punctuation of one column each. */
function isNarrow(code: number): boolean {
  return (code >= 0xa1 && code < 0x300 && code !== 0xad) || (code >= 0x2010 && code < 0x2028);
}

const space = 0x20;
const quote = 0x22;
const apostrophe = 0x27;
const backslash = 0x5c;
const lastAscii = 0x7e;
