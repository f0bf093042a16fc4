/** `hookline run`: generates every target of a workflow.yaml, side by side. */
import { Command } from 'commander';
import type { Problem } from '../../diagnostics/problem.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import { loadWorkflow, type Target } from '../../workflow/workflow.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { problemReport } from '../reporters/json.ts';
import { problemsText, safe } from '../reporters/problems.ts';
import type { Terminal } from '../terminal.ts';
import { failCommand, wrongUsage } from './command-problem.ts';
import { runGenerate } from './generate.ts';
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

interface Finished {
  readonly target: Target;
  readonly code: ExitCode;
  readonly out: string;
  readonly error: string;
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
  const [sources, finished] = await Promise.all([
    Promise.all([...wantedSources.values()].map((source) => writeSource(source, options, terminal))),
    Promise.all(wanted.map((target) => runTarget(target, options, terminal))),
  ]);
  const ended: Ended = { problems, finished, sources: sources.filter((source) => source !== undefined) };
  if (options.json) printJson(ended, terminal);
  else printText(ended, terminal);
  return weightiest(ended);
}

interface Ended {
  /** Of the workflow itself. */
  readonly problems: readonly Problem[];
  readonly sources: readonly WrittenSource[];
  readonly finished: readonly Finished[];
}

function printText({ problems, sources, finished }: Ended, terminal: Terminal): void {
  const tell = (found: readonly Problem[]): void => {
    if (found.length > 0) terminal.error(`${problemsText(found, { color: terminal.color, all: true })}\n`);
  };
  tell(problems);
  for (const { name, output, outcome, problems: found } of sources) {
    if (outcome === 'failed') tell(found);
    terminal.out(`Source ${safe(name)}: ${safe(output)} ${outcomeWords[outcome]}.\n`);
  }
  for (const { target, out, error } of finished) {
    terminal.error(`${safe(target.name)}:\n${error}`);
    terminal.out(out);
  }
}

const outcomeWords = {
  written: 'is written',
  unchanged: 'is as it was',
  stale: 'is stale',
  failed: 'is not written',
} as const;

/** What each prints is kept until it has ended, so that the lines of several do not mix. */
async function runTarget(target: Target, options: RunOptions, terminal: Terminal): Promise<Finished> {
  const printed = { out: '', error: '' };
  const own: Terminal = {
    ...terminal,
    isInteractive: false,
    out: (text) => {
      printed.out += text;
    },
    error: (text) => {
      printed.error += text;
    },
  };
  const { check, force, strict, json, verbose, allowRemoteRefs, allowRefOutside } = options;
  const code = await runGenerate(
    {
      schema: target.source.inputs,
      overlay: target.source.overlays,
      out: target.output,
      target: 'python',
      dryRun: false,
      quiet: false,
      ...{ check, force, strict, json, verbose, allowRemoteRefs, allowRefOutside },
    },
    own,
  );
  return { target, code, ...printed };
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
