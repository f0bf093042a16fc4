/** Offsets in a text as lines and columns. */

export interface Lines {
  readonly count: number;
  /** The text of a line (from 1), without its line break. */
  at(line: number): string;
  /** Line and column (from 1) of an offset. */
  position(offset: number): { readonly line: number; readonly column: number };
}

/** The lines of a text; found at first use, because most documents have no problems. */
export function linesOf(text: string): Lines {
  let found: readonly number[] | undefined;
  const starts = (): readonly number[] => {
    found ??= lineStarts(text);
    return found;
  };
  return {
    get count() {
      return starts().length;
    },
    at(line) {
      const start = starts()[line - 1];
      if (start === undefined) return '';
      return text.slice(start, starts()[line] ?? text.length).replace(/[\r\n]+$/, '');
    },
    position(offset) {
      const line = lastAtOrBefore(starts(), offset);
      return { line: line + 1, column: offset - (starts()[line] ?? 0) + 1 };
    },
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
