/** Markdown made of the document's text and ours. */

/** The document's text as Markdown that cannot be more than text: no HTML, no script links, fences closed. */
export function safeMarkdown(text: string): string {
  if (!unusual.test(text)) return text.trim();
  let fence: string | undefined;
  const lines = clean(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text)
    .split('\n')
    .map((line) => {
      const plain = escaped(line, fence !== undefined);
      fence = fence === undefined ? opened(line) : closes(line, fence) ? undefined : fence;
      return plain;
    });
  return [...lines, ...(fence === undefined ? [] : [fence])].join('\n').trim();
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const unwanted = /[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/;
const everyUnwanted = new RegExp(unwanted, 'g');

/** What has to be looked at line by line; most texts have none of it. */
const unusual = new RegExp(`[<\\]]|\`\`\`|~~~|[^\\S\\n]\\n|${unwanted.source}`);

// Before anything is looked for: what they stand between would be together without them.
function clean(text: string): string {
  return unwanted.test(text) ? text.replace(everyUnwanted, '') : text;
}

// Only fences that are not indented: one in a list ends with the list, whatever it holds.
function opened(line: string): string | undefined {
  if (!line.startsWith('`') && !line.startsWith('~')) return undefined;
  return /^(?:(`{3,})[^`]*|(~{3,}).*)$/.exec(line)?.slice(1).find(Boolean);
}

function closes(line: string, fence: string): boolean {
  const bare = line.trim();
  return (
    /^ {0,3}\S/.test(line) && bare.length >= fence.length && bare === fence.charAt(0).repeat(bare.length)
  );
}

function escaped(line: string, inFence: boolean): string {
  const text = line.includes('<') ? line.replace(inFence ? /<(?=!--)/g : /<(?=[A-Za-z/!?])/g, '&lt;') : line;
  return (text.includes(']') ? text.replace(target, safeTarget) : text).trimEnd();
}

const target = /(\]\(\s*|^\s*\[[^\]]*\]:\s*)([^\s)]+)/g;

function safeTarget(all: string, before: string, to: string): string {
  return isSafeTarget(to) ? all : `${before}#`;
}

/** A page, a mail address, or a place of ours; anything else with a scheme, written out or as entities, is not. */
function isSafeTarget(target: string): boolean {
  return /^(?:https?:|mailto:|tel:|[^:&\\]*(?:[/?#]|$))/i.test(target);
}

/** Nothing that means something in a table or ends it, apart from code: most texts are no more than that. */
const isPlain = /^[A-Za-z`"'(][ -;=-\\^-{}]*$/;

/** The same on one line, for a table's cell or a list's item; headings and the like are only text there. */
export function inlineMarkdown(text: string): string {
  if (isPlain.test(text) && !text.includes('  ') && !text.includes('```')) return text.trimEnd();
  const line = clean(text.replace(/[^\S ]\s*| \s+/g, ' ')).replace(/```+|~~~+/g, '`');
  return escaped(line, false)
    .trim()
    .replace(/(?<!\\)((?:\\\\)*)\|/g, '$1\\|')
    .replace(/^([#>+*-]|\d+\.)(?=\s)/, '\\$1');
}

/** A text in backticks. */
export function code(text: string): string {
  const plain = /[^\S ]| {2}/.test(text) ? text.replace(/\s+/g, ' ') : text;
  if (!plain.includes('`')) return `\`${plain}\``;
  const quote = '`'.repeat(longestRun(plain, /`+/g) + 1);
  return `${quote} ${plain} ${quote}`;
}

function longestRun(text: string, runs: RegExp): number {
  return Math.max(...[...text.matchAll(runs)].map(([run]) => run.length));
}

export function fence(language: string, text: string): string {
  const longest = text.includes('```') ? longestRun(text, /`{3,}/g) : 2;
  const quote = '`'.repeat(longest + 1);
  return `${quote}${language}\n${text.trimEnd()}\n${quote}`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return tableOf(tableHead(head), rows.map(row));
}

/** A table below its head, of rows that are written already. */
export function tableOf(head: string, rows: readonly string[]): string {
  return rows.length === 0 ? head : `${head}\n${rows.join('\n')}`;
}

export function tableHead(names: readonly string[]): string {
  return `${row(names)}\n${row(names.map(() => '---'))}`;
}

export function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
