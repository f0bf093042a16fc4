/** The form of short programs. There are thousands of them in the docs, most of them in shape but for one call. */
import { formatSnippet } from '../../format-source.ts';

const width = 88;

/** The program as the formatter writes it; the formatter itself is asked where that is not plain to see. */
export function formatProgram(text: string): string {
  if (/[\\']|\( | \)|,\s*[)\]}]/.test(text)) return formatSnippet(text);
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    const wrapped = line.length <= width ? [line] : wrapCall(line);
    if (!wrapped) return formatSnippet(text);
    lines.push(...wrapped);
  }
  return lines.join('\n').replace(/\n+(?=async def )/, '\n\n\n');
}

/** `res = sdk.get(a=1, b=2)` over several lines: all arguments on one, else each on its own. */
function wrapCall(line: string): readonly string[] | undefined {
  const [, indent = '', head, values] = /^( *)([^("]+\()(.*)\)$/.exec(line) ?? [];
  if (head === undefined || !values) return undefined;
  const inner = `${indent}    `;
  const fits = inner.length + values.length <= width;
  const isFlat = !/[()[\]{}]/.test(values) && !/"[^",]*,[^"]*"/.test(values);
  if (!fits && !isFlat) return undefined;
  const rows = fits ? [`${inner}${values}`] : values.split(', ').map((value) => `${inner}${value},`);
  const wrapped = [`${indent}${head}`, ...rows, `${indent})`];
  return wrapped.every((row) => row.length <= width) ? wrapped : undefined;
}
