/** `hookline generate`: reads, generates, and writes or compares. */
import { resolve } from 'node:path';
import { findConfig } from '../../config/find.ts';
import { loadConfig } from '../../config/load.ts';
import type { Config } from '../../config/schema.ts';
import { hooklineVersion } from '../../config/version.ts';
import { hasErrors, type Problem } from '../../diagnostics/problem.ts';
import { nodeReader } from '../../document/node-reader.ts';
import { type Input, inputOf, type Reader } from '../../document/reader.ts';
import { type Generated, type GenerateInput, generate, type Stage } from '../../generate.ts';
import { unifiedDiff } from '../../output/diff.ts';
import { readProject } from '../../output/folder.ts';
import type { Change } from '../../output/plan.ts';
import { type PreparedOutput, prepareOutput, recoverOutput } from '../../output/write.ts';
import { besideChanges, besideFiles } from '../beside.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type Recorder, recordInputs } from '../inputs.ts';
import { chooseReporter } from '../reporters/choose.ts';
import type { FileChanges, Outcome } from '../reporters/reporter.ts';
import { shellWord } from '../shell.ts';
import type { Terminal } from '../terminal.ts';
import { type ConfigFile, lastSurface, risenVersion, writeOutside } from '../versioning.ts';
import type { GenerateOptions } from './generate-options.ts';

const stageTitles: Readonly<Record<Stage, string>> = {
  load: 'Reading the document',
  model: 'Understanding the API',
  emit: 'Writing and checking the code',
};

/** A run as far as it came. */
interface Run {
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  readonly generated?: Generated;
  readonly prepared?: PreparedOutput;
  /** All files that would be other ones. */
  readonly changes?: readonly Change[];
}

/** `onRead` is told of every file that the result depends on. */
export async function runGenerate(
  options: GenerateOptions,
  terminal: Terminal,
  onRead: (path: string) => void = () => undefined,
): Promise<ExitCode> {
  const started = performance.now();
  const reporter = chooseReporter(terminal, options);
  const run = await prepareRun(options, terminal, (title) => reporter.stage(title), onRead);
  const outcome = conclude(run, options, (performance.now() - started) / 1000);
  const written =
    outcome.kind === 'written'
      ? commit(run, outcome, () => reporter.stage('Putting files in place'))
      : outcome;
  const seconds = (performance.now() - started) / 1000;
  reporter.finish({ ...written, stats: { ...written.stats, seconds } });
  return written.exitCode as ExitCode;
}

/** Everything up to the moment at which something would be written. */
async function prepareRun(
  options: GenerateOptions,
  terminal: Terminal,
  onStage: (title: string) => void,
  onRead: (path: string) => void,
): Promise<Run> {
  const root = resolve(terminal.folder, options.out);
  const readOnly = options.check || options.dryRun;
  const notes: string[] = [];
  if (!readOnly) {
    const recovered = recoverOutput(root);
    if (recovered.problems.length > 0) return { problems: recovered.problems, notes };
    if (recovered.completed) notes.push('an interrupted run was completed first');
  }
  const reader = nodeReader(terminal.folder);
  const readFile: Reader['readFile'] = (path) => {
    onRead(path);
    return reader.readFile(path);
  };
  const recorder = recordInputs({ ...reader, readFile }, options.schema[0] ?? '.');
  const { config, file, problems } = configOf(options, root, terminal, recorder, notes, onRead);
  if (config === undefined) return { problems, notes };
  const input: GenerateInput = {
    schemas: await inputsOf(options.schema, terminal, recorder),
    overlays: await inputsOf(options.overlay, terminal, recorder),
    reader: recorder.reader,
    allowRemoteRefs: options.allowRemoteRefs,
    allowRefOutside: options.allowRefOutside,
    onStage: (stage) => onStage(stageTitles[stage]),
  };
  const first = await generate(input, config);
  const { lockFolder } = readProject(root);
  const surface = first.surface?.();
  const last = surface && lastSurface(root, lockFolder);
  const risen = surface && risenVersion(last, surface, config, file);
  if (risen !== undefined) {
    notes.push(risen.note);
    recorder.note('gen.yaml', risen.text);
  }
  const version = risen?.version ?? config.python.version;
  const generated =
    risen === undefined ? first : await generate(input, { ...config, python: { ...config.python, version } });
  const found = [...problems, ...generated.problems];
  if (fails(found, options)) return { problems: found, notes, generated };
  const beside =
    surface === undefined
      ? []
      : besideFiles(root, lockFolder, last, { version, surface }, risen, config, file);
  const prepared = prepareOutput(root, generated.files, {
    beside,
    version: hooklineVersion,
    inputs: recorder.inputs,
    keepEdits: config.generation.persistentEdits.enabled !== false,
    customRegions: config.python.enableCustomCodeRegions,
    force: options.force,
    ...(terminal.guard && { guard: terminal.guard }),
    readOnly,
  });
  const commit = (): readonly Problem[] => {
    const unwritten = prepared.commit();
    return unwritten.length > 0 ? unwritten : writeOutside(root, risen, file);
  };
  return {
    problems: [...found, ...prepared.problems],
    notes,
    generated,
    prepared: { ...prepared, commit },
    changes: [...prepared.changes, ...besideChanges(root, lockFolder, beside, risen, file)],
  };
}

