/** `hookline run`: generates every target of a workflow.yaml, side by side. */
import { Command } from 'commander';
import type { Problem } from '../../diagnostics/problem.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import { loadWorkflow, type Target } from '../../workflow/workflow.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type Job, type Printed, runJobs } from '../jobs.ts';
import { problemReport } from '../reporters/json.ts';
import { problemsText, safe } from '../reporters/problems.ts';
import type { Terminal } from '../terminal.ts';
import { failCommand, wrongUsage } from './command-problem.ts';
import { type WrittenSource, writeSource } from './run-sources.ts';

export interface RunOptions {
  readonly workflow?: string;
  readonly target: readonly string[];
  readonly check: boolean;
  readonly force: boolean;
  readonly strict: boolean;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly allowRemoteRefs: boolean;
  readonly allowRefOutside: boolean;
}

const examples = `
Examples:
  $ hookline run
  $ hookline run --target my-sdk --target other-sdk
  $ hookline run --check     # in CI: exit 3 when one of them is stale

A workflow (.hookline/workflow.yaml, or .speakeasy/workflow.yaml):
  workflowVersion: 1.0.0
  sources:
    my-api:
      inputs: [{location: users.yaml}, {location: orders.yaml}]
      overlays: [{location: fixes.yaml}]
      output: merged.yaml       # optional: the document that these make
  targets:
    my-sdk: {target: python, source: my-api, output: my-sdk}

Exit codes:
  0  done    1  bad input, or edits conflict    2  wrong usage    3  stale, with --check
`;

/** The command without its action. */
export function runCommandOptions(): Command {
  return new Command('run')
    .description('Generate every target of a workflow.yaml.')
    .option('-w, --workflow <file>', 'the workflow; else .hookline/workflow.yaml or .speakeasy/workflow.yaml')
    .option(
      '-t, --target <name>',
      'only this target; may be repeated',
      (value: string, before: readonly string[]) => [...before, value],
      [],
    )
    .option('--check', 'write nothing; exit 3 when an output is stale', false)
    .option('--force', 'let generated lines win over edits that conflict with them', false)
    .option('--strict', 'let warnings fail the run', false)
    .option('--json', 'print one JSON report', false)
    .option('-v, --verbose', 'show all problems', false)
    .option('--allow-remote-refs', 'follow references to other hosts', false)
    .option('--allow-ref-outside', "follow references out of the documents' folders", false)
    .addHelpText('after', examples);
}

interface Finished extends Printed {
  readonly target: Target;
}

export async function runRun(options: RunOptions, terminal: Terminal): Promise<ExitCode> {
  const loaded = loadWorkflow(terminal.folder, options.workflow);
  if ('problems' in loaded) return failCommand(loaded.problems, terminal, options);
  const { targets, problems } = loaded.workflow;
  if (options.strict && problems.length > 0) return failCommand(problems, terminal, options);
  const names = targets.map(({ name }) => name);
  const unknown = options.target.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const near = didYouMean(unknown, names);
    return wrongUsage(
      `there is no target "${unknown}"; there is ${names.join(', ')}.${near}`,
      terminal,
      options,
    );
  }
  const wanted = targets.filter(({ name }) => options.target.length === 0 || options.target.includes(name));
  const wantedSources = new Map(wanted.map(({ source }) => [source.name, source]));
  const jobs = runJobs(
    wanted.map((target) => jobOf(target, options, terminal)),
    terminal,
  );
  const written = await Promise.all(
    [...wantedSources.values()].map((source) => writeSource(source, options, terminal)),
  );
  const sources = written.filter((source) => source !== undefined);
  if (!options.json) printSources(problems, sources, terminal);
  const finished: Finished[] = [];
  for (const [index, target] of wanted.entries()) {
    const printed = await jobs[index];
    if (printed === undefined) continue;
    finished.push({ target, ...printed });
    if (!options.json) printTarget({ target, ...printed }, terminal);
  }
  const ended: Ended = { problems, finished, sources };
  if (options.json) printJson(ended, terminal);
  return weightiest(ended);
}

interface Ended {
  /** Of the workflow itself. */
  readonly problems: readonly Problem[];
  readonly sources: readonly WrittenSource[];
  readonly finished: readonly Finished[];
}

function printSources(
  problems: readonly Problem[],
  sources: readonly WrittenSource[],
  terminal: Terminal,
): void {
  const tell = (found: readonly Problem[]): void => {
    if (found.length > 0) terminal.error(`${problemsText(found, { color: terminal.color, all: true })}\n`);
  };
  tell(problems);
  for (const { name, output, outcome, problems: found } of sources) {
    if (outcome === 'failed') tell(found);
    terminal.out(`Source ${safe(name)}: ${safe(output)} ${outcomeWords[outcome]}.\n`);
  }
}

/** As soon as it and those before it have ended. */
function printTarget({ target, out, error }: Finished, terminal: Terminal): void {
  terminal.error(`${safe(target.name)}:\n${error}`);
  terminal.out(out);
}

const outcomeWords = {
  written: 'is written',
  unchanged: 'is as it was',
  stale: 'is stale',
  failed: 'is not written',
} as const;

function jobOf({ source, output }: Target, options: RunOptions, terminal: Terminal): Job {
  const { check, force, strict, json, verbose, allowRemoteRefs, allowRefOutside } = options;
  const { folder, environment, color } = terminal;
  return {
    options: {
      schema: source.inputs,
      overlay: source.overlays,
      out: output,
      target: 'python',
      dryRun: false,
      quiet: false,
      ...{ check, force, strict, json, verbose, allowRemoteRefs, allowRefOutside },
    },
    folder,
    environment: { ...environment },
    color,
  };
}

function printJson(ended: Ended, terminal: Terminal): void {
  const exitCode = weightiest(ended);
  const targets = Object.fromEntries(
    ended.finished.map(({ target, out }) => [target.name, JSON.parse(out) as unknown]),
  );
  const sources = Object.fromEntries(
    ended.sources.map(({ name, output, outcome, exitCode: code, problems }) => [
      name,
      { output, outcome, exitCode: code, problems: problems.map(problemReport) },
    ]),
  );
  const problems = ended.problems.map(problemReport);
  const report = { ok: exitCode === 0, exitCode, problems, sources, targets };
  terminal.out(`${JSON.stringify(report, undefined, 2)}\n`);
}

/** Bad input weighs more than a stale output. */
function weightiest({ finished, sources }: Ended): ExitCode {
  const codes = [...finished.map(({ code }) => code), ...sources.map(({ exitCode }) => exitCode)];
  const order = [exitCodes.bug, exitCodes.usage, exitCodes.badInput, exitCodes.stale];
  return order.find((code) => codes.includes(code)) ?? exitCodes.done;
}
