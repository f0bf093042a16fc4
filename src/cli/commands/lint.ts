/** `hookline lint`: what is wrong with a document, and what makes its SDK poorer than it could be. */
import { Command, Option } from 'commander';
import { findConfig } from '../../config/find.ts';
import { loadConfig } from '../../config/load.ts';
import { hasErrors, type Problem } from '../../diagnostics/problem.ts';
import { nodeReader } from '../../document/node-reader.ts';
import { inputOf } from '../../document/reader.ts';
import { inspectApi } from '../../generate.ts';
import { lintApi } from '../../lint/lint.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { annotation } from '../reporters/github.ts';
import { problemReport } from '../reporters/json.ts';
import { countText, problemsText } from '../reporters/problems.ts';
import type { Terminal } from '../terminal.ts';
import { failCommand } from './command-problem.ts';

export interface LintOptions {
  readonly overlay: readonly string[];
  readonly config?: string;
  readonly failOn: 'error' | 'warning';
  readonly json: boolean;
  readonly verbose: boolean;
  readonly allowRemoteRefs: boolean;
  readonly allowRefOutside: boolean;
}

const examples = `
Examples:
  $ hookline lint openapi.yaml
  $ hookline lint openapi.yaml --overlay fixes.yaml --verbose
  $ hookline lint openapi.yaml --fail-on warning --json     # in CI

Exit codes:
  0  nothing of the level of --fail-on    1  there is something    2  wrong usage
`;

/** The command without its action. */
export function lintCommand(): Command {
  return new Command('lint')
    .description("Show a document's problems, ordered by what they do to the SDK.")
    .argument('<schemas...>', 'documents: files or URLs; several are merged')
    .addOption(
      new Option('--overlay <file|url>', 'OpenAPI Overlay to apply; may be repeated')
        .argParser((value: string, before: readonly string[]) => [...before, value])
        .default([], 'none'),
    )
    .option('-c, --config <file>', 'gen.yaml; without it, the defaults')
    .addOption(
      new Option('--fail-on <level>', 'exit 1 on problems of this level')
        .choices(['error', 'warning'])
        .default('error'),
    )
    .option('--json', 'print one JSON report', false)
    .option('-v, --verbose', 'show all problems', false)
    .option('--allow-remote-refs', 'follow references to other hosts', false)
    .option('--allow-ref-outside', "follow references out of the document's folder", false)
    .addHelpText('after', examples);
}

export async function runLint(
  schemas: readonly string[],
  options: LintOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const found =
    options.config === undefined
      ? undefined
      : findConfig({ config: options.config, out: '.', folder: terminal.folder });
  if (found?.kind === 'unreadable') return failCommand([found.problem], terminal, options);
  const text = found?.kind === 'found' ? found.text : '';
  const loaded = loadConfig(text, options.config ?? 'gen.yaml', { isNewProject: true });
  if (loaded.config === undefined) return failCommand(loaded.problems, terminal, options);
  const { document, api, problems } = await inspectApi(
    {
      schemas: schemas.map(inputOf),
      overlays: options.overlay.map(inputOf),
      reader: nodeReader(terminal.folder),
      allowRemoteRefs: options.allowRemoteRefs,
      allowRefOutside: options.allowRefOutside,
    },
    loaded.config,
  );
  const advice = document === undefined || api === undefined ? [] : lintApi(api, document);
  return finish([...loaded.problems, ...problems, ...advice], schemas, options, terminal);
}

function finish(
  problems: readonly Problem[],
  schemas: readonly string[],
  options: LintOptions,
  terminal: Terminal,
): ExitCode {
  const fails = options.failOn === 'warning' ? problems.length > 0 : hasErrors(problems);
  const exitCode = fails ? exitCodes.badInput : exitCodes.done;
  if (options.json) {
    const report = { ok: !fails, exitCode, problems: problems.map(problemReport) };
    terminal.out(`${JSON.stringify(report, undefined, 2)}\n`);
    return exitCode;
  }
  if (terminal.environment.GITHUB_ACTIONS === 'true')
    for (const problem of problems.slice(0, 10)) terminal.out(`${annotation(problem)}\n`);
  const text = problemsText(problems, { color: terminal.color, all: options.verbose });
  if (text !== '') terminal.error(`${text}\n`);
  const counts = countText(problems);
  terminal.out(`${schemas.join(', ')}: ${counts === '' ? 'no problems' : counts}.\n`);
  return exitCode;
}
