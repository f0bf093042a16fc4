/**
 * The `py` tag: Python source with typed holes.
 *
 *   py`class ${name}(${base}):
 *       ${fields}`
 *
 * A hole's indent is its line's: every further line of what stands in it gets the same. A list is joined by
 * newlines. A hole that is empty (`false`, an empty list) and alone on its line removes the line. The text's
 * common indent and its first and last line break are removed.
 */
import { type Code, type Hole, type Ref, rawCode, solid } from './code.ts';
import { type Layout, layoutOf } from './layout.ts';

export function py(strings: TemplateStringsArray, ...holes: readonly Hole[]): Code {
  const template = templateOf(strings);
  const filled: (Code | Ref)[] = [];
  let empty = 0;
  for (let index = 0; index < holes.length; index++) {
    const piece = solid(holes[index] ?? false);
    if (piece === undefined) empty |= 1 << index;
    else filled.push(piece);
  }
  const layout = template.layouts.get(empty) ?? addLayout(template, empty);
  if (filled.length > 0) return { kind: 'filled', layout, holes: filled };
  return template.constant ?? rawCode(layout.texts[0] ?? '');
}

/** A template of the source, read once. */
interface Template {
  /** The literal parts without the common indent. */
  readonly parts: readonly string[];
  /** Layouts by which of the holes are empty: a bit for each. */
  readonly layouts: Map<number, Layout>;
  /** What a template without holes always is. */
  readonly constant: Code | undefined;
}

const templates = new WeakMap<TemplateStringsArray, Template>();
const mostHoles = 30;

function templateOf(strings: TemplateStringsArray): Template {
  const known = templates.get(strings);
  if (known !== undefined) return known;
  const parts = withoutIndent(strings);
  if (parts.length > mostHoles) throw new Error('a template has too many holes');
  const constant = parts.length === 1 ? rawCode(parts[0] ?? '') : undefined;
  const template = { parts, layouts: new Map<number, Layout>(), constant };
  templates.set(strings, template);
  return template;
}

function addLayout({ parts, layouts }: Template, empty: number): Layout {
  const layout = layoutWithout(parts, empty);
  layouts.set(empty, layout);
  return layout;
}

/** The text around the holes that hold something; the lines of those that are empty and alone are gone. */
function layoutWithout(parts: readonly string[], empty: number): Layout {
  const texts = [''];
  const indents: string[] = [];
  let line = '';
  let dropBreak = false;
  const change = (edit: (text: string) => string): void => {
    texts[texts.length - 1] = edit(texts.at(-1) ?? '');
  };
  parts.forEach((raw, index) => {
    const text = dropBreak ? raw.replace(/^\n/, '') : raw;
    if (dropBreak) line = '';
    dropBreak = false;
    line = text.includes('\n') ? text.slice(text.lastIndexOf('\n') + 1) : line + text;
    change((before) => before + text);
    if (index === parts.length - 1) return;
    if ((empty & (1 << index)) === 0) {
      indents.push(/^ */.exec(line)?.[0] ?? '');
      texts.push('');
      line += 'x';
      return;
    }
    const next = parts[index + 1] ?? '';
    if (!/^ *$/.test(line) || !(next.startsWith('\n') || next === '')) return;
    change((before) => before.slice(0, before.length - line.length));
    if (next === '') change((before) => before.replace(/\n$/, ''));
    else dropBreak = true;
  });
  return layoutOf(texts, indents);
}

/** The literal parts without the common indent. */
function withoutIndent(strings: TemplateStringsArray): readonly string[] {
  const parts = [...strings.raw].map((part) => part.replace(/\\`/g, '`').replace(/\\\$/g, '$'));
  const joined = parts.join('\0');
  const lines = joined.split('\n');
  const first = joined.startsWith('\n') ? 1 : 0;
  const indents = lines
    .slice(1)
    .filter((text) => text.trim() !== '')
    .map((text) => /^ */.exec(text)?.[0].length ?? 0);
  const common = indents.length > 0 ? Math.min(...indents) : 0;
  const cut = lines.map((text, index) => (index === 0 ? text : text.slice(Math.min(common, leading(text)))));
  const body = cut
    .slice(first)
    .join('\n')
    .replace(/\n[ ]*$/, '');
  return body.split('\0');
}

function leading(text: string): number {
  return /^ */.exec(text)?.[0].length ?? 0;
}
