/**
 * The folder of a package is put in place as a whole: staged with everything that is in it, ours and the user's, and
 * then two renames in place of hundreds. It is never mixed; between the two renames it is missing.
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

/** A single change is one rename as it is. */
const worthSwapping = 2;
/** What is not ours is carried along by a second name for each file: not for whole trees. */
const mostGuests = 1000;
const caches = new Set(['__pycache__']);

export interface Swap {
  /** `src/acme`. */
  readonly folder: string;
  /** Our files in it that stay as they are. */
  readonly same: readonly string[];
  /** Files in it that are not ours, and go along. */
  readonly guests: readonly string[];
  /** Whether anything is left of it. */
  readonly stays: boolean;
}

/** The folders that hold all changes of more than one file below a top-level folder; parts of them where they hold too much. */
export function findSwaps(
  root: string,
  changed: readonly { readonly path: string; readonly kind: 'move' | 'remove' }[],
  unchanged: readonly string[],
): readonly Swap[] {
  // Hidden folders are other programs', or hold the journal itself.
  const tops = topFolders(changed).filter((top) => !top.startsWith('.') && existsSync(join(root, top)));
  if (tops.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { path } of changed) {
    for (const folder of parents(path)) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const ours = new Set([...changed.map(({ path }) => path), ...unchanged]);
  const found: Swap[] = [];
  const visit = (folder: string): void => {
    const count = counts.get(folder) ?? 0;
    if (count < worthSwapping || !existsSync(join(root, folder))) return;
    const inner = innerFolders(root, folder);
    const only = inner.find((candidate) => counts.get(candidate) === count);
    const guests = only === undefined ? guestsIn(root, folder, ours) : undefined;
    if (guests === undefined) for (const candidate of inner) visit(candidate);
    else found.push(swapOf(folder, changed, unchanged, guests));
  };
  for (const top of tops) visit(top);
  return found;
}

function topFolders(changed: readonly { readonly path: string }[]): readonly string[] {
  const tops = new Set<string>();
  for (const { path } of changed) {
    const slash = path.indexOf('/');
    if (slash > 0) tops.add(path.slice(0, slash));
  }
  return [...tops];
}

function swapOf(
  folder: string,
  changed: readonly { readonly path: string; readonly kind: 'move' | 'remove' }[],
  unchanged: readonly string[],
  guests: readonly string[],
): Swap {
  const inside = (path: string): boolean => path.startsWith(`${folder}/`);
  const same = unchanged.filter(inside);
  const comes = changed.some(({ kind, path }) => kind === 'move' && inside(path));
  return { folder, same, guests, stays: same.length > 0 || guests.length > 0 || comes };
}

/** Files that are not ours; nothing where there are too many, or links and other things that cannot go along. */
function guestsIn(root: string, top: string, ours: ReadonlySet<string>): readonly string[] | undefined {
  const guests: string[] = [];
  const visit = (folder: string): boolean =>
    readdirSync(join(root, folder), { withFileTypes: true }).every((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return caches.has(entry.name) || visit(path);
      if (entry.isFile() && !ours.has(path)) guests.push(path);
      return entry.isFile() && guests.length <= mostGuests;
    });
  return visit(top) ? guests : undefined;
}

function innerFolders(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${folder}/${entry.name}`);
}

/** Completes the staged folder with the files that stay as they are, and those that go along. */
export function completeStaged(root: string, contents: string, swap: Swap): void {
  if (!swap.stays) return;
  for (const path of [...swap.same, ...swap.guests]) {
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

/** Puts a staged folder in the place of the old one, which goes to `old`; says whether it could. */
export function swapFolder(root: string, contents: string, old: string, swap: Swap): boolean {
  const place = join(root, swap.folder);
  const from = join(contents, swap.folder);
  const to = join(old, swap.folder);
  try {
    renameSync(place, to);
    if (swap.stays) renameSync(from, place);
    return true;
  } catch {
    // Held open on Windows: its files are moved one by one.
    if (!existsSync(place) && existsSync(to)) renameSync(to, place);
    return false;
  }
}

/** Completes a swap that a kill interrupted or kept from happening, where nobody has touched the folder since. */
export function resumeSwap(
  root: string,
  contents: string,
  old: string,
  swap: Swap,
  isAsPlanned: () => boolean,
): void {
  const place = join(root, swap.folder);
  if (swap.stays && !existsSync(join(contents, swap.folder))) return;
  const isHalf = existsSync(join(old, swap.folder));
  if (isHalf && !existsSync(place)) {
    if (swap.stays) renameSync(join(contents, swap.folder), place);
  } else if (!isHalf && isSameStill(root, contents, swap) && isAsPlanned()) {
    mkdirSync(dirname(join(old, swap.folder)), { recursive: true });
    swapFolder(root, contents, old, swap);
  }
}

/** Whether the files that go along are still what was staged of them. */
function isSameStill(root: string, contents: string, { same, guests }: Swap): boolean {
  return [...same, ...guests].every((path) => {
    const [here, staged] = [root, contents].map((folder) =>
      statSync(join(folder, path), { throwIfNoEntry: false }),
    );
    return here?.size === staged?.size && here?.mtimeMs === staged?.mtimeMs;
  });
}

/** Brings back what was in the old folder and is not ours: caches, and what came while the run was at work. */
export function rescue(root: string, old: string, folder: string, ours: ReadonlySet<string>): void {
  if (!existsSync(join(old, folder))) return;
  for (const entry of readdirSync(join(old, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory() && !caches.has(entry.name)) rescue(root, old, path, ours);
    else if (!ours.has(path) && isNewer(join(old, path), join(root, path)))
      bringBack(root, old, path, caches.has(entry.name));
  }
}

/** Whether there is nothing in its place, or something older: it was written while the run was at work. */
function isNewer(path: string, place: string): boolean {
  const there = statSync(place, { throwIfNoEntry: false });
  return there === undefined || (there.isFile() && statSync(path).mtimeMs > there.mtimeMs);
}

function bringBack(root: string, old: string, path: string, isCache: boolean): void {
  const folder = dirname(join(root, path));
  if (isCache && !existsSync(folder)) return;
  mkdirSync(folder, { recursive: true });
  renameSync(join(old, path), join(root, path));
}
