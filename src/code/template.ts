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
import { type Code, type Hole, rawCode, textOf } from './code.ts';

export function py(strings: TemplateStringsArray, ...holes: readonly Hole[]): Code {
  const template = templates.get(strings) ?? readTemplate(strings);
  return rawCode(template.isPlain ? inOneLine(template.parts, holes) : inLines(template, holes));
}

function inOneLine(parts: readonly string[], holes: readonly Hole[]): string {
  let written = parts[0] ?? '';
  for (let index = 0; index < holes.length; index++) {
    written += textOf(holes[index] ?? false);
    written += parts[index + 1] ?? '';
  }
  return written;
}

function inLines(template: Template, holes: readonly Hole[]): string {
  const filled: string[] = [];
  let empty = 0;
  for (let index = 0; index < holes.length; index++) {
    const text = textOf(holes[index] ?? false);
    filled.push(text);
    if (text === '') empty |= 1 << index;
  }
  const { texts, indents } = template.layouts.get(empty) ?? addLayout(template, empty);
  let written = texts[0] ?? '';
  for (let index = 0; index < filled.length; index++) {
    const text = filled[index] ?? '';
    const indent = indents[index] ?? '';
    written += indent === '' ? text : indentLines(text, indent);
    written += texts[index + 1] ?? '';
  }
  return written;
}

/** Each line of the code, also the first, four blanks further right for each level. */
export function indented(code: Code, levels: 1 | 2): Code {
  const text = textOf(code);
  if (text === '') return code;
  const indent = levels === 1 ? '    ' : '        ';
  return rawCode(indent + indentLines(text, indent));
}

/** Every line but the first gets the indent; blank lines stay blank. */
function indentLines(text: string, indent: string): string {
  if (!text.includes('\n')) return text;
  const indented = text.replace(/\n/g, `\n${indent}`);
  return text.includes('\n\n') ? withBlankLines(indented, indent) : indented;
}

// V8 replaces fixed text many times as fast as what it has to match.
const blankLines = new Map<string, RegExp>();

function withBlankLines(indented: string, indent: string): string {
  const blank = blankLines.get(indent) ?? new RegExp(`\n${indent}\n`, 'g');
  blankLines.set(indent, blank);
  let text = indented;
  // Of three line breaks in a row the one in the middle belongs to two matches.
  while (text.includes(`\n${indent}\n`)) text = text.replace(blank, '\n\n');
  return text;
}

/** The fixed text of a template, as it is where some of the holes are empty. */
interface Layout {
  /** The text in front of, between and behind the holes: one more than there are holes. */
  readonly texts: readonly string[];
  /** The indent of each hole: that of its line. */
  readonly indents: readonly string[];
}

/** A template of the source, read once. */
interface Template {
  /** The literal parts without the common indent. */
  readonly parts: readonly string[];
  /** Of one line without an indent: what stands in its holes is left as it is. */
  readonly isPlain: boolean;
  /** Layouts by which of the holes are empty: a bit for each. */
  readonly layouts: Map<number, Layout>;
}

const templates = new WeakMap<TemplateStringsArray, Template>();
const mostHoles = 30;

function readTemplate(strings: TemplateStringsArray): Template {
  const parts = withoutIndent(strings);
  if (parts.length > mostHoles) throw new Error('a template has too many holes');
  const isPlain = !/^ |\n/.test(parts.join(''));
  const template = { parts, isPlain, layouts: new Map<number, Layout>() };
  templates.set(strings, template);
  return template;
}

function addLayout({ parts, layouts }: Template, empty: number): Layout {
  const layout = layoutWithout(parts, empty);
  layouts.set(empty, layout);
  return layout;
}

/** The text around the holes; the lines of those that are empty and alone are gone. */
function layoutWithout(parts: readonly string[], empty: number): Layout {
  const texts = [''];
  const indents: string[] = [];
  // Where the text that is being written began: a hole that is empty leaves none behind it.
  let current = 0;
  let line = '';
  let dropBreak = false;
  const change = (edit: (text: string) => string): void => {
    texts[current] = edit(texts[current] ?? '');
  };
  parts.forEach((raw, index) => {
    const text = dropBreak ? raw.replace(/^\n/, '') : raw;
    if (dropBreak) line = '';
    dropBreak = false;
    line = text.includes('\n') ? text.slice(text.lastIndexOf('\n') + 1) : line + text;
    change((before) => before + text);
    if (index === parts.length - 1) return;
    indents.push(/^ */.exec(line)?.[0] ?? '');
    texts.push('');
    if ((empty & (1 << index)) === 0) {
      current = texts.length - 1;
      line += 'x';
      return;
    }
    const next = parts[index + 1] ?? '';
    if (!/^ *$/.test(line) || !(next.startsWith('\n') || next === '')) return;
    change((before) => before.slice(0, before.length - line.length));
    if (next === '') change((before) => before.replace(/\n$/, ''));
    else dropBreak = true;
  });
  return { texts, indents };
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
