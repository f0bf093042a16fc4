/** Annotations of GitHub Actions beside the plain report. */
import type { Problem } from '../../diagnostics/problem.ts';
import type { Terminal } from '../terminal.ts';
import { entryOf } from './problems.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';
import { plainReporter } from './text.ts';

/** GitHub shows ten of each kind for a step. */
const mostAnnotations = 10;

export function githubReporter(terminal: Terminal, options: ReporterOptions): Reporter {
  const plain = plainReporter(terminal, options);
  return {
    ...plain,
    finish: (outcome) => {
      for (const severity of ['error', 'warning'] as const) {
        const problems = outcome.problems.filter((problem) => problem.severity === severity);
        for (const problem of problems.slice(0, mostAnnotations)) terminal.out(`${annotation(problem)}\n`);
      }
      plain.finish(outcome);
    },
  };
}

/** `::error file=openapi.yaml,line=3,col=5,title=…::message` */
export function annotation(problem: Problem): string {
  const { place } = problem;
  const entry = entryOf(problem.code);
  const where =
    place === undefined ? [] : [`file=${property(place.file)}`, `line=${place.line}`, `col=${place.column}`];
  const properties = [...where, `title=${property(entry.title)}`].join(',');
  return `::${problem.severity} ${properties}::${data(`${problem.message} ${problem.fix ?? entry.fix}`)}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
