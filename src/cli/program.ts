/** The command line as a function: arguments in, exit code out. */
import { Argument, Command, CommanderError, Help, type Option } from 'commander';
import { hooklineVersion } from '../config/version.ts';
import { bugText } from './bug.ts';
import { failureReport } from './commands/command-problem.ts';
import { type DiffOptions, diffCommand, runDiff } from './commands/diff.ts';
import { runGenerate } from './commands/generate.ts';
import { type GenerateOptions, generateCommand, usageProblem } from './commands/generate-options.ts';
import { hooksCommand, runHooksAdd } from './commands/hooks.ts';
import { type InitOptions, initCommand, runInit } from './commands/init.ts';
import { type LintOptions, lintCommand, runLint } from './commands/lint.ts';
import { overlayCommand } from './commands/overlay.ts';
import { type RunOptions, runCommandOptions, runRun } from './commands/run.ts';
import { completionScript, type Shell, shells } from './completion.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { terminalPrompter } from './prompter.ts';
import type { Terminal } from './terminal.ts';
import { runWatching, stopSignal } from './watch.ts';

/** Runs a command; `stop` ends one that watches. What is thrown is a bug of ours, and told as one. */
export async function runCommand(
  args: readonly string[],
  terminal: Terminal,
  stop?: AbortSignal,
): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.done;
  try {
    const done = (code: ExitCode): void => {
      exitCode = code;
    };
    const program = createProgram(terminal, done, stop);
    await program.parseAsync(withoutVainHelp(args, program), { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
    const usage = error instanceof CommanderError;
    exitCode = usage ? exitCodes.usage : exitCodes.bug;
    const message = error instanceof Error ? error.message : String(error);
    if (args.includes('--json')) terminal.out(failureReport(exitCode, message.replace(/^error: /, '')));
    if (!usage) terminal.error(bugText(error, args.includes('--verbose') || args.includes('-v')));
    return exitCode;
  }
}

/** Help for what is no command is told as a wrong command is, with the nearest one. */
function withoutVainHelp([first, ...rest]: readonly string[], program: Command): string[] {
  if (first === undefined) return [];
  const names = ['help', ...program.commands.map((command) => command.name())];
  const isVain = first === 'help' && rest[0] !== undefined && !names.includes(rest[0]);
  return isVain ? rest : [first, ...rest];
}

const examples = `
Examples:
  $ hookline init                                               # asks four questions
  $ hookline generate --schema openapi.yaml --out my-sdk
  $ hookline diff old.yaml new.yaml
  $ hookline generate --help                                    # options and examples of a command

Exit codes:
  0  done    1  bad input    2  wrong usage    3  stale, with --check    70  a bug in hookline
`;

const completionExamples = `
Examples:
  $ hookline completion bash > ~/.local/share/bash-completion/completions/hookline
  $ hookline completion fish > ~/.config/fish/completions/hookline.fish
  $ source <(hookline completion zsh)
`;

function createProgram(terminal: Terminal, done: (code: ExitCode) => void, stop?: AbortSignal): Command {
  const program = new Command('hookline')
    .description('Generates Python SDKs from OpenAPI documents, with hooks for sync and async methods.')
    .version(hooklineVersion, '-V, --version', 'print the version')
    .addHelpText('after', examples);
  const generate = generateCommand();
  generate.action(async (options: GenerateOptions) => {
    const problem = usageProblem(options, generate.args);
    if (problem !== undefined) generate.error(`error: ${problem}`, { exitCode: exitCodes.usage });
    const run = (onRead?: (path: string) => void) => runGenerate(options, terminal, onRead);
    done(options.watch === true ? await runWatching(run, terminal, stop ?? stopSignal()) : await run());
  });
  program.addCommand(generate);
  program.addCommand(
    initCommand().action(async (options: InitOptions) => {
      done(await runInit(options, terminal, await terminalPrompter()));
    }),
  );
  program.addCommand(
    hooksCommand(async (name, options) => {
      done(runHooksAdd(name, options, terminal));
    }),
  );
  program.addCommand(
    diffCommand().action(async (before: string, after: string, options: DiffOptions) => {
      done(await runDiff(before, after, options, terminal));
    }),
  );
  program.addCommand(
    runCommandOptions().action(async (options: RunOptions) => {
      done(await runRun(options, terminal));
    }),
  );
  program.addCommand(
    lintCommand().action(async (schemas: readonly string[], options: LintOptions) => {
      done(await runLint(schemas, options, terminal));
    }),
  );
  program.addCommand(overlayCommand(terminal, done));
  program.addCommand(
    new Command('completion')
      .description('Print a completion script for a shell.')
      .addArgument(new Argument('<shell>', 'which one').choices(shells))
      .addHelpText('after', completionExamples)
      .action((shell: Shell) => terminal.out(completionScript(shell, program))),
  );
  settle(program, terminal);
  // Told by `usageProblem`: what is given without an option is a document, most of the time.
  generate.allowExcessArguments();
  return program;
}

/** Flags are off and lists empty by default: that is not said of each. */
function optionDescription(option: Option): string {
  const { defaultValue } = option;
  const isPlain = defaultValue === false || (Array.isArray(defaultValue) && defaultValue.length === 0);
  const shown: Option = isPlain
    ? Object.assign(Object.create(option), { defaultValue: undefined, defaultValueDescription: undefined })
    : option;
  return new Help().optionDescription(shown);
}

function settle(command: Command, terminal: Terminal): void {
  command
    .exitOverride()
    .configureHelp({ optionDescription })
    .helpOption('-h, --help', 'show help')
    .showHelpAfterError('(add --help for what there is)')
    .allowExcessArguments(false)
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.error(text) });
  if (command.commands.length > 0) command.helpCommand('help [command]', 'show the help of a command');
  for (const inner of command.commands) settle(inner, terminal);
}
