/**
 * Custom code regions: what a user writes between `# region NAME` and `# endregion NAME` in a generated file.
 */
const opening = /^\s*#\s*region\s+(\S+)\s*$/;
const closing = /^\s*#\s*endregion(?:\s+(\S+))?\s*$/;

interface Region {
  readonly name: string;
  /** Indices of the marker lines. */
  readonly start: number;
  readonly end: number;
}

/** The text with the contents of its regions replaced by those of the same name in the user's text. */
export function withRegionsOf(user: string, text: string): string {
  const userLines = user.split('\n');
  const contents = new Map(regionsOf(userLines).map((region) => [region.name, inner(userLines, region)]));
  if (contents.size === 0) return text;
  const out = text.split('\n');
  for (const region of [...regionsOf(out)].reverse()) {
    const kept = contents.get(region.name);
    if (kept !== undefined) out.splice(region.start + 1, region.end - region.start - 1, ...kept);
  }
  return out.join('\n');
}

function inner(lines: readonly string[], region: Region): readonly string[] {
  return lines.slice(region.start + 1, region.end);
}

function regionsOf(lines: readonly string[]): readonly Region[] {
  const found: Region[] = [];
  let open: { name: string; start: number } | undefined;
  lines.forEach((line, index) => {
    const name = opening.exec(line)?.[1];
    if (name !== undefined && open === undefined) open = { name, start: index };
    const end = closing.exec(line);
    if (end === null || open === undefined || (end[1] ?? open.name) !== open.name) return;
    found.push({ ...open, end: index });
    open = undefined;
  });
  return found;
}
