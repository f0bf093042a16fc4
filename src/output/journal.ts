/**
 * Putting prepared files in place so that a run may be killed at any point. The files stand complete in a staging
 * folder first; then a journal is written that names every move. Without the journal nothing has been moved, and
 * the staging folder is thrown away by the next run; with it, the next run carries out what is left.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { checksum } from './checksum.ts';
import { claimName } from './claim.ts';
import { leadsOut, readText } from './folder.ts';
import { errorCode, isMissing } from './missing.ts';
import { foldersOf, parents, unsafeReason } from './paths.ts';
import { completeStaged, rescue, resumeSwap, type Swap, swapFolder } from './swap.ts';

/** One step; `was` is the checksum of what stood there when the run was planned, where something did. */
export interface Step {
  readonly kind: 'move' | 'remove';
  readonly path: string;
  readonly was?: string;
}

export interface StagedFile {
  readonly path: string;
  readonly content: string | Buffer;
}

const stagingName = 'staging';
const journalName = 'journal.json';
const contentsName = 'files';
const oldName = 'old';

/** Everything that a run does once its files are made. */
export interface Journal {
  readonly steps: readonly Step[];
  /** Folders that are put in place as a whole. */
  readonly swaps: readonly Swap[];
}

const journalSchema = z.object({
  steps: z.array(
    z.object({ kind: z.enum(['move', 'remove']), path: z.string(), was: z.exactOptional(z.string()) }),
  ),
  swaps: z.array(
    z.object({
      folder: z.string(),
      same: z.array(z.string()),
      guests: z.array(z.string()).default([]),
      stays: z.boolean(),
    }),
  ),
});

function stagingOf(root: string, lockFolder: string): string {
  return join(root, lockFolder, stagingName);
}

/** Puts the files into the staging folder and writes the journal: from then on the run will be completed. */
export function stage(
  root: string,
  lockFolder: string,
  files: readonly StagedFile[],
  journal: Journal,
): void {
  const staging = stagingOf(root, lockFolder);
  rmSync(staging, { recursive: true, force: true });
  const contents = join(staging, contentsName);
  for (const folder of ['', ...foldersOf(files.map(({ path }) => path))])
    mkdirSync(join(contents, folder), { recursive: true });
  for (const { path, content } of files) writeFileSync(`${contents}/${path}`, content);
  for (const swap of journal.swaps) completeStaged(root, contents, swap);
  const draft = join(staging, `${journalName}.draft`);
  const handle = openSync(draft, 'w');
  writeFileSync(handle, JSON.stringify(journal));
  fsyncSync(handle);
  closeSync(handle);
  renameSync(draft, join(staging, journalName));
}

/**
 * Carries out the journal, right after `stage`. Everything is decided and every folder made before the first step, so
 * that the steps follow each other without anything between them.
 */
export function apply(root: string, lockFolder: string, journal: Journal): void {
  const staging = stagingOf(root, lockFolder);
  const contents = join(staging, contentsName);
  const old = join(staging, oldName);
  const removals = journal.steps.filter(({ kind }) => kind === 'remove');
  const moves = journal.steps.filter(({ kind }) => kind === 'move');
  const swapped = (path: string): boolean =>
    journal.swaps.some(({ folder }) => path.startsWith(`${folder}/`));
  const outside = ({ path }: Step): boolean => !swapped(path);
  for (const { folder } of journal.swaps) mkdirSync(dirname(join(old, folder)), { recursive: true });
  const inTheWay = removalsInTheWay(removals, moves);
  removeAll(root, inTheWay.filter(outside));
  const single = topmost(root, moves.filter(outside));
  const refused = journal.swaps.filter((swap) => !swapFolder(root, contents, old, swap));
  for (const path of single) move(join(contents, path), join(root, path));
  removeAll(root, removals.filter(outside));
  if (refused.length > 0) replaceFiles(root, contents, journal.steps, inTheWay);
  removeEmptyFolders(root, removals);
  finish(root, staging, journal);
}

/** Where a folder could not be swapped, its files are moved one by one. */
function replaceFiles(
  root: string,
  contents: string,
  steps: readonly Step[],
  inTheWay: readonly Step[],
): void {
  removeAll(root, inTheWay);
  const left = steps.filter(({ kind, path }) => kind === 'move' && existsSync(join(contents, path)));
  for (const path of topmost(root, left)) move(join(contents, path), join(root, path));
  removeAll(
    root,
    steps.filter(({ kind }) => kind === 'remove'),
  );
}

/** Carries out what is left of a journal; what has been changed since is left alone. */
function resume(root: string, lockFolder: string, journal: Journal): void {
  const staging = stagingOf(root, lockFolder);
  const contents = join(staging, contentsName);
  for (const swap of journal.swaps)
    resumeSwap(root, contents, join(staging, oldName), swap, isAsPlannedIn(root, swap, journal.steps));
  const removals = journal.steps.filter((step) => step.kind === 'remove' && isAsPlanned(root, step));
  removeAll(root, removals);
  for (const step of journal.steps) if (step.kind === 'move') recoverMove(root, contents, step);
  finish(root, staging, journal);
}

