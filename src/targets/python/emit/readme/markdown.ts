/** Markdown made of the document's text and ours. */

/** The document's text as Markdown that cannot be more than text: no HTML, no script links, fences closed. */
export function safeMarkdown(text: string): string {
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

/** Words that mean nothing in Markdown: most texts are no more than that. */
const isPlain = /^[A-Za-z](?:[\w,.;:'"()/%?=-]| (?! ))*$/;

/** The same on one line, for a table's cell or a list's item; headings and the like are only text there. */
export function inlineMarkdown(text: string): string {
  if (isPlain.test(text)) return text.trimEnd();
  const line = clean(text.replace(/[^\S ]\s*| \s+/g, ' ')).replace(/```+|~~~+/g, '`');
  return escaped(line, false)
    .trim()
    .replace(/(?<!\\)((?:\\\\)*)\|/g, '$1\\|')
    .replace(/^([#>+*-]|\d+\.)(?=\s)/, '\\$1');
}

/** A text in backticks. */
export function code(text: string): string {
  if (/^[\w.,:=/{}()[\]-]+$/.test(text)) return `\`${text}\``;
  const plain = text.replace(/\s+/g, ' ');
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
  const quote = '`'.repeat(longest + 1);
  return longest > 0 ? `${quote} ${plain} ${quote}` : `${quote}${plain}${quote}`;
}

export function fence(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([run]) => run.length));
  const quote = '`'.repeat(longest + 1);
  return `${quote}${language}\n${text.trimEnd()}\n${quote}`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return tableOf(head, rows.map(row));
}

/** A table of rows that `row` wrote. */
export function tableOf(head: readonly string[], rows: readonly string[]): string {
  return [row(head), row(head.map(() => '---')), ...rows].join('\n');
}

export function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
