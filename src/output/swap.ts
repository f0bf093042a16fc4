/**
 * Folders in which every file is ours are put in place as a whole: two renames in place of hundreds, so that an SDK
 * is mixed for as short a time as can be.
 */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { parents } from './paths.ts';

/** With fewer changes, renaming files is as good, and leaves open folders alone. */
const worthSwapping = 8;
const caches = new Set(['__pycache__']);

export interface Swap {
  /** `src/acme/models`. */
  readonly folder: string;
  /** Our files in it that stay as they are. */
  readonly same: readonly string[];
  /** Whether anything is left of it. */
  readonly stays: boolean;
}

/** The largest folders with many changes and no file that is not ours. */
export function findSwaps(
  root: string,
  changed: readonly { readonly path: string; readonly kind: 'move' | 'remove' }[],
  unchanged: readonly string[],
): readonly Swap[] {
  const counts = new Map<string, number>();
  for (const { path } of changed) {
    for (const folder of parents(path)) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const ours = new Set([...changed.map(({ path }) => path), ...unchanged]);
  const found: string[] = [];
  const visit = (folder: string): void => {
    if ((counts.get(folder) ?? 0) < worthSwapping || !existsSync(join(root, folder))) return;
    if (isOurs(root, folder, ours)) found.push(folder);
    else for (const inner of innerFolders(root, folder)) visit(inner);
  };
  for (const top of new Set([...counts.keys()].filter((folder) => !folder.includes('/')))) visit(top);
  return found.map((folder) => {
    const inside = (path: string): boolean => path.startsWith(`${folder}/`);
    const same = unchanged.filter(inside);
    const stays = same.length > 0 || changed.some(({ kind, path }) => kind === 'move' && inside(path));
    return { folder, same, stays };
  });
}

function isOurs(root: string, folder: string, ours: ReadonlySet<string>): boolean {
  return readdirSync(join(root, folder), { withFileTypes: true }).every((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return caches.has(entry.name) || isOurs(root, path, ours);
    return entry.isFile() && ours.has(path);
  });
}

function innerFolders(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${folder}/${entry.name}`);
}

/** Completes the staged folder with the files that stay as they are. */
export function completeStaged(root: string, contents: string, swap: Swap): void {
  if (!swap.stays) return;
  for (const path of swap.same) {
    const to = join(contents, path);
    mkdirSync(dirname(to), { recursive: true });
    keep(join(root, path), to);
  }
  chmodSync(join(contents, swap.folder), statSync(join(root, swap.folder)).mode);
}

// The same file under a second name keeps its time; where the file system has no such thing, a copy does.
function keep(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    const { atime, mtime } = statSync(from);
    copyFileSync(from, to);
    utimesSync(to, atime, mtime);
  }
}

/** Puts a staged folder in the place of the old one, which goes to `old`. */
export function swapFolder(root: string, contents: string, old: string, swap: Swap): void {
  const place = join(root, swap.folder);
  mkdirSync(dirname(join(old, swap.folder)), { recursive: true });
  try {
    renameSync(place, join(old, swap.folder));
  } catch {
    // Held open on Windows: its files are moved one by one.
    return;
  }
  if (swap.stays) renameSync(join(contents, swap.folder), place);
}

/** Takes a swap back that was interrupted between its two renames. */
export function undoHalfSwap(root: string, contents: string, old: string, folder: string): void {
  const place = join(root, folder);
  if (existsSync(place) || !existsSync(join(old, folder)) || !existsSync(join(contents, folder))) return;
  renameSync(join(old, folder), place);
}

/** Brings back what was in the old folder and is not ours: caches, and what came while the run was at work. */
export function rescue(root: string, old: string, folder: string, ours: ReadonlySet<string>): void {
  if (!existsSync(join(old, folder))) return;
  for (const entry of readdirSync(join(old, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory() && !caches.has(entry.name)) rescue(root, old, path, ours);
    else if (!ours.has(path) && !existsSync(join(root, path)))
      bringBack(root, old, path, caches.has(entry.name));
  }
}

function bringBack(root: string, old: string, path: string, isCache: boolean): void {
  const folder = dirname(join(root, path));
  if (isCache && !existsSync(folder)) return;
  mkdirSync(folder, { recursive: true });
  renameSync(join(old, path), join(root, path));
}
