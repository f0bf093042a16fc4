/** Ends of small commands: what is wrong, told like every other problem. */
import type { Problem } from '../../diagnostics/problem.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { problemReport } from '../reporters/json.ts';
import { problemsText } from '../reporters/problems.ts';
import type { Terminal } from '../terminal.ts';

/** Prints the problems of a command that wrote nothing. */
export function failCommand(
  problems: readonly Problem[],
  terminal: Terminal,
  options: { readonly json: boolean },
): ExitCode {
  if (options.json) {
    const report = { ok: false, exitCode: exitCodes.badInput, problems: problems.map(problemReport) };
    terminal.out(`${JSON.stringify(report, undefined, 2)}\n`);
  } else {
    terminal.error(`${problemsText(problems, { color: terminal.color, all: true })}`);
  }
  return exitCodes.badInput;
}
