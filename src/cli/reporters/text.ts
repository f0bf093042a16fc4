/** Reports for people: drawn on a terminal, plain lines elsewhere. */
import { createColors } from 'picocolors';
import type { Terminal } from '../terminal.ts';
import { problemsText } from './problems.ts';
import type { Outcome, Reporter, ReporterOptions } from './reporter.ts';
import { summaryLines } from './summary.ts';

/** Progress with a mark and a time for each stage, for a terminal. */
export function prettyReporter(terminal: Terminal, options: ReporterOptions): Reporter {
  const colors = createColors(terminal.color);
  let current: { readonly title: string; readonly started: number } | undefined;
  const end = (mark: string): void => {
    if (current === undefined) return;
    const seconds = ((performance.now() - current.started) / 1000).toFixed(1);
    terminal.error(`\r\u001b[2K${mark} ${current.title} ${colors.dim(`${seconds} s`)}\n`);
    current = undefined;
  };
  return {
    stage: (title) => {
      if (options.quiet) return;
      end(colors.green('✓'));
      current = { title, started: performance.now() };
      terminal.error(`${colors.dim('…')} ${title}`);
    },
    finish: (outcome) => {
      end(outcome.kind === 'failed' ? colors.red('✗') : colors.green('✓'));
      finishText(outcome, terminal, options);
    },
  };
}

/** One line for each stage. */
export function plainReporter(terminal: Terminal, options: ReporterOptions): Reporter {
  const started = performance.now();
  return {
    stage: (title) => {
      if (options.quiet) return;
      terminal.error(`[${((performance.now() - started) / 1000).toFixed(1)} s] ${title}\n`);
    },
    finish: (outcome) => finishText(outcome, terminal, options),
  };
}

function finishText(outcome: Outcome, terminal: Terminal, options: ReporterOptions): void {
  const problems = problemsText(outcome.problems, { color: terminal.color, all: options.verbose });
  if (problems !== '') terminal.error(`\n${problems}\n`);
  if (outcome.diff !== undefined) terminal.out(outcome.diff);
  if (options.quiet && outcome.kind !== 'failed') return;
  for (const note of outcome.notes) terminal.error(`note: ${note}\n`);
  const text = `${summaryLines(outcome).join('\n')}\n`;
  // A diff may go to a pager or a file: what is said about it does not.
  if (outcome.kind === 'failed' || outcome.diff !== undefined) terminal.error(text);
  else terminal.out(text);
}
