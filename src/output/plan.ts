/** Decides for each file what is to happen with it; touches nothing. */
import { createHash } from 'node:crypto';
import type { OutputFile } from '../code/output-file.ts';
import type { Problem } from '../diagnostics/problem.ts';
import { checksum, unixChecksum, withUnixLines } from './checksum.ts';
import { editedFile, type Settled } from './edited.ts';
import type { ForeignLock, Lock, LockEntry } from './lock.ts';
import { hasSections, mergeSections } from './sections.ts';

/** What is known before a run. */
export interface Before {
  /** The lock of our last run. */
  readonly lock?: Lock;
  /** The lock of another generator, where there was no run of ours. */
  readonly foreign?: ForeignLock;
  /** The last generated text of a file. */
  last(path: string): string | undefined;
  /** The text of a file in the output folder. */
  read(path: string): string | undefined;
  /** Paths of the files in the folder of a file. */
  siblings(path: string): readonly string[];
  ignored(path: string): boolean;
}

export interface PlanOptions {
  /** Merge edits; else generated text replaces them. */
  readonly keepEdits: boolean;
  readonly customRegions: boolean;
  /** Generated lines win where edits conflict with them. */
  readonly force: boolean;
}

export type Change =
  | { readonly kind: 'write'; readonly path: string; readonly before?: string; readonly after: string }
  | { readonly kind: 'remove'; readonly path: string; readonly before: string };

export interface OutputPlan {
  readonly changes: readonly Change[];
  readonly unchanged: readonly string[];
  /** Files that keep what the user wrote in them. */
  readonly kept: readonly string[];
  /** Files with conflicts between markers. */
  readonly conflicts: readonly string[];
  readonly problems: readonly Problem[];
  /** Nothing may be written. */
  readonly blocked: boolean;
  /** For the next lock. */
  readonly entries: ReadonlyMap<string, LockEntry>;
  /** Generated texts for the next base. */
  readonly texts: ReadonlyMap<string, string>;
}

interface Draft {
  readonly changes: Change[];
  readonly unchanged: string[];
  readonly kept: string[];
  readonly conflicts: string[];
  readonly problems: Problem[];
  readonly entries: Map<string, LockEntry>;
  readonly texts: Map<string, string>;
  blocked: boolean;
}

/** The plan for writing the files over what is there. */
export function planOutput(files: readonly OutputFile[], before: Before, options: PlanOptions): OutputPlan {
  const draft: Draft = {
    changes: [],
    unchanged: [],
    kept: [],
    conflicts: [],
    problems: [],
    entries: new Map(),
    texts: new Map(),
    blocked: false,
  };
  const generated = new Map(files.map((file) => [file.path, file]));
  for (const path of [...generated.keys()].sort()) {
    const file = generated.get(path);
    if (file === undefined || before.ignored(path)) continue;
    if (file.write === 'once') planOnce(file, before, draft);
    else planAlways(file, withUnixLines(file.content), before, options, draft);
  }
  if (before.lock !== undefined) planRemovals(before.lock, generated, before, draft);
  if (before.foreign !== undefined) planForeignRemovals(before.foreign, generated, before, draft);
  return draft;
}

function planOnce(file: OutputFile, before: Before, draft: Draft): void {
  draft.entries.set(file.path, { write: 'once' });
  if (before.read(file.path) !== undefined) draft.kept.push(file.path);
  else draft.changes.push({ kind: 'write', path: file.path, after: withUnixLines(file.content) });
}

function planAlways(
  { path, sections }: OutputFile,
  content: string,
  before: Before,
  options: PlanOptions,
  draft: Draft,
): void {
  const raw = before.read(path);
  draft.entries.set(path, { write: 'always', checksum: unixChecksum(content) });
  draft.texts.set(path, content);
  if (raw === undefined || isRenamed(path, raw, before)) {
    draft.changes.push({ kind: 'write', path, after: content });
    return;
  }
  const disk = withUnixLines(raw);
  if (disk === content) {
    draft.unchanged.push(path);
    return;
  }
  const result = sections
    ? settledSections(path, disk, content, before)
    : settled(path, disk, content, before, options);
  settle(path, raw, result, draft);
}

/** As `settled`, for a file of which only sections are ours: one without them is the user's. */
function settledSections(path: string, disk: string, content: string, before: Before): Settled {
  const entry = before.lock?.files.get(path);
  if (entry?.write === 'always' && entry.checksum === checksum(disk))
    return { kind: 'generated', text: content };
  const text = hasSections(disk) ? mergeSections(disk, before.last(path), content) : disk;
  return { kind: 'merged', text, conflict: false, problems: [] };
}

/** Whether what is read there is a file of ours that differs in case alone, as `Thing.py` and `thing.py` may. */
function isRenamed(path: string, disk: string, before: Before): boolean {
  if (before.lock === undefined || before.lock.files.has(path)) return false;
  const folded = path.toLowerCase();
  const older = [...before.lock.files].find(([other]) => other.toLowerCase() === folded)?.[1];
  return older?.write === 'always' && older.checksum === checksum(disk);
}

