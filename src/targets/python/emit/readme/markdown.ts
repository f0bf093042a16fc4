/** Markdown made of the document's text and ours. */

/** The document's text as Markdown that cannot be more than text: no HTML, no script links, fences closed. */
export function safeMarkdown(text: string): string {
  let fenced = false;
  const lines = text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => {
      if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
      const plain = fenced ? line.replace(/<(?=!--)/g, '&lt;') : line.replace(/<(?=[A-Za-z/!?])/g, '&lt;');
      return (
        plain
          .replace(/(\]\(\s*|^\s*\[[^\]]*\]:\s*)(?:javascript|vbscript|data):/gi, '$1#')
          // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
          .replace(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '')
          .trimEnd()
      );
    });
  return [...lines, ...(fenced ? ['```'] : [])].join('\n').trim();
}

/** The same on one line, for a table's cell or a list's item; headings and the like are only text there. */
export function inlineMarkdown(text: string): string {
  return safeMarkdown(text.replace(/\s+/g, ' ').replace(/```+|~~~+/g, '`'))
    .replace(/\|/g, '\\|')
    .replace(/^([#>+*-]|\d+\.)(?=\s)/, '\\$1');
}

/** A text in backticks. */
export function code(text: string): string {
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
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}
