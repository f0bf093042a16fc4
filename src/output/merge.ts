/** Three-way merge of a user's edits in a generated file with its new text. */
import { diff3Merge } from 'node-diff3';

export interface Merged {
  readonly text: string;
  /** Lines of the merged text at which a conflict begins; they count from 1. */
  readonly conflicts: readonly number[];
}

const yoursMarker = '<<<<<<< yours';
const middleMarker = '=======';
const generatedMarker = '>>>>>>> generated';

/**
 * The user's text with what changed between the last generated text and the new one. Where both changed the same
 * lines, both are written between markers; with `takeGenerated` the generated ones are.
 */
export function mergeEdits(
  texts: { readonly yours: string; readonly last: string; readonly generated: string },
  takeGenerated: boolean,
): Merged {
  const regions = diff3Merge(lines(texts.yours), lines(texts.last), lines(texts.generated), {
    excludeFalseConflicts: true,
  });
  const out: string[] = [];
  const conflicts: number[] = [];
  for (const { ok, conflict } of regions) {
    if (ok !== undefined) out.push(...ok);
    if (conflict === undefined) continue;
    if (takeGenerated) {
      out.push(...conflict.b);
      continue;
    }
    conflicts.push(out.length + 1);
    out.push(yoursMarker, ...conflict.a, middleMarker, ...conflict.b, generatedMarker);
  }
  return { text: out.join('\n'), conflicts };
}

function lines(text: string): string[] {
  return text.split('\n');
}

/** Line at which a conflict of an earlier run stands unresolved. */
export function unresolvedAt(text: string): number | undefined {
  const all = lines(text);
  const start = all.indexOf(yoursMarker);
  return start >= 0 && all.indexOf(generatedMarker, start) > start ? start + 1 : undefined;
}
