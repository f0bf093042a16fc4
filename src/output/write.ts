/** Writing an SDK: planned and checked as a whole, then put in place. */
import { accessSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { OutputFile } from '../code/output-file.ts';
import { fileErrorReason } from '../diagnostics/file-error.ts';
import type { Problem } from '../diagnostics/problem.ts';
import { packBase } from './base.ts';
import { checksum } from './checksum.ts';
import { alone } from './claim.ts';
import {
  baseName,
  checkPlaces,
  isFolder,
  leadsOut,
  lockName,
  type ProjectState,
  readBefore,
  readProject,
  readText,
} from './folder.ts';
import { apply, isInterrupted, recover, type StagedFile, type Step, stage } from './journal.ts';
import { type Lock, type LockEntry, lockText } from './lock.ts';
import { errorCode } from './missing.ts';
import { checkPaths, unsafeProblem } from './paths.ts';
import { type Change, type OutputPlan, type PlanOptions, planOutput } from './plan.ts';
import { mayStandIn } from './standing.ts';
import { findSwaps } from './swap.ts';

export interface WriteOptions extends PlanOptions {
  /** Version of hookline, for the lock. */
  readonly version: string;
  /** Checksums of documents and configuration, by name, for the lock. */
  readonly inputs: ReadonlyMap<string, string>;
  /** Files of the generator's own that are put in place with the others: in the lock's folder, and gen.yaml. */
  readonly beside?: readonly StagedFile[];
  /** Has another process complete what this one leaves half done; asked for when something is to be written. */
  readonly guard?: (root: string) => void;
  /** Only look: leave even what a killed run left behind. */
  readonly readOnly?: boolean;
}

/** A run that is ready to be written, or says why it cannot be. */
export interface PreparedOutput {
  readonly changes: readonly Change[];
  readonly unchanged: readonly string[];
  readonly kept: readonly string[];
  readonly conflicts: readonly string[];
  readonly problems: readonly Problem[];
  /** Whether there is a reason to write nothing at all. */
  readonly blocked: boolean;
  /** Puts everything in place. */
  readonly commit: () => readonly Problem[];
}

export interface WriteResult {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly removed: readonly string[];
  readonly kept: readonly string[];
  readonly conflicts: readonly string[];
  readonly problems: readonly Problem[];
}

/** Writes the files into the folder; nothing at all where one of the problems forbids it. */
export function writeOutput(root: string, files: readonly OutputFile[], options: WriteOptions): WriteResult {
  const prepared = prepareOutput(root, files, options);
  const problems = prepared.blocked ? [] : prepared.commit();
  const done = !prepared.blocked && problems.length === 0;
  const paths = (kind: Change['kind']): readonly string[] =>
    done ? prepared.changes.filter((change) => change.kind === kind).map(({ path }) => path) : [];
  return {
    written: paths('write'),
    unchanged: prepared.unchanged,
    removed: paths('remove'),
    kept: prepared.kept,
    conflicts: prepared.conflicts,
    problems: [...prepared.problems, ...problems],
  };
}

/** Completes what a killed run left behind; says whether there was something to complete. */
export function recoverOutput(root: string): {
  readonly completed: boolean;
  readonly problems: readonly Problem[];
} {
  try {
    const { lockFolder } = readProject(root);
    const link = linkedLock(root, lockFolder);
    if (link !== undefined) return { completed: false, problems: [link] };
    if (!isInterrupted(root, lockFolder)) return { completed: false, problems: [] };
    const done = alone(root, lockFolder, () => recover(root, lockFolder));
    return done === undefined
      ? { completed: false, problems: [busy(root)] }
      : { completed: done.value, problems: [] };
  } catch (error) {
    return { completed: false, problems: [unwritable(root, error)] };
  }
}

/** Decides what is to be done, and checks that it can be; touches nothing but what a killed run left. */
export function prepareOutput(
  root: string,
  files: readonly OutputFile[],
  options: WriteOptions,
): PreparedOutput {
  const unsafe = checkPaths(files);
  if (unsafe.length > 0) return refusal(unsafe);
  const left = options.readOnly === true ? [] : recoverOutput(root).problems;
  if (left.length > 0) return refusal(left);
  try {
    return prepare(root, files, options);
  } catch (error) {
    return refusal([unwritable(root, error)]);
  }
}

function prepare(root: string, files: readonly OutputFile[], options: WriteOptions): PreparedOutput {
  const state = readProject(root);
  if (state.lock?.kind === 'unreadable') return refusal([unreadableLock(state)]);
  const mayStand = mayStandIn(root);
  const before = readBefore(root, state, mayStand);
  const plan = planOutput(files, before, options);
  const misplaced = [...checkPlaces(root, plan.changes, mayStand), ...foldersInTheWay(root, state)];
  const denied = plan.blocked || misplaced.length > 0 ? misplaced : checkAccess(root, plan.changes);
  return {
    ...plan,
    problems: [...plan.problems, ...denied],
    blocked: plan.blocked || denied.length > 0,
    commit: () => commit(root, state, plan, options),
  };
}

function foldersInTheWay(root: string, { lockFolder }: ProjectState): readonly Problem[] {
  const own = [lockName, baseName].map((name) => `${lockFolder}/${name}`);
  const found = own.filter((path) => isFolder(join(root, path)));
  return found.map((path) => unsafeProblem(path, 'there is a folder of that name'));
}

/** Whatever is staged would be written behind the link. */
function linkedLock(root: string, lockFolder: string): Problem | undefined {
  return leadsOut(root, [`${lockFolder}/${lockName}`]) === undefined
    ? undefined
    : unsafeProblem(lockFolder, 'it is a symbolic link out of the output folder');
}

function refusal(problems: readonly Problem[]): PreparedOutput {
  const nothing = { changes: [], unchanged: [], kept: [], conflicts: [] };
  return { ...nothing, problems, blocked: true, commit: () => [] };
}

function commit(
  root: string,
  state: ProjectState,
  plan: OutputPlan,
  options: WriteOptions,
): readonly Problem[] {
  // Early, as it takes a moment to be ready.
  if (plan.changes.length > 0) options.guard?.(root);
  const lock: Lock = {
    version: options.version,
    defaults: state.isNewProject ? 'new' : 'old',
    inputs: options.inputs,
    files: plan.entries,
  };
  const beside = (options.beside ?? []).filter(({ path, content }) => !isSame(join(root, path), content));
  const own = [...beside, ...ownFiles(root, state, plan, lockText(lock))];
  if (plan.changes.length === 0 && own.length === 0) return [];
  if (plan.changes.length === 0) options.guard?.(root);
  try {
    mkdirSync(root, { recursive: true });
    const done = alone(root, state.lockFolder, () => {
      if (readProject(root).lockText !== state.lockText) return false;
      put(root, state.lockFolder, plan, own);
      return true;
    });
    return done?.value === true ? [] : [busy(root)];
  } catch (error) {
    return [unwritable(root, error)];
  }
}

function isSame(path: string, content: string | Buffer): boolean {
  return existsSync(path) && readFileSync(path).equals(Buffer.from(content));
}

/** Lock and base, where they change. */
function ownFiles(root: string, state: ProjectState, plan: OutputPlan, text: string): readonly StagedFile[] {
  const lockPath = `${state.lockFolder}/${lockName}`;
  const basePath = `${state.lockFolder}/${baseName}`;
  const known = state.lock?.kind === 'own' ? state.lock.lock.files : undefined;
  const sameTexts = known !== undefined && isSameFiles(known, plan.entries);
  const base =
    sameTexts && existsSync(join(root, basePath)) ? [] : [{ path: basePath, content: packBase(plan.texts) }];
  const lock = readText(join(root, lockPath)) === text ? [] : [{ path: lockPath, content: text }];
  return [...base, ...lock];
}

function isSameFiles(known: Lock['files'], files: Lock['files']): boolean {
  const sum = (entry: LockEntry | undefined): string | undefined =>
    entry?.write === 'always' ? entry.checksum : entry?.write;
  return (
    known.size === files.size && [...files].every(([path, entry]) => sum(known.get(path)) === sum(entry))
  );
}

function put(root: string, lockFolder: string, plan: OutputPlan, own: readonly StagedFile[]): void {
  const files: StagedFile[] = [];
  const steps: Step[] = [];
  for (const change of plan.changes) {
    const was = change.before === undefined ? {} : { was: checksum(change.before) };
    if (change.kind === 'write') files.push({ path: change.path, content: change.after });
    steps.push({ kind: change.kind === 'write' ? 'move' : 'remove', path: change.path, ...was });
  }
  for (const { path } of own) {
    const before = readText(join(root, path));
    steps.push({ kind: 'move', path, ...(before === undefined ? {} : { was: checksum(before) }) });
  }
  const journal = { steps, swaps: findSwaps(root, steps, plan.unchanged) };
  stage(root, lockFolder, [...files, ...own], journal);
  apply(root, lockFolder, journal);
}

/** Folders and files that may not be written: found before anything is moved. */
function checkAccess(root: string, changes: readonly Change[]): readonly Problem[] {
  const folders = new Set(changes.map(({ path }) => path.slice(0, Math.max(0, path.lastIndexOf('/')))));
  const nearest = new Set([...folders].map((folder) => nearestFolder(join(root, folder))));
  return [...nearest].flatMap((folder) => {
    try {
      accessSync(folder, constants.W_OK | constants.X_OK);
      return [];
    } catch (error) {
      return [unwritable(folder, error)];
    }
  });
}

function nearestFolder(path: string): string {
  return isFolder(path) || dirname(path) === path ? path : nearestFolder(dirname(path));
}

function unwritable(root: string, error: unknown): Problem {
  const code = errorCode(error);
  if (code === undefined) throw error;
  // Of a folder that is to be made.
  const isFile = code === 'ENOTDIR' || code === 'EEXIST';
  const reason = isFile ? 'it is a file, not a folder' : fileErrorReason(error);
  const path = error instanceof Error && 'path' in error ? String(error.path) : root;
  return {
    code: 'output-unwritable',
    severity: 'error',
    message: `"${path.length > 300 ? `${path.slice(0, 300)}…` : path}" cannot be written: ${reason}.`,
  };
}

function busy(root: string): Problem {
  return { code: 'output-busy', severity: 'error', message: `Another run is writing into "${root}".` };
}

function unreadableLock(state: ProjectState): Problem {
  const file = `${state.lockFolder}/${lockName}`;
  const message = `"${file}" cannot be read, so it is not known which files are hookline's.`;
  return { code: 'output-lock-unreadable', severity: 'error', message, place: { file, line: 1, column: 1 } };
}