/** What a file that is there and differs from the generated text becomes. */
function settled(path: string, disk: string, content: string, before: Before, options: PlanOptions): Settled {
  const entry = before.lock?.files.get(path);
  if (entry?.write === 'always') {
    if (entry.checksum === checksum(disk)) return { kind: 'generated', text: content };
    return editedFile(path, { yours: disk, last: before.last(path), generated: content }, options);
  }
  // What was the user's from the first run on does not become ours because the generator changed its mind.
  if (before.foreign?.files.has(path) !== true) return { kind: 'foreign' };
  return isEditedForeign(before.foreign.files.get(path), disk)
    ? editedFile(path, { yours: disk, last: undefined, generated: content }, options)
    : { kind: 'generated', text: content };
}

// Locks of older generators have no checksums: then there is no telling, and the file counts as generated.
function isEditedForeign(sum: string | undefined, disk: string): boolean {
  const expected = /^sha1:([0-9a-f]{40})$/.exec(sum ?? '')?.[1];
  return expected !== undefined && expected !== createHash('sha1').update(disk).digest('hex');
}

function settle(path: string, disk: string, result: Settled, draft: Draft): void {
  switch (result.kind) {
    case 'generated':
      draft.changes.push({ kind: 'write', path, before: disk, after: result.text });
      break;
    case 'merged':
      draft.kept.push(path);
      if (result.text === withUnixLines(disk)) draft.unchanged.push(path);
      else draft.changes.push({ kind: 'write', path, before: disk, after: result.text });
      if (result.conflict) draft.conflicts.push(path);
      break;
    case 'refused':
      draft.blocked = true;
      break;
    case 'foreign':
      draft.blocked = true;
      draft.problems.push({
        code: 'output-not-ours',
        severity: 'error',
        message: `"${path}" is there already, and hookline did not write it.`,
      });
      break;
  }
  if ('problems' in result) draft.problems.push(...result.problems);
}

function planRemovals(
  lock: Lock,
  generated: ReadonlyMap<string, OutputFile>,
  before: Before,
  draft: Draft,
): void {
  const leftBehind: string[] = [];
  for (const [path, entry] of lock.files) {
    if (generated.has(path) || before.ignored(path)) continue;
    const disk = before.read(path);
    if (disk === undefined) continue;
    if (entry.write === 'once') {
      leftBehind.push(path);
    } else if (entry.checksum === checksum(disk)) {
      draft.changes.push({ kind: 'remove', path, before: disk });
    } else {
      keepEdited(path, entry, before, draft);
    }
  }
  for (const path of leftBehind)
    draft.problems.push(leftBehindProblem(path, ownBeside(path, lock, generated, before)));
}

/** The user's own files in the folder of a file. */
function ownBeside(
  path: string,
  lock: Lock,
  generated: ReadonlyMap<string, OutputFile>,
  before: Before,
): readonly string[] {
  return before.siblings(path).filter((other) => !generated.has(other) && !lock.files.has(other));
}

// It stays in the lock, so that it is still known as ours when it is generated again.
function keepEdited(path: string, entry: LockEntry, before: Before, draft: Draft): void {
  const last = before.last(path);
  draft.kept.push(path);
  draft.entries.set(path, entry);
  if (last !== undefined) draft.texts.set(path, last);
  draft.problems.push({
    code: 'output-edit-kept',
    severity: 'warning',
    message: `"${path}" is no longer generated; it has edits of yours and stays.`,
  });
}

function leftBehindProblem(path: string, beside: readonly string[]): Problem {
  const others =
    beside.length === 0
      ? ''
      : ` Your own files beside it stay as well: ${beside.map((name) => `"${name}"`).join(', ')}.`;
  return {
    code: 'output-left-behind',
    severity: 'warning',
    message: `"${path}" is yours and stays, but the SDK does not use it any more.${others}`,
  };
}

/** Files of another generator: only those that are sure to be as it wrote them. */
function planForeignRemovals(
  lock: ForeignLock,
  generated: ReadonlyMap<string, OutputFile>,
  before: Before,
  draft: Draft,
): void {
  const unsure: string[] = [];
  for (const [path, sum] of lock.files) {
    if (generated.has(path) || before.ignored(path)) continue;
    const disk = before.read(path);
    if (disk === undefined) continue;
    if (sum !== undefined && !isEditedForeign(sum, withUnixLines(disk))) {
      draft.changes.push({ kind: 'remove', path, before: disk });
    } else {
      unsure.push(path);
    }
  }
  if (unsure.length === 0) return;
  draft.problems.push({
    code: 'output-edit-kept',
    severity: 'warning',
    message: `${unsure.length} files of the earlier generator are not part of the SDK any more and stay, as they may have edits: ${unsure.slice(0, 5).join(', ')}${unsure.length > 5 ? ', …' : ''}.`,
    fix: 'Delete those that you do not need.',
  });
}
