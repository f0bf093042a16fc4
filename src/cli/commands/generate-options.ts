/** The options of `hookline generate`. */
import { Command, InvalidArgumentError, Option } from 'commander';

export interface GenerateOptions {
  readonly schema: readonly string[];
  readonly overlay: readonly string[];
  readonly config?: string;
  readonly out: string;
  readonly target: string;
  readonly check: boolean;
  readonly dryRun: boolean;
  readonly force: boolean;
  readonly strict: boolean;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly quiet: boolean;
  readonly allowRemoteRefs: boolean;
  readonly allowRefOutside: boolean;
  readonly watch?: boolean;
}

const examples = `
Examples:
  $ hookline generate --schema openapi.yaml --out my-sdk
  $ hookline generate --schema https://api.example.com/openapi.json --config gen.yaml --out my-sdk
  $ hookline generate --schema users.yaml --schema orders.yaml --overlay fixes.yaml --out my-sdk
  $ cat openapi.json | hookline generate --schema - --out my-sdk
  $ hookline generate --schema openapi.yaml --out my-sdk --watch
  $ hookline generate --schema openapi.yaml --out my-sdk --check     # in CI: exit 3 when stale

Exit codes:
  0  written, or current with --check    1  bad input, nothing written; or conflicts to resolve
  2  wrong usage                         3  stale, with --check
`;

/** The command without its action. */
export function generateCommand(): Command {
  return new Command('generate')
    .description('Generate an SDK from an OpenAPI document.')
    .addOption(
      new Option('-s, --schema <file|url|->', 'the document; several are merged; `-` is standard input')
        .argParser(collect)
        .default([], 'none')
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--overlay <file|url>', 'OpenAPI Overlay to apply; may be repeated')
        .argParser(collect)
        .default([], 'none'),
    )
    .option('-c, --config <file>', 'gen.yaml; else looked for in the output folder')
    .requiredOption('-o, --out <dir>', 'output folder', nonEmpty)
    .addOption(new Option('--target <name>', 'language of the SDK').choices(['python']).default('python'))
    .addOption(
      new Option('--check', 'write nothing; exit 3 when the output is stale')
        .default(false)
        .conflicts('dryRun'),
    )
    .option('--dry-run', 'write nothing; print a diff', false)
    .addOption(
      new Option('-w, --watch', 'run again whenever a file that was read changes')
        .default(false)
        .conflicts(['check', 'dryRun', 'json']),
    )
    .option('--force', 'let generated lines win over edits that conflict with them', false)
    .option('--strict', 'let warnings fail the run', false)
    .option('--json', 'print one JSON report', false)
    .addOption(
      new Option('-v, --verbose', 'show all problems, and the trace of a crash')
        .default(false)
        .conflicts('quiet'),
    )
    .option('-q, --quiet', 'print problems only', false)
    .option('--allow-remote-refs', 'follow references to other hosts', false)
    .option('--allow-ref-outside', "follow references out of the document's folder", false)
    .addHelpText('after', examples);
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, nonEmpty(value)];
}

function nonEmpty(value: string): string {
  if (value === '') throw new InvalidArgumentError('It is empty.');
  return value;
}

/** What is wrong with options that only fit together in some ways. */
export function usageProblem(options: GenerateOptions, [given]: readonly string[] = []): string | undefined {
  if (given !== undefined) return `unexpected argument '${given}': a document is named with --schema`;
  if (options.schema.length === 0) return "required option '-s, --schema <file|url|->' not specified";
  const fromInput = [...options.schema, ...options.overlay].filter((input) => input === '-').length;
  if (fromInput > 1) return 'standard input (`-`) can be given only once';
  if (options.watch === true && fromInput > 0) return 'standard input (`-`) cannot be watched';
  return undefined;
}
