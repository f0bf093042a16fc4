/** String literals in double quotes, and the quotes that ruff would write them with. */

export interface StringLiteral {
  readonly end: number;
  /** The literal in single quotes, where that takes fewer backslashes. */
  readonly other?: string;
}

// Characters of one column each: ASCII, other letters of the Latin script, and punctuation.
const plain = '[ !#-\\[\\]-~\\u00a1-\\u00ac\\u00ae-\\u02ff\\u2010-\\u2027]*';
const escaped = '\\\\(?:["\\\\nrt]|x[0-9a-f]{2}|u[0-9a-f]{4})';
const literal = new RegExp(`"${plain}(?:${escaped}${plain})*"(?!")`, 'y');

/** The literal at `start`; nothing where it is none, or how wide it is on a line is not certain. */
export function readString(source: string, start: number): StringLiteral | undefined {
  literal.lastIndex = start;
  if (!literal.test(source)) return undefined;
  const end = literal.lastIndex;
  const content = source.slice(start + 1, end - 1);
  if (!content.includes('"')) return { end };
  return count(content, '"') > count(content, "'") ? { end, other: singleQuoted(content) } : { end };
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

function singleQuoted(content: string): string {
  const text = content.replace(/\\.|'/g, (part) => (part === '\\"' ? '"' : part === "'" ? "\\'" : part));
  return `'${text}'`;
}
