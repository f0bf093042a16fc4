/** What is in the output folder before a run. */
import { lstatSync, readdirSync, readFileSync, realpathSync, type Stats } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Problem } from '../diagnostics/problem.ts';
import { unpackBase } from './base.ts';
import { ignoredBy } from './ignored.ts';
import { type ParsedLock, parseLock } from './lock.ts';
import { isMissing } from './missing.ts';
import { foldersOf, parents, unsafeProblem } from './paths.ts';
import type { Before, Change } from './plan.ts';
import type { MayStand } from './standing.ts';

export const lockName = 'gen.lock';
export const baseName = 'gen.base';

/** What is known of an output folder. */
export interface ProjectState {
  /** The folder that holds lock, base and staging, relative to the output folder. */
  readonly lockFolder: '.hookline' | '.speakeasy';
  /** Text of the lock file as it was read. */
  readonly lockText?: string;
  readonly lock?: ParsedLock;
  /** Whether options that are not given get the defaults of new projects. */
  readonly isNewProject: boolean;
}

/** Reads the lock file of a project. */
export function readProject(root: string): ProjectState {
  const ours = readText(join(root, '.hookline', lockName));
  const lockFolder =
    ours !== undefined || isFolder(join(root, '.hookline')) || !isFolder(join(root, '.speakeasy'))
      ? '.hookline'
      : '.speakeasy';
  const text = ours ?? readText(join(root, '.speakeasy', lockName));
  if (text === undefined) return { lockFolder, isNewProject: true };
  const lock = parsed(text);
  const isNewProject = lock.kind === 'own' && lock.lock.defaults === 'new';
  return { lockFolder, lockText: text, lock, isNewProject };
}

let last: { readonly text: string; readonly lock: ParsedLock } | undefined;

// A run asks several times, and between two of them the file seldom changes.
function parsed(text: string): ParsedLock {
  if (last?.text !== text) last = { text, lock: parseLock(text) };
  return last.lock;
}

/** What a plan has to know of the folder. */
export function readBefore(root: string, state: ProjectState, mayStand: MayStand): Before {
  let last: ReadonlyMap<string, string> | undefined;
  const base = () => {
    last ??=
      unpackBase(read(() => readFileSync(join(root, state.lockFolder, baseName))) ?? Buffer.alloc(0)) ??
      new Map();
    return last;
  };
  return {
    ...(state.lock?.kind === 'own' ? { lock: state.lock.lock } : {}),
    ...(state.lock?.kind === 'foreign' ? { foreign: state.lock.lock } : {}),
    last: (path) => base().get(path),
    read: (path) => (mayStand(path) ? readText(join(root, path)) : undefined),
    siblings: (path) => filesIn(root, path),
    ignored: ignoredBy(readText(join(root, '.genignore'))),
  };
}

function filesIn(root: string, path: string): readonly string[] {
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${folder}${entry.name}`)
    .sort();
}

/** Changes that cannot be made: behind a link that leaves the folder, below a file, over a folder or a link. */
export function checkPlaces(
  root: string,
  changes: readonly Change[],
  mayStand: MayStand = () => true,
): readonly Problem[] {
  const paths = changes.map(({ path }) => path);
  const real = realpath(root) ?? root;
  const removed = new Set(changes.filter(({ kind }) => kind === 'remove').map(({ path }) => path));
  const fromFolders = foldersOf(paths)
    .filter(mayStand)
    .flatMap((folder) => {
      const stats = stat(join(root, folder));
      if (stats === undefined || stats.isDirectory() || removed.has(folder)) return [];
      if (!stats.isSymbolicLink()) return [unsafeProblem(folder, 'there is a file in place of a folder')];
      return isInside(real, realpath(join(root, folder)))
        ? []
        : [unsafeProblem(folder, 'it is a symbolic link out of the output folder')];
    });
  const fromFiles = paths.filter(mayStand).flatMap((path) => {
    const stats = stat(join(root, path));
    if (stats === undefined || stats.isFile()) return [];
    if (stats.isDirectory() && isEmptied(root, path, removed)) return [];
    return [
      unsafeProblem(path, stats.isDirectory() ? 'there is a folder of that name' : 'it is a symbolic link'),
    ];
  });
  return [...fromFolders, ...fromFiles];
}

/** The first of the paths that is behind a symbolic link out of the folder. */
export function leadsOut(root: string, paths: readonly string[]): string | undefined {
  const real = realpath(root) ?? root;
  return paths.find((path) =>
    parents(path).some((folder) => {
      const isLink = stat(join(root, folder))?.isSymbolicLink() === true;
      return isLink && !isInside(real, realpath(join(root, folder)));
    }),
  );
}

function isInside(root: string, path: string | undefined): boolean {
  if (path === undefined) return false;
  const way = relative(root, path);
  return way === '' || (!way.startsWith(`..${sep}`) && way !== '..' && !/^[A-Za-z]:/.test(way));
}

function isEmptied(root: string, folder: string, removed: ReadonlySet<string>): boolean {
  return readdirSync(join(root, folder), { withFileTypes: true }).every((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? isEmptied(root, path, removed) : removed.has(path);
  });
}

/** The text of a file; nothing where there is none. */
export function readText(path: string): string | undefined {
  return read(() => readFileSync(path, 'utf8'));
}

function read<T>(file: () => T): T | undefined {
  try {
    return file();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function stat(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Whether there is a folder at a path. */
export function isFolder(path: string): boolean {
  return stat(path)?.isDirectory() === true;
}

function realpath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return isMissingParent(path) ? undefined : realpath(dirname(path));
  }
}

function isMissingParent(path: string): boolean {
  return dirname(path) === path;
}