function isAsPlannedIn(root: string, { folder }: Swap, steps: readonly Step[]): () => boolean {
  return () => steps.every((step) => !step.path.startsWith(`${folder}/`) || isAsPlanned(root, step));
}

function finish(root: string, staging: string, journal: Journal): void {
  if (journal.swaps.length > 0) rescueAll(root, join(staging, oldName), journal);
  rmSync(join(staging, journalName), { force: true });
  rmSync(staging, { recursive: true, force: true });
}

function rescueAll(root: string, old: string, journal: Journal): void {
  const ours = new Set([
    ...journal.steps.map(({ path }) => path),
    ...journal.swaps.flatMap(({ same }) => same),
  ]);
  for (const { folder } of journal.swaps) rescue(root, old, folder, ours);
}

/** Removals that come first: a file where a folder is wanted, the other way round, or a change in case alone. */
function removalsInTheWay(removals: readonly Step[], moves: readonly Step[]): readonly Step[] {
  if (removals.length === 0) return [];
  const files = new Set(moves.map(({ path }) => path));
  const folders = new Set(moves.flatMap(({ path }) => parents(path)));
  const folded = new Set(moves.map(({ path }) => path.toLowerCase()));
  return removals.filter(({ path }) => {
    return (
      folders.has(path) || folded.has(path.toLowerCase()) || parents(path).some((folder) => files.has(folder))
    );
  });
}

function removeAll(root: string, removals: readonly Step[]): void {
  for (const { path } of removals) remove(join(root, path));
  removeEmptyFolders(root, removals);
}

/** Completes or throws away what a killed run left; says whether it completed one. */
export function recover(root: string, lockFolder: string): boolean {
  const staging = stagingOf(root, lockFolder);
  if (!existsSync(staging)) return false;
  const journal = readJournal(root, join(staging, journalName));
  if (journal !== undefined) resume(root, lockFolder, journal);
  else rmSync(staging, { recursive: true, force: true });
  return journal !== undefined;
}

function readJournal(root: string, path: string): Journal | undefined {
  const text = readText(path);
  if (text === undefined) return undefined;
  const journal = journalSchema.safeParse(parseJson(text)).data;
  if (journal === undefined) return undefined;
  const paths = [...journal.steps.map((step) => step.path), ...journal.swaps.map(({ folder }) => folder)];
  // A journal that names other places is none of ours.
  return paths.every(isOwnPlace) && leadsOut(root, paths) === undefined ? journal : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isOwnPlace(path: string): boolean {
  return (
    unsafeReason(path.replace(/^\.(hookline|speakeasy)\/(gen\.(lock|base|surface|yaml))$/, '$2')) ===
    undefined
  );
}

/**
 * What to move: where a folder is not there yet, the whole folder in one step. A new SDK takes a handful of moves
 * in this way, and an old one stays mixed for as short a time as can be.
 */
function topmost(root: string, moves: readonly Step[]): ReadonlySet<string> {
  const missing = new Set<string>();
  for (const folder of foldersOf(moves.map(({ path }) => path))) {
    if (!existsSync(join(root, folder))) missing.add(folder);
  }
  return new Set(moves.map(({ path }) => parents(path).find((folder) => missing.has(folder)) ?? path));
}

function move(from: string, to: string): void {
  for (let attempt = 1; ; attempt += 1) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      // Windows refuses while a virus scanner or an editor has the file open for a moment.
      const held = ['EPERM', 'EBUSY', 'EACCES'].includes(errorCode(error) ?? '');
      if (!held || process.platform !== 'win32' || attempt === 10) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20 * attempt);
    }
  }
}

function recoverMove(root: string, contents: string, step: Step): void {
  const from = join(contents, step.path);
  if (!existsSync(from) || !statSync(from).isFile()) return;
  if (!isAsPlanned(root, step)) return;
  mkdirSync(dirname(join(root, step.path)), { recursive: true });
  move(from, join(root, step.path));
}

// What the user changed since the run was killed is the user's.
function isAsPlanned(root: string, step: Step): boolean {
  const text = readText(join(root, step.path));
  return text === undefined || (step.was !== undefined && checksum(text) === step.was);
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

function removeEmptyFolders(root: string, removed: readonly Step[]): void {
  const folders = new Set(removed.flatMap(({ path }) => parents(path)));
  for (const folder of [...folders].sort((a, b) => b.length - a.length)) {
    const path = join(root, folder);
    if (existsSync(path) && readdirSync(path).length === 0) rmdirSync(path);
  }
}

/** Whether something was left by a killed run, or another one is at work. */
export function isInterrupted(root: string, lockFolder: string): boolean {
  return existsSync(stagingOf(root, lockFolder)) || existsSync(join(root, lockFolder, claimName));
}
