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
import { type Code, type Hole, isEmpty, type Ref, segmentsOf } from './code.ts';

export function py(strings: TemplateStringsArray, ...holes: readonly Hole[]): Code {
  const texts = layout(strings);
  const out: (string | Ref)[] = [];
  let line = '';
  let dropBreak = false;
  const push = (segment: string | Ref): void => {
    const last = out.at(-1);
    if (typeof segment === 'string' && typeof last === 'string') out[out.length - 1] = last + segment;
    else out.push(segment);
  };
  texts.forEach((raw, index) => {
    let text = raw;
    if (dropBreak) {
      text = text.replace(/^\n/, '');
      line = '';
      dropBreak = false;
    }
    if (text.includes('\n')) line = text.slice(text.lastIndexOf('\n') + 1);
    else line += text;
    push(text);
    const hole = holes[index];
    if (hole === undefined) return;
    const next = texts[index + 1] ?? '';
    const alone = /^[ ]*$/.test(line) && (next.startsWith('\n') || next === '');
    if (isEmpty(hole)) {
      if (alone) {
        trimEnd(out, line.length);
        if (next === '') trimBreak(out);
        else dropBreak = true;
      }
      return;
    }
    const indent = /^[ ]*/.exec(line)?.[0] ?? '';
    for (const segment of indented(segmentsOf(hole), indent)) push(segment);
    line += 'x';
  });
  return { kind: 'code', segments: out.filter((segment) => segment !== '') };
}

/** Every line but the first gets the indent; a line may begin in one segment and go on in the next. */
function* indented(segments: readonly (string | Ref)[], indent: string): Generator<string | Ref> {
  let atStart = false;
  for (const segment of segments) {
    if (segment === '') continue;
    if (atStart && !(typeof segment === 'string' && segment.startsWith('\n'))) yield indent;
    yield typeof segment === 'string' ? indentLines(segment, indent) : segment;
    atStart = typeof segment === 'string' && segment.endsWith('\n');
  }
}

function indentLines(text: string, indent: string): string {
  return indent === '' ? text : text.replace(/\n(?=[^\n])/g, `\n${indent}`);
}

function trimEnd(out: (string | Ref)[], count: number): void {
  const last = out.at(-1);
  if (count > 0 && typeof last === 'string') out[out.length - 1] = last.slice(0, -count);
}

function trimBreak(out: (string | Ref)[]): void {
  const last = out.at(-1);
  if (typeof last === 'string') out[out.length - 1] = last.replace(/\n$/, '');
}

const layouts = new WeakMap<TemplateStringsArray, readonly string[]>();

/** The literal parts without the common indent, computed once for each template in the source. */
function layout(strings: TemplateStringsArray): readonly string[] {
  const known = layouts.get(strings);
  if (known) return known;
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
  const result = body.split('\0');
  layouts.set(strings, result);
  return result;
}

function leading(text: string): number {
  return /^ */.exec(text)?.[0].length ?? 0;
}
