/** `hookline overlay apply|compare|validate`: OpenAPI Overlays by themselves. */
import { writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { Command } from 'commander';
import { fileErrorReason } from '../../diagnostics/file-error.ts';
import { hasErrors, type Problem, problem } from '../../diagnostics/problem.ts';
import { nodeReader } from '../../document/node-reader.ts';
import { overlayDocument, readValue } from '../../document/overlay/commands.ts';
import { compareDocuments } from '../../document/overlay/compare.ts';
import { inputOf } from '../../document/reader.ts';
import type { Json } from '../../document/types.ts';
import { documentText } from '../document-text.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { problemReport } from '../reporters/json.ts';
import { problemsText } from '../reporters/problems.ts';
import type { Terminal } from '../terminal.ts';
import { failCommand } from './command-problem.ts';

export interface OverlayOptions {
  readonly output?: string;
  readonly schema?: string;
  readonly strict: boolean;
  readonly json: boolean;
}

type Run<T extends readonly unknown[]> = (...args: [...T, OverlayOptions]) => Promise<void>;

const examples = {
  all: `
Examples:
  $ hookline overlay compare openapi.yaml openapi.edited.yaml --output fixes.yaml
  $ hookline overlay validate fixes.yaml --schema openapi.yaml
  $ hookline overlay apply openapi.yaml fixes.yaml --output openapi.fixed.yaml
`,
  apply: `
Examples:
  $ hookline overlay apply openapi.yaml fixes.yaml --output openapi.fixed.yaml
  $ hookline overlay apply openapi.json names.yaml retries.yaml > openapi.fixed.json

Exit codes:
  0  done    1  bad input, or with --strict a target that matches nothing    2  wrong usage
`,
  compare: `
Examples:
  $ hookline overlay compare openapi.yaml openapi.edited.yaml --output fixes.yaml

Exit codes:
  0  done    1  bad input    2  wrong usage
`,
  validate: `
Examples:
  $ hookline overlay validate fixes.yaml
  $ hookline overlay validate fixes.yaml --schema openapi.yaml --strict     # every target has to match

Exit codes:
  0  done    1  bad input, or with --strict a target that matches nothing    2  wrong usage
`,
};

/** The commands, with what each does. */
export function overlayCommand(terminal: Terminal, done: (code: ExitCode) => void): Command {
  const apply: Run<[string, readonly string[]]> = async (schema, overlays, options) =>
    done(await runOverlayApply(schema, overlays, options, terminal));
  const compare: Run<[string, string]> = async (before, after, options) =>
    done(await runOverlayCompare(before, after, options, terminal));
  const validate: Run<[readonly string[]]> = async (overlays, options) =>
    done(await runOverlayValidate(overlays, options, terminal));
  return new Command('overlay')
    .description('Apply, make and check OpenAPI Overlays.')
    .addHelpText('after', examples.all)
    .addCommand(
      new Command('apply')
        .description('Write a document with overlays applied.')
        .argument('<schema>', 'the document: file or URL')
        .argument('<overlays...>', 'overlays, applied in this order')
        .option('-o, --output <file>', 'file to write; else standard output')
        .option('--strict', 'let a target that matches nothing fail', false)
        .option('--json', 'print one JSON report, with the document in it', false)
        .addHelpText('after', examples.apply)
        .action(apply),
    )
    .addCommand(
      new Command('compare')
        .description('Write the overlay that makes one document of another.')
        .argument('<before>', 'the document as it is: file or URL')
        .argument('<after>', 'the document as it should be')
        .option('-o, --output <file>', 'file to write; else standard output')
        .option('--json', 'print one JSON report, with the overlay in it', false)
        .addHelpText('after', examples.compare)
        .action(compare),
    )
    .addCommand(
      new Command('validate')
        .description('Check overlays; with a document, whether their targets match.')
        .argument('<overlays...>', 'files or URLs')
        .option('-s, --schema <file|url>', 'the document they are for')
        .option('--strict', 'let a target that matches nothing fail', false)
        .option('--json', 'print one JSON report', false)
        .addHelpText('after', examples.validate)
        .action(validate),
    );
}

async function runOverlayApply(
  schema: string,
  overlays: readonly string[],
  options: OverlayOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const reader = nodeReader(terminal.folder);
  const { value, problems } = await overlayDocument(inputOf(schema), overlays.map(inputOf), reader);
  if (value === undefined || (options.strict && problems.length > 0))
    return failCommand(problems, terminal, options);
  return write({ document: value }, options.output ?? schema, problems, options, terminal);
}

async function runOverlayCompare(
  before: string,
  after: string,
  options: OverlayOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const reader = nodeReader(terminal.folder);
  const old = await readValue(inputOf(before), reader);
  const changed = await readValue(inputOf(after), reader);
  if (old.value === undefined || changed.value === undefined)
    return failCommand([...old.problems, ...changed.problems], terminal, options);
  const actions = compareDocuments(old.value, changed.value);
  const overlay = {
    overlay: '1.0.0',
    info: { title: `${basename(before)} to ${basename(after)}`, version: '1.0.0' },
    actions: actions.map((action) => ({ ...action })),
  };
  const problems = [...old.problems, ...changed.problems];
  return write({ overlay }, options.output ?? 'overlay.yaml', problems, options, terminal);
}

async function runOverlayValidate(
  overlays: readonly string[],
  options: OverlayOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const reader = nodeReader(terminal.folder);
  const schema = options.schema === undefined ? undefined : inputOf(options.schema);
  const { actions, problems } = await overlayDocument(schema, overlays.map(inputOf), reader);
  const failed = hasErrors(problems) || (options.strict && problems.length > 0);
  if (failed) return failCommand(problems, terminal, options);
  if (options.json) {
    const report = { ok: true, exitCode: 0, actions, problems: problems.map(problemReport) };
    terminal.out(`${JSON.stringify(report, undefined, 2)}\n`);
  } else {
    tell(problems, terminal);
    terminal.out(`${overlays.join(', ')}: ${actions} action${actions === 1 ? '' : 's'}, no errors.\n`);
  }
  return exitCodes.done;
}

function tell(problems: readonly Problem[], terminal: Terminal): void {
  if (problems.length > 0) terminal.error(problemsText(problems, { color: terminal.color, all: true }));
}

/** Writes what was made, under its name in the report: into a file, or to standard output. */
function write(
  made: { readonly document: Json } | { readonly overlay: Json },
  name: string,
  problems: readonly Problem[],
  options: OverlayOptions,
  terminal: Terminal,
): ExitCode {
  const { output, json } = options;
  const text = documentText('document' in made ? made.document : made.overlay, name);
  const refused =
    output === undefined ? undefined : writeText(resolve(terminal.folder, output), output, text);
  if (refused !== undefined) return failCommand([...problems, refused], terminal, options);
  if (json) {
    const what = output === undefined ? made : { output };
    const report = { ok: true, exitCode: exitCodes.done, ...what, problems: problems.map(problemReport) };
    terminal.out(`${JSON.stringify(report, undefined, 2)}\n`);
    return exitCodes.done;
  }
  tell(problems, terminal);
  if (output === undefined) terminal.out(text);
  else terminal.error(`Written: ${output}\n`);
  return exitCodes.done;
}

function writeText(path: string, shown: string, text: string): Problem | undefined {
  try {
    writeFileSync(path, text);
    return undefined;
  } catch (error) {
    return problem('output-unwritable', 'error', `"${shown}" cannot be written: ${fileErrorReason(error)}.`);
  }
}
