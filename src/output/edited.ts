/** What becomes of a generated file that the user edited. */
import { codeFrame } from '../diagnostics/frame.ts';
import type { Place, Problem } from '../diagnostics/problem.ts';
import { mergeEdits, unresolvedAt } from './merge.ts';
import type { PlanOptions } from './plan.ts';
import { withRegionsOf } from './regions.ts';

export type Settled =
  | { readonly kind: 'generated'; readonly text: string; readonly problems?: readonly Problem[] }
  | {
      readonly kind: 'merged';
      readonly text: string;
      readonly conflict: boolean;
      readonly problems: readonly Problem[];
    }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  | { readonly kind: 'foreign' };

interface Texts {
  readonly yours: string;
  readonly last: string | undefined;
  readonly generated: string;
}

/** Merges the edits, or says why that cannot be done. */
export function editedFile(path: string, texts: Texts, options: PlanOptions): Settled {
  const own = options.customRegions ? withRegions(texts) : texts;
  if (!options.keepEdits) return overwritten(path, own);
  const unresolved = unresolvedAt(texts.yours);
  if (unresolved !== undefined) {
    if (options.force) return { kind: 'generated', text: own.generated };
    const message = `"${path}" has an unresolved conflict of an earlier run.`;
    return refused(
      { code: 'output-edit-unresolved', severity: 'error', message },
      path,
      texts.yours,
      unresolved,
    );
  }
  if (own.last === undefined) {
    if (own.generated === own.yours) return merged(own.generated);
    if (options.force) return { kind: 'generated', text: own.generated };
    const message = `"${path}" was edited, and the text it was generated with is not known.`;
    return { kind: 'refused', problems: [{ code: 'output-edit-without-base', severity: 'error', message }] };
  }
  const result = mergeEdits({ ...own, last: own.last }, options.force);
  const problems = result.conflicts.map((line) => conflictProblem(path, result.text, line));
  return { kind: 'merged', text: result.text, conflict: problems.length > 0, problems };
}

function merged(text: string): Settled {
  return { kind: 'merged', text, conflict: false, problems: [] };
}

function refused(problem: Problem, path: string, text: string, line: number): Settled {
  return { kind: 'refused', problems: [located(problem, path, text, line)] };
}

function withRegions(texts: Texts): Texts {
  return {
    yours: texts.yours,
    last: texts.last === undefined ? undefined : withRegionsOf(texts.yours, texts.last),
    generated: withRegionsOf(texts.yours, texts.generated),
  };
}

// Custom code regions are not edits: they are kept either way.
function overwritten(path: string, texts: Texts): Settled {
  if (texts.yours === texts.generated || texts.yours === texts.last) return merged(texts.generated);
  const message = `The edits in "${path}" were replaced by the generated text.`;
  const problem: Problem = { code: 'output-edit-overwritten', severity: 'warning', message };
  return { kind: 'generated', text: texts.generated, problems: [problem] };
}

function conflictProblem(path: string, text: string, line: number): Problem {
  const message = `"${path}" has a conflict between your edit and the new text at line ${line}.`;
  return located({ code: 'output-edit-conflict', severity: 'error', message }, path, text, line);
}

function located(problem: Problem, file: string, text: string, line: number): Problem {
  const lines = text.split('\n');
  const place: Place = { file, line, column: 1, endColumn: (lines[line - 1] ?? '').length + 1 };
  const frame = codeFrame({ count: lines.length, at: (index) => lines[index - 1] ?? '' }, place);
  return { ...problem, place, ...(frame === undefined ? {} : { frame }) };
}
