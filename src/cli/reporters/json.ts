/** One JSON report on standard output. */
import type { Problem } from '../../diagnostics/problem.ts';
import type { Terminal } from '../terminal.ts';
import { entryOf } from './problems.ts';
import type { Reporter } from './reporter.ts';

export function jsonReporter(terminal: Terminal): Reporter {
  return {
    stage: () => undefined,
    finish: ({ kind, exitCode, out, stats, changes, problems, files, diff, notes, next }) => {
      const report = {
        ok: exitCode === 0,
        outcome: kind,
        exitCode,
        out,
        stats,
        files,
        changes,
        problems: problems.map(problemReport),
        ...(diff === undefined ? {} : { diff }),
        notes,
        ...(next === undefined ? {} : { next }),
      };
      terminal.out(`${JSON.stringify(report, undefined, 2)}\n`);
    },
  };
}

/** A problem with the catalogue's words filled in. */
export function problemReport(problem: Problem): Readonly<Record<string, unknown>> {
  const { title, cause, fix } = entryOf(problem.code);
  const { code, severity, message, place, frame } = problem;
  return { code, severity, title, message, cause, fix: problem.fix ?? fix, place, frame };
}
