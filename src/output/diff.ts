/** What a run would change, as a unified diff. */
import { createTwoFilesPatch } from 'diff';
import type { Change } from './plan.ts';

/** The diff of all changes, in the form of `git diff --no-index`. */
export function unifiedDiff(changes: readonly Change[]): string {
  return changes.map(fileDiff).join('');
}

function fileDiff(change: Change): string {
  const { path, before = '' } = change;
  const after = change.kind === 'write' ? change.after : '';
  const from = change.before === undefined ? '/dev/null' : `a/${path}`;
  const to = change.kind === 'write' ? `b/${path}` : '/dev/null';
  const patch = createTwoFilesPatch(from, to, before, after, undefined, undefined, {
    context: 3,
    headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
  });
  const hunks = patch.includes('\n@@ ') ? patch : '';
  return `diff --git a/${path} b/${path}\n${modeLine(change)}${hunks}`;
}

// Without it, `git apply` has nothing to go by where a file is empty.
function modeLine({ kind, before }: Change): string {
  if (kind === 'remove') return 'deleted file mode 100644\n';
  return before === undefined ? 'new file mode 100644\n' : '';
}
