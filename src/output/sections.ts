/**
 * Files of which only the parts between `<!-- Start Usage [usage] -->` and `<!-- End Usage [usage] -->` are
 * generated; what stands outside is the user's.
 */
import { mergeEdits } from './merge.ts';

interface Section {
  readonly id: string;
  /** Indices of the marker lines. */
  readonly start: number;
  readonly end: number;
}

const marker = /^<!-- (Start|End) .*\[([\w.-]+)\] -->\s*$/;

/** Whether there is a section in the text. */
export function hasSections(text: string): boolean {
  return sectionsOf(text.split('\n')).length > 0;
}

/**
 * The user's text with its sections brought up to date. A section that the user has taken out stays out; one that
 * is new is put behind the one that it follows. Edits within a section are kept where nothing else changed.
 */
export function mergeSections(yours: string, last: string | undefined, generated: string): string {
  const wanted = blocksOf(generated);
  const before = blocksOf(last ?? '');
  const lines = removeSections(yours.split('\n'), (id) => !wanted.has(id));
  let previous: string | undefined;
  for (const [id, block] of wanted) {
    const found = sectionsOf(lines).find((section) => section.id === id);
    if (found === undefined && before.has(id)) continue;
    if (found === undefined) insertAfter(lines, previous, block);
    else replace(lines, found, before.get(id), block);
    previous = id;
  }
  return lines.join('\n');
}

function replace(lines: string[], found: Section, last: string | undefined, block: string): void {
  const yours = lines.slice(found.start, found.end + 1).join('\n');
  const text = last === undefined ? block : mergeEdits({ yours, last, generated: block }, true).text;
  lines.splice(found.start, found.end - found.start + 1, ...text.split('\n'));
}

function insertAfter(lines: string[], previous: string | undefined, block: string): void {
  const sections = sectionsOf(lines);
  const after = sections.find(({ id }) => id === previous);
  const first = sections[0];
  if (after !== undefined) lines.splice(after.end + 1, 0, '', ...block.split('\n'));
  else if (first !== undefined) lines.splice(first.start, 0, ...block.split('\n'), '');
  else lines.push(...block.split('\n'), '');
}

function removeSections(lines: string[], goes: (id: string) => boolean): string[] {
  for (const section of [...sectionsOf(lines)].reverse()) {
    if (!goes(section.id)) continue;
    const gap = lines[section.end + 1] === '' ? 1 : 0;
    lines.splice(section.start, section.end - section.start + 1 + gap);
  }
  return lines;
}

function blocksOf(text: string): ReadonlyMap<string, string> {
  const lines = text.split('\n');
  return new Map(sectionsOf(lines).map(({ id, start, end }) => [id, lines.slice(start, end + 1).join('\n')]));
}

function sectionsOf(lines: readonly string[]): readonly Section[] {
  const found: Section[] = [];
  let open: { id: string; start: number } | undefined;
  lines.forEach((line, index) => {
    const [, kind, id] = marker.exec(line) ?? [];
    if (id === undefined) return;
    if (kind === 'Start' && open === undefined) open = { id, start: index };
    if (kind !== 'End' || open?.id !== id) return;
    found.push({ ...open, end: index });
    open = undefined;
  });
  return found;
}
