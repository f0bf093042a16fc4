/** What changed for users, put into a CHANGELOG.md in which people write as well: text is added, none is changed. */
import type { Difference, Level } from './compare.ts';
import { markdownList } from './report.ts';

const unreleased = 'Unreleased';
const headings: readonly (readonly [Level, string])[] = [
  ['breaking', '### Breaking'],
  ['additive', '### Added'],
];

/** The text with the differences under the version; without a version, under `Unreleased`. */
export function changelogWith(
  text: string,
  version: string | undefined,
  differences: readonly Difference[],
): string {
  if (differences.length === 0) return text;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.trim() === '' ? ['# Changelog', ''] : text.split(/\r\n|\n/);
  if (lines.at(-1) !== '') lines.push('');
  addTo(lines, sectionFor(lines, version ?? unreleased), differences);
  return lines.join(end);
}

/** The line of the section's heading; made where there is none, below what is unreleased and above older versions. */
function sectionFor(lines: string[], label: string): number {
  const known = lines.findIndex((line) => labelOf(line) === label.toLowerCase());
  if (known >= 0) return known;
  const next = lines.findIndex((line) => {
    const other = labelOf(line);
    return other !== undefined && other !== unreleased.toLowerCase();
  });
  const at = next >= 0 ? next : lines.length;
  lines.splice(at, 0, `## ${label}`, '');
  return at;
}

/** `## [1.2.0] - 2024-05-01` → `1.2.0`. */
function labelOf(line: string): string | undefined {
  return /^##\s+\[?v?([^\]\s]+)/.exec(line)?.[1]?.toLowerCase();
}

function addTo(lines: string[], section: number, differences: readonly Difference[]): void {
  const groups = headings.flatMap(([level, heading]) => {
    const list = markdownList(differences, level);
    return list.length === 0 ? [] : [{ heading, list }];
  });
  const cosmetic = differences.filter(({ level }) => level === 'cosmetic').length;
  if (groups.length === 0) {
    const details = `Descriptions and other details changed in ${cosmetic} place${cosmetic === 1 ? '' : 's'}.`;
    lines.splice(section + 1, 0, '', details);
  }
  for (const { heading, list } of groups.reverse()) {
    const known = lines.findIndex((line, at) => at > section && line.trim() === heading);
    const next = lines.findIndex((line, at) => at > section && labelOf(line) !== undefined);
    const isInside = known > section && (next < 0 || known < next);
    if (isInside) lines.splice(listStart(lines, known), 0, ...list);
    else lines.splice(section + 1, 0, '', heading, '', ...list);
  }
}

/** The first line of the list below a heading. */
function listStart(lines: readonly string[], heading: number): number {
  return lines[heading + 1]?.trim() === '' ? heading + 2 : heading + 1;
}
