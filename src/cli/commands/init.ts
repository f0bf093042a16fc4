/** `hookline init`: asks four questions, or takes the answers from its options, and writes a gen.yaml. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { configPlaces } from '../../config/find.ts';
import { loadConfig } from '../../config/load.ts';
import { fileErrorReason } from '../../diagnostics/file-error.ts';
import { type Problem, problem } from '../../diagnostics/problem.ts';
import { loadDocument } from '../../document/load.ts';
import { nodeReader } from '../../document/node-reader.ts';
import { inputOf } from '../../document/reader.ts';
import { leadsOut } from '../../output/folder.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { shellWord } from '../shell.ts';
import type { Terminal } from '../terminal.ts';
import { failCommand } from './command-problem.ts';
import { type Answers, initialConfig, suggestedClass, suggestedPackage } from './init-config.ts';

export interface InitOptions {
  readonly schema?: string;
  readonly name?: string;
  readonly package?: string;
  readonly asyncHooks?: boolean;
  readonly out: string;
  readonly yes: boolean;
  readonly json: boolean;
}

const examples = `
Examples:
  $ hookline init
  $ hookline init --schema openapi.yaml --name Acme --package acme-api --no-async-hooks --out acme-sdk --yes

Exit codes:
  0  written    1  bad input, or a configuration is there; nothing was written    2  wrong usage
`;

/** The command without its action. */
export function initCommand(): Command {
  return new Command('init')
    .description('Begin a project: four questions, one gen.yaml.')
    .option('-s, --schema <file|url>', 'the OpenAPI document')
    .option('--name <class>', 'name of the client class')
    .option('--package <name>', 'name of the package on PyPI')
    .option('--async-hooks', 'native async hooks')
    .option('--no-async-hooks', 'sync hooks only; async methods run them in a thread')
    .option('-o, --out <dir>', 'folder of the SDK', '.')
    .option('-y, --yes', 'take the suggestions for what is not given, and ask nothing', false)
    .option('--json', 'print one JSON report, and ask nothing', false)
    .addHelpText('after', examples);
}

/** Asks for what is not given; gives nothing where the user walks away. */
export interface Prompter {
  text(
    question: string,
    suggestion: string,
    check: (answer: string) => string | undefined,
  ): Promise<string | undefined>;
  confirm(question: string, suggestion: boolean): Promise<boolean | undefined>;
  show(title: string, text: string): void;
}

export async function runInit(
  options: InitOptions,
  terminal: Terminal,
  prompter?: Prompter,
): Promise<ExitCode> {
  const root = resolve(terminal.folder, options.out);
  const existing = configPlaces.find((place) => existsSync(join(root, place)));
  if (existing !== undefined) {
    const fix = `Change that file, or name another folder with \`--out\`.`;
    return refuse(
      `There is a configuration already: "${existing}" in "${options.out}".`,
      fix,
      terminal,
      options,
    );
  }
  const ask = options.yes || options.json ? undefined : prompter;
  const schema =
    options.schema ?? (await ask?.text('Where is the OpenAPI document?', 'openapi.yaml', notEmpty));
  if (schema === undefined) {
    const fix = 'Name it with `--schema`, or run the command on a terminal.';
    return refuse('The document is not given.', fix, terminal, options);
  }
  const read = await titleOf(schema, terminal);
  if (read.title === undefined) return failCommand(read.problems, terminal, options);
  const answers = await askRest(options, schema, read.title, ask);
  if (answers === undefined) return cancelled(terminal);
  const text = initialConfig(answers);
  const { config, problems } = loadConfig(text, 'gen.yaml', { isNewProject: true });
  if (config === undefined) return failCommand(problems, terminal, options);
  ask?.show(join(options.out, configPlaces[0]), text);
  if (ask !== undefined && (await ask.confirm('Write it?', true)) !== true) return cancelled(terminal);
  return write(root, text, answers, options, terminal);
}

async function askRest(
  options: InitOptions,
  schema: string,
  title: string,
  ask: Prompter | undefined,
): Promise<Answers | undefined> {
  const className =
    options.name ??
    (await answer(ask, 'What is the client class called?', suggestedClass(title), 'sdkClassName'));
  if (className === undefined) return undefined;
  const packageName =
    options.package ??
    (await answer(ask, 'What is the package called on PyPI?', suggestedPackage(title), 'packageName'));
  if (packageName === undefined) return undefined;
  const asyncHooks =
    options.asyncHooks ?? (ask === undefined ? true : await ask.confirm('Native async hooks?', true));
  return asyncHooks === undefined ? undefined : { schema, className, packageName, asyncHooks };
}

async function answer(
  ask: Prompter | undefined,
  question: string,
  suggestion: string,
  key: 'sdkClassName' | 'packageName',
): Promise<string | undefined> {
  const group = key === 'sdkClassName' ? 'generation' : 'python';
  const check = (value: string): string | undefined =>
    loadConfig(JSON.stringify({ [group]: { [key]: value } }), 'answer', { isNewProject: true }).problems[0]
      ?.message;
  return ask === undefined ? suggestion : await ask.text(question, suggestion, check);
}

function notEmpty(value: string): string | undefined {
  return value.trim() === '' ? 'A file or URL is needed.' : undefined;
}

async function titleOf(
  schema: string,
  terminal: Terminal,
): Promise<{ readonly title?: string; readonly problems: readonly Problem[] }> {
  const { document, problems } = await loadDocument({
    schemas: [inputOf(schema)],
    reader: nodeReader(terminal.folder),
  });
  if (document === undefined) return { problems };
  const title = document.child(document.child(document.root, 'info'), 'title').value;
  return { title: typeof title === 'string' ? title : '', problems };
}

function write(
  root: string,
  text: string,
  answers: Answers,
  options: InitOptions,
  terminal: Terminal,
): ExitCode {
  const path = join(root, configPlaces[0]);
  if (leadsOut(root, [configPlaces[0]]) !== undefined)
    return refuse(
      `"${dirname(path)}" is a symbolic link out of the folder.`,
      'Replace the link.',
      terminal,
      options,
    );
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    return refuse(
      `"${path}" cannot be written: ${fileErrorReason(error)}.`,
      'Name another folder with `--out`.',
      terminal,
      options,
    );
  }
  const next = `hookline generate --schema ${shellWord(answers.schema)} --out ${shellWord(options.out)}`;
  const shown = `${options.out === '.' ? '' : `${options.out}/`}${configPlaces[0]}`;
  terminal.out(
    options.json
      ? `${JSON.stringify({ ok: true, exitCode: 0, files: [shown], config: text, next }, undefined, 2)}\n`
      : `Written: ${shown}\nNext: ${next}\n`,
  );
  return exitCodes.done;
}

function refuse(message: string, fix: string, terminal: Terminal, options: InitOptions): ExitCode {
  return failCommand([problem('init-refused', 'error', message, { fix })], terminal, options);
}

function cancelled(terminal: Terminal): ExitCode {
  terminal.error('Nothing was written.\n');
  return exitCodes.badInput;
}
