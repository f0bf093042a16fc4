/** `hookline run`: generates every target of a workflow.yaml, side by side. */
import { Command } from 'commander';
import { loadWorkflow, type Target } from '../../workflow/workflow.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { failCommand } from './command-problem.ts';
import { runGenerate } from './generate.ts';

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
  targets:
    my-sdk: {target: python, source: my-api, output: my-sdk}
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
  const { targets } = loaded.workflow;
  const wanted = targets.filter(({ name }) => options.target.length === 0 || options.target.includes(name));
  const unknown = options.target.find((name) => !targets.some((target) => target.name === name));
  if (unknown !== undefined) {
    terminal.error(
      `error: there is no target "${unknown}"; there is ${targets.map(({ name }) => name).join(', ')}\n`,
    );
    return exitCodes.usage;
  }
  const finished = await Promise.all(wanted.map((target) => runTarget(target, options, terminal)));
  if (options.json) printJson(finished, terminal);
  else
    for (const { target, out, error } of finished) {
      terminal.error(`${target.name}:\n${error}`);
      terminal.out(out);
    }
  return weightiest(finished);
}

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

function printJson(finished: readonly Finished[], terminal: Terminal): void {
  const exitCode = weightiest(finished);
  const targets = Object.fromEntries(
    finished.map(({ target, out }) => [target.name, JSON.parse(out) as unknown]),
  );
  terminal.out(`${JSON.stringify({ ok: exitCode === 0, exitCode, targets }, undefined, 2)}\n`);
}

/** Bad input weighs more than a stale output. */
function weightiest(finished: readonly Finished[]): ExitCode {
  const codes = finished.map(({ code }) => code);
  const order = [exitCodes.bug, exitCodes.usage, exitCodes.badInput, exitCodes.stale];
  return order.find((code) => codes.includes(code)) ?? exitCodes.done;
}
