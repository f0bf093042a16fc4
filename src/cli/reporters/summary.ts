/** The last lines of a run, in words. */

import { countText, safe } from './problems.ts';
import type { Outcome } from './reporter.ts';

/** What happened, in a line or two, and what to run next. */
export function summaryLines(outcome: Outcome): readonly string[] {
  const { stats, changes, problems } = outcome;
  const counts = countText(problems);
  const seconds = `${stats.seconds.toFixed(1)} s`;
  switch (outcome.kind) {
    case 'failed':
      return [`Failed after ${seconds}: ${counts}; nothing was written.`];
    case 'checked':
      return [...checkedLines(outcome), ...(counts === '' ? [] : [`${counts}.`])];
    case 'compared':
      return [`${changeCounts(outcome)}; nothing was written (--dry-run).`];
    case 'written': {
      const figures = `${many(stats.operations, 'operation')}, ${many(stats.models, 'model')}, ${many(stats.files, 'file')}`;
      const conflicts = changes.conflicts.length > 0 ? ', with conflicts to resolve' : '';
      return [
        `${outcome.out}: ${figures}, ${counts === '' ? 'no warnings' : counts}, ${seconds}${conflicts}`,
        `${changeCounts(outcome)}.`,
        ...(outcome.next === undefined ? [] : [`Next: ${outcome.next}`]),
      ];
    }
  }
}

function checkedLines({ changes, out }: Outcome): readonly string[] {
  const stale = [
    ...changes.written.map((path) => `  ${safe(path)}`),
    ...changes.removed.map((path) => `  ${safe(path)} (to be removed)`),
  ];
  if (stale.length === 0) return [`${out} is current.`];
  const shown = stale.slice(0, 20);
  const rest = stale.length > shown.length ? [`  … and ${stale.length - shown.length} more`] : [];
  return [`${out} is stale:`, ...shown, ...rest, 'Run the command without --check to bring it up to date.'];
}

function changeCounts({ changes }: Outcome): string {
  const parts = [`${changes.written.length} written`, `${changes.unchanged.length} unchanged`];
  if (changes.removed.length > 0) parts.push(`${changes.removed.length} removed`);
  if (changes.kept.length > 0) parts.push(`${changes.kept.length} kept as you have them`);
  return parts.join(', ');
}

function many(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
