/** `hookline diff`: what a new document does to the users of an SDK. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { findConfig } from '../../config/find.ts';
import { loadConfig } from '../../config/load.ts';
import type { Config } from '../../config/schema.ts';
import { fileErrorReason } from '../../diagnostics/file-error.ts';
import { hasErrors, type Problem, problem } from '../../diagnostics/problem.ts';
import { compareSurfaces, type Level } from '../../diff/compare.ts';
import { type DiffReport, diffMarkdown, diffText, diffValue } from '../../diff/report.ts';
import { type Surface, surfaceOf } from '../../diff/surface.ts';
import { atLeast, weightiest } from '../../diff/version.ts';
import { nodeReader } from '../../document/node-reader.ts';
import { inputOf } from '../../document/reader.ts';
import { planSdk } from '../../generate.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { failCommand } from './command-problem.ts';

export interface DiffOptions {
  readonly config?: string;
  readonly overlay: readonly string[];
  readonly format: 'text' | 'json' | 'markdown';
  readonly json: boolean;
  readonly failOn?: Level;
  readonly output?: string;
}

const examples = `
Examples:
  $ hookline diff old.yaml new.yaml
  $ hookline diff https://api.example.com/openapi.json openapi.yaml --config my-sdk/gen.yaml
  $ hookline diff old.yaml new.yaml --format markdown --output diff.md     # for a pull request
  $ hookline diff old.yaml new.yaml --fail-on breaking                     # in CI

Exit codes:
  0  compared    1  bad input, or a change of the level of --fail-on    2  wrong usage
`;

/** The command without its action. */
export function diffCommand(): Command {
  return new Command('diff')
    .description("Show what a new document does to the SDK's users.")
    .argument('<old>', 'the document before: file or URL', nonEmpty)
    .argument('<new>', 'the document after', nonEmpty)
    .option('-c, --config <file>', 'gen.yaml; without it, the defaults')
    .addOption(
      new Option('--overlay <file|url>', 'OpenAPI Overlay to apply to both; may be repeated')
        .argParser((value: string, before: readonly string[]) => [...before, nonEmpty(value)])
        .default([], 'none'),
    )
    .addOption(
      new Option('--format <form>', 'form of the report')
        .choices(['text', 'json', 'markdown'])
        .default('text'),
    )
    .option('--json', 'the same as --format json', false)
    .addOption(
      new Option('--fail-on <level>', 'exit 1 on changes of this level or a weightier one').choices([
        'breaking',
        'additive',
        'cosmetic',
      ]),
    )
    .option('-o, --output <file>', 'write the report into a file')
    .addHelpText('after', examples);
}

function nonEmpty(value: string): string {
  if (value === '') throw new InvalidArgumentError('It is empty.');
  return value;
}

export async function runDiff(
  before: string,
  after: string,
  options: DiffOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const json = options.json || options.format === 'json';
  const { config, problems } = configOf(options, terminal);
  if (config === undefined) return failCommand(problems, terminal, { json });
  const surfaces: Surface[] = [];
  for (const schema of [before, after]) {
    const found = await surfaceFrom(schema, config, options, terminal);
    if ('problems' in found) return failCommand(found.problems, terminal, { json });
    surfaces.push(found.surface);
  }
  const [old, changed] = surfaces;
  if (old === undefined || changed === undefined) throw new Error('there are two surfaces');
  const differences = compareSurfaces(old, changed);
  const report: DiffReport = { before, after, version: config.python.version, differences };
  const level = weightiest(differences);
  const fails = options.failOn !== undefined && level !== undefined && atLeast(level, options.failOn);
  const exitCode = fails ? exitCodes.badInput : exitCodes.done;
  const text = json
    ? `${JSON.stringify({ ok: !fails, exitCode, ...diffValue(report) }, undefined, 2)}\n`
    : options.format === 'markdown'
      ? diffMarkdown(report)
      : diffText(report);
  const refused = print(text, options, terminal);
  return refused === undefined ? exitCode : failCommand([refused], terminal, { json });
}

function configOf(
  { config }: DiffOptions,
  terminal: Terminal,
): { readonly config?: Config; readonly problems: readonly Problem[] } {
  if (config === undefined) return loadConfig('', 'gen.yaml', { isNewProject: true });
  const found = findConfig({ config, out: terminal.folder, folder: terminal.folder });
  if (found.kind === 'unreadable') return { problems: [found.problem] };
  return loadConfig(found.kind === 'found' ? found.text : '', config, { isNewProject: true });
}

async function surfaceFrom(
  schema: string,
  config: Config,
  options: DiffOptions,
  terminal: Terminal,
): Promise<{ readonly surface: Surface } | { readonly problems: readonly Problem[] }> {
  const { plan, problems } = await planSdk(
    {
      schemas: [inputOf(schema)],
      overlays: options.overlay.map(inputOf),
      reader: nodeReader(terminal.folder),
    },
    config,
  );
  return plan === undefined || hasErrors(problems) ? { problems } : { surface: surfaceOf(plan) };
}

function print(text: string, { output }: DiffOptions, terminal: Terminal): Problem | undefined {
  if (output === undefined) {
    terminal.out(text);
    return undefined;
  }
  try {
    writeFileSync(resolve(terminal.folder, output), text);
    return undefined;
  } catch (error) {
    return problem('output-unwritable', 'error', `"${output}" cannot be written: ${fileErrorReason(error)}.`);
  }
}
