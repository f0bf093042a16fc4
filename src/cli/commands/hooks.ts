/** `hookline hooks add`: a typed stub in the package's `_hooks` folder, registered. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { findConfig } from '../../config/find.ts';
import { loadConfig } from '../../config/load.ts';
import { fileErrorReason } from '../../diagnostics/file-error.ts';
import { type Problem, problem } from '../../diagnostics/problem.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import { leadsOut, readProject } from '../../output/folder.ts';
import { formatSnippet } from '../../targets/python/format-source.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { failCommand } from './command-problem.ts';
import { hookPoints, hookSource, type NewHook, newHook, registered, syncOnly } from './hook-source.ts';

export interface HooksAddOptions {
  readonly on: readonly string[];
  readonly async: boolean;
  readonly out: string;
  readonly config?: string;
  readonly json: boolean;
}

const examples = `
Lifecycle points: ${hookPoints.join(', ')}

Examples:
  $ hookline hooks add audit --on before_request,after_success --out my-sdk
  $ hookline hooks add token --on before_request --async --out my-sdk

Exit codes:
  0  added    1  it cannot be added; nothing was written    2  wrong usage
`;

/** The commands without their actions. */
export function hooksCommand(add: (name: string, options: HooksAddOptions) => Promise<void>): Command {
  const hooks = new Command('hooks')
    .description('Work with the hooks of an SDK.')
    .addHelpText('after', examples);
  const adding = new Command('add')
    .description('Write a typed stub of a hook and register it.')
    .argument('<name>', 'what it is called: `audit` becomes AuditHook in audit_hook.py', hookName)
    .addOption(
      new Option('--on <points>', 'lifecycle points, separated by commas')
        .argParser(pointList)
        .makeOptionMandatory(),
    )
    .option('--async', 'a native async hook', false)
    .option('-o, --out <dir>', 'folder of the SDK', '.')
    .option('-c, --config <file>', 'gen.yaml; else looked for in the folder')
    .option('--json', 'print one JSON report', false)
    .addHelpText('after', examples)
    .action(add);
  return hooks.addCommand(adding);
}

function hookName(value: string): string {
  if (!/^[A-Za-z][A-Za-z0-9 _-]*$/.test(value) || value.length > 100) {
    throw new InvalidArgumentError('Letters, digits, `-` and `_` are expected, beginning with a letter.');
  }
  return value;
}

function pointList(value: string): readonly string[] {
  const wanted = value.split(',').map((point) => point.trim());
  const wrong = wanted.find((point) => !hookPoints.includes(point));
  if (wrong !== undefined) {
    throw new InvalidArgumentError(
      `"${wrong}" is not a lifecycle point.${didYouMean(wrong, hookPoints)} There are ${hookPoints.join(', ')}.`,
    );
  }
  return wanted;
}

export function runHooksAdd(name: string, options: HooksAddOptions, terminal: Terminal): ExitCode {
  const hook = newHook(name, options.on, options.async);
  const plan = planHook(hook, options, terminal);
  if ('problem' in plan) return failCommand([plan.problem], terminal, options);
  const unwritten = writeFiles(plan.files);
  if (unwritten !== undefined) return failCommand([unwritten], terminal, options);
  const names = plan.files.map(({ shown }) => (options.out === '.' ? shown : join(options.out, shown)));
  if (options.json) {
    terminal.out(
      `${JSON.stringify({ ok: true, exitCode: 0, class: hook.className, files: names }, undefined, 2)}\n`,
    );
  } else {
    terminal.out(`${hook.className} in ${names[0]}, registered in ${names[1]}.\n`);
  }
  return exitCodes.done;
}

/** The stub is a new file: nothing that is in its place, be it a link, is followed or replaced. */
function writeFiles(files: readonly HookFile[]): Problem | undefined {
  for (const { path, shown, text, isNew } of files) {
    try {
      writeFileSync(path, text, { flag: isNew ? 'wx' : 'w' });
    } catch (error) {
      return problem(
        'output-unwritable',
        'error',
        `"${shown}" cannot be written: ${fileErrorReason(error)}.`,
      );
    }
  }
  return undefined;
}

interface HookFile {
  readonly path: string;
  readonly shown: string;
  readonly text: string;
  readonly isNew: boolean;
}

type HookPlan = { readonly files: readonly HookFile[] } | { readonly problem: Problem };

function planHook(hook: NewHook, options: HooksAddOptions, terminal: Terminal): HookPlan {
  const root = resolve(terminal.folder, options.out);
  const folder = hooksFolder(root, options, terminal);
  if (typeof folder !== 'string') return { problem: folder };
  const registration = `${folder}/${hook.isAsync ? 'asyncregistration.py' : 'registration.py'}`;
  const stub = `${folder}/${hook.module}.py`;
  const only = hook.isAsync ? syncOnly(hook.points) : [];
  if (only.length > 0) {
    return refuse(
      `There is no async form of \`${only.join('`, `')}\`.`,
      'Leave out `--async`: sync hooks serve async methods too.',
    );
  }
  if (!existsSync(join(root, registration))) {
    const fix = hook.isAsync
      ? 'Set `python.useAsyncHooks: true` in gen.yaml and generate, or leave out `--async`.'
      : 'Generate the SDK first, and name its folder with `--out`.';
    return refuse(`There is no "${registration}" in "${options.out}".`, fix);
  }
  if (leadsOut(root, [stub]) !== undefined)
    return refuse(`"${folder}" is behind a symbolic link out of "${options.out}".`, 'Replace the link.');
  if (existsSync(join(root, stub))) {
    return refuse(`"${stub}" is there already.`, 'Choose another name, or delete the file.');
  }
  const text = registered(readFileSync(join(root, registration), 'utf8'), hook);
  if (text === undefined) {
    return refuse(
      `"${registration}" has no function \`init_${hook.isAsync ? 'async_' : ''}hooks(hooks)\`.`,
      'Write the function, or register the hook by hand.',
    );
  }
  return {
    files: [
      { path: join(root, stub), shown: stub, text: formatSnippet(hookSource(hook)), isNew: true },
      { path: join(root, registration), shown: registration, text, isNew: false },
    ],
  };
}

function refuse(message: string, fix: string): { readonly problem: Problem } {
  return { problem: problem('hooks-add', 'error', message, { fix }) };
}

/** `src/acme/_hooks`, by the configuration of the SDK. */
function hooksFolder(root: string, options: HooksAddOptions, terminal: Terminal): string | Problem {
  const config = options.config === undefined ? {} : { config: options.config };
  const found = findConfig({ ...config, out: root, folder: terminal.folder });
  if (found.kind === 'unreadable') return found.problem;
  const text = found.kind === 'found' ? found.text : '';
  const loaded = loadConfig(text, found.kind === 'found' ? found.name : 'gen.yaml', readProject(root));
  const module = loaded.config?.python.moduleName;
  const [error] = loaded.problems.filter(({ severity }) => severity === 'error');
  if (module === undefined)
    return error ?? problem('hooks-add', 'error', 'The configuration cannot be used.');
  const configured = `src/${module.replaceAll('.', '/')}/_hooks`;
  if (found.kind === 'found' || existsSync(join(root, configured))) return configured;
  return hooksFolderOfLock(root) ?? configured;
}

/** Where the configuration stands elsewhere, the lock file knows the package. */
function hooksFolderOfLock(root: string): string | undefined {
  const { lock } = readProject(root);
  if (lock?.kind !== 'own') return undefined;
  const registration = [...lock.lock.files.keys()].find((path) => path.endsWith('/_hooks/registration.py'));
  return registration?.slice(0, registration.lastIndexOf('/'));
}
