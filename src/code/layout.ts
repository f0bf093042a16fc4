/** The fixed text around the holes of a piece of code, as it stands at each depth of indentation. */

export interface Layout {
  /** The text in front of, between and behind the holes: one more than there are holes. */
  readonly texts: readonly string[];
  /** The indent of each hole: that of its line. */
  readonly indents: readonly string[];
  /** The same layout at other depths, by indent. */
  readonly deeper: Map<string, Layout>;
}

export function layoutOf(texts: readonly string[], indents: readonly string[]): Layout {
  return { texts, indents, deeper: new Map() };
}

/** The layout with all lines but the first indented. */
export function indentedLayout(layout: Layout, indent: string): Layout {
  if (indent === '') return layout;
  const known = layout.deeper.get(indent);
  if (known !== undefined) return known;
  const { texts, indents } = layout;
  const made = layoutOf(
    texts.map((text) => indentLines(text, indent)),
    indents.map((own) => indent + own),
  );
  layout.deeper.set(indent, made);
  return made;
}

/** Every line but the first gets the indent; blank lines stay blank. */
export function indentLines(text: string, indent: string): string {
  return indent === '' || !text.includes('\n') ? text : text.replace(/\n(?=[^\n])/g, `\n${indent}`);
}

const rows = new Map<string, Layout[]>();
const longestKeptRow = 64;

/** Holes in a row with the separator between. */
export function rowLayout(separator: string, count: number): Layout {
  const known = rows.get(separator) ?? [];
  rows.set(separator, known);
  const layout = known[count] ?? makeRow(separator, count);
  if (count <= longestKeptRow) known[count] = layout;
  return layout;
}

function makeRow(separator: string, count: number): Layout {
  const texts = new Array<string>(count + 1).fill(separator);
  texts[0] = '';
  texts[count] = '';
  return layoutOf(texts, new Array<string>(count).fill(''));
}
