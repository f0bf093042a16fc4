/** The form of short programs. There are thousands of them in the docs, most of them in shape but for one call. */
import { formatSnippet } from '../../format-source.ts';

const width = 88;

/** The program as the formatter writes it; the formatter itself is asked where that is not plain to see. */
export function formatProgram(text: string): string {
  if (/[^\n -[\]-~]|\( | \)|,\s*[)\]}]/.test(text)) return formatSnippet(text);
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    const wrapped = line.length <= width ? [line] : brokenLine(line);
    if (wrapped === undefined) return formatSnippet(text);
    lines.push(...wrapped);
  }
  return lines.join('\n').replace(/\n+(?=async def )/, '\n\n\n');
}

/** Its call is broken; where not even the call's head fits, it goes between parentheses if all of it fits there. */
function brokenLine(line: string): readonly string[] | undefined {
  const [, indent = '', before = '', call = '', end = ''] =
    /^( *)(res = |await |)(.*?)( as \w+:)?$/.exec(line) ?? [];
  const broad = broken(indent, before + call, end);
  if (broad !== undefined || end !== '') return broad;
  const inner = before === '' ? undefined : broken(`${indent}    `, call, '');
  if (inner?.every((row) => row.length <= width)) return [`${indent}${before}(`, ...inner, `${indent})`];
  return /^[\w. ]+\(\)$/.test(call) ? [line] : broken(indent, before + call, '', Number.POSITIVE_INFINITY);
}

const atom = /^(?:"[^"]*": |\w+=)(?:"[^"]*"|[\w.]+)$/;
const bracketed = /^((?:"[^"]*": )?[\w.= ]*)([([{])(.+)[)\]}]$/;
const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** A call, a list or a dict over several lines where it is too long; nothing where that is not plain to see. */
function broken(indent: string, text: string, end: string, widest = width): readonly string[] | undefined {
  if (indent.length + text.length + end.length <= width) return [`${indent}${text}${end}`];
  // What has no brackets stays as it is.
  if (atom.test(text)) return [`${indent}${text}${end}`];
  const [, before, open = '', inside = ''] = bracketed.exec(text) ?? [];
  const items = itemsOf(inside);
  if (before === undefined || items === undefined || indent.length + before.length >= widest)
    return undefined;
  if (/\w$/.test(before) !== (open === '(')) return undefined;
  const rows = rowsOf(`${indent}    `, items, open === '(');
  return rows && [`${indent}${before}${open}`, ...rows, `${indent}${closers[open]}${end}`];
}

/** Arguments on one line where they fit, else each item on its own; one that is alone gets no comma. */
function rowsOf(
  indent: string,
  items: readonly string[],
  areArguments: boolean,
): readonly string[] | undefined {
  const inside = items.join(', ');
  if (areArguments && indent.length + inside.length <= width) return [`${indent}${inside}`];
  if (items.length === 1) return broken(indent, inside, '');
  const rows = items.map((item) => broken(indent, item, ','));
  return rows.every((row) => row !== undefined) ? rows.flat() : undefined;
}

/** What stands between commas; nothing where brackets close that were not opened inside. */
function itemsOf(inside: string): readonly string[] | undefined {
  const items: string[] = [];
  let start = 0;
  let depth = 0;
  for (const { 0: token, index } of inside.matchAll(/"[^"]*"|, |[()[\]{}]/g)) {
    if (token === ', ' && depth === 0) {
      items.push(inside.slice(start, index));
      start = index + token.length;
    } else if (token.length === 1) {
      depth += '([{'.includes(token) ? 1 : -1;
      if (depth < 0) return undefined;
    }
  }
  return [...items, inside.slice(start)];
}