function configOf(
  options: GenerateOptions,
  root: string,
  terminal: Terminal,
  recorder: Recorder,
  notes: string[],
  onRead: (path: string) => void,
): { readonly config?: Config; readonly file?: ConfigFile; readonly problems: readonly Problem[] } {
  const { isNewProject } = readProject(root);
  const { folder } = terminal;
  const found = findConfig({
    ...(options.config === undefined ? {} : { config: options.config }),
    out: root,
    folder,
  });
  if (found.kind === 'found') onRead(found.path);
  switch (found.kind) {
    case 'unreadable':
      return { problems: [found.problem] };
    case 'none':
      notes.push('there is no gen.yaml: every option has its default');
      return loadConfig('', 'gen.yaml', { isNewProject });
    case 'found':
      recorder.note('gen.yaml', found.text);
      return { ...loadConfig(found.text, found.name, { isNewProject }), file: found };
  }
}

async function inputsOf(
  names: readonly string[],
  terminal: Terminal,
  recorder: Recorder,
): Promise<readonly Input[]> {
  const inputs: Input[] = [];
  for (const name of names) {
    if (name !== '-') {
      inputs.push(inputOf(name));
      continue;
    }
    const text = await terminal.readInput();
    recorder.note('<stdin>', text);
    inputs.push({ kind: 'text', name: '<stdin>', text });
  }
  return inputs;
}

/** Conflicts of edits are errors that do not keep the files from being written. */
function fails(problems: readonly Problem[], options: GenerateOptions): boolean {
  const weighty = problems.filter(({ code }) => code !== 'output-edit-conflict');
  return hasErrors(weighty) || (options.strict && weighty.length > 0);
}

function conclude(run: Run, options: GenerateOptions, seconds: number): Outcome {
  const { generated, prepared, problems, notes, changes = [] } = run;
  const stats = generated?.stats ?? { operations: 0, models: 0, files: 0 };
  const base = {
    out: options.out,
    stats: { ...stats, seconds },
    changes: changesOf(prepared, changes),
    problems,
    notes,
    files: generated?.files.map(({ path }) => path) ?? [],
  };
  if (prepared === undefined || prepared.blocked || fails(problems, options)) {
    const nothing = { ...base.changes, written: [], removed: [] };
    return { ...base, changes: nothing, kind: 'failed', exitCode: exitCodes.badInput };
  }
  if (options.check) {
    const stale = changes.length > 0;
    return { ...base, kind: 'checked', exitCode: stale ? exitCodes.stale : exitCodes.done };
  }
  const exitCode = prepared.conflicts.length > 0 ? exitCodes.badInput : exitCodes.done;
  if (options.dryRun) return { ...base, kind: 'compared', exitCode, diff: unifiedDiff(changes) };
  return { ...base, kind: 'written', exitCode, next: nextCommand(options.out) };
}

function changesOf(prepared: PreparedOutput | undefined, changes: readonly Change[]): FileChanges {
  const paths = (kind: Change['kind']): readonly string[] =>
    changes.filter((change) => change.kind === kind).map(({ path }) => path);
  return {
    written: paths('write'),
    unchanged: prepared?.unchanged ?? [],
    removed: paths('remove'),
    kept: prepared?.kept ?? [],
    conflicts: prepared?.conflicts ?? [],
  };
}

function commit(run: Run, outcome: Outcome, onStage: () => void): Outcome {
  onStage();
  const problems = run.prepared?.commit() ?? [];
  if (problems.length === 0) return outcome;
  const { next: _, ...rest } = outcome;
  return {
    ...rest,
    kind: 'failed',
    exitCode: exitCodes.badInput,
    problems: [...outcome.problems, ...problems],
    changes: { ...outcome.changes, written: [], removed: [] },
  };
}

function nextCommand(out: string): string {
  // Without a path in it, pip takes the word for the name of a package.
  return `pip install ${shellWord(/[/\\]/.test(out) ? out : `./${out}`)}`;
}
