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

/** Ends a command that was called wrongly in a way that only it can tell. */
export function wrongUsage(
  message: string,
  terminal: Terminal,
  options: { readonly json: boolean },
): ExitCode {
  if (options.json) terminal.out(failureReport(exitCodes.usage, message));
  else terminal.error(`error: ${message}\n`);
  return exitCodes.usage;
}

/** The report of `--json` where there are no problems of an input to tell. */
export function failureReport(exitCode: ExitCode, message: string): string {
  return `${JSON.stringify({ ok: false, exitCode, message, problems: [] }, undefined, 2)}\n`;
}
