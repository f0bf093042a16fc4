/** From inputs to a `Document`: reads everything, applies overlays, brings all of it into the shape of 3.1. */
import { dirname, resolve } from 'node:path';
import { collectProblems, hasErrors, type Problem, type ProblemCollector } from '../diagnostics/problem.ts';
import { createDocument } from './document.ts';
import { type Gathered, gather } from './gather.ts';
import { mergeEntries } from './merge/merge.ts';
import { displayPath, type Opened, openRead, openText, shownUrl } from './open.ts';
import { applyOverlays } from './overlay/apply-all.ts';
import { type Overlay, readOverlay } from './overlay/overlay.ts';
import type { Input, Reader } from './reader.ts';
import type { Policy } from './reference.ts';
import { checkShape } from './shape.ts';
import type { Base, RawSource } from './source.ts';
import type { Document } from './types.ts';
import { upgradeAll } from './versions/upgrade.ts';
import { versionOf } from './versions/version.ts';

export interface LoadOptions {
  /** Several are merged, in this order. */
  readonly schemas: readonly Input[];
  /** Applied in this order, to each schema. */
  readonly overlays?: readonly Input[];
  readonly reader: Reader;
  /** Where problems go, also those that `Document.follow` finds later; a new one where absent. */
  readonly sink?: ProblemCollector;
  readonly allowRemoteRefs?: boolean;
  readonly allowRefOutside?: boolean;
}

export interface Loaded {
  /** Absent where an error makes the document unusable. */
  readonly document?: Document;
  /** Those of the sink: the list grows when `Document.follow` finds more. */
  readonly problems: readonly Problem[];
}

/** Loads a document; bad input is told by problems, and never by an exception. */
export async function loadDocument(options: LoadOptions): Promise<Loaded> {
  const sink = options.sink ?? collectProblems();
  const { problems } = sink;
  const opened = await openEntries(options, sink);
  const overlays = await openOverlays(options, sink);
  if (opened === undefined || overlays === undefined) return { problems };
  const entries = applyOverlays(opened, overlays, sink);
  const versions = entries.map((entry) => versionOf(entry, sink.report));
  const families = versions.flatMap((version) => (version === undefined ? [] : [version.family]));
  const version = versions[0];
  if (version === undefined || families.length < entries.length) return { problems };
  for (const [index, family] of families.entries()) {
    const entry = entries[index];
    if (entry !== undefined) checkShape(entry, family, sink);
  }
  const sources = [...entries];
  await gather(sources, policyOf(entries, options), options.reader);
  if (hasErrors(problems)) return { problems };
  const merged = mergeEntries(upgradeAll(sources, families, sink), entries.length, sink);
  if (hasErrors(problems)) return { problems };
  return { document: createDocument(merged.sources, merged.root, version.written, sink), problems };
}

async function openEntries(
  options: LoadOptions,
  sink: ProblemCollector,
): Promise<readonly Gathered[] | undefined> {
  const entries: Gathered[] = [];
  for (const [entry, input] of options.schemas.entries()) {
    const { base, opened } = await openInput(input, options.reader);
    for (const problem of opened.problems) sink.report(problem);
    if (opened.value === undefined) continue;
    const { source: file, value } = opened;
    entries.push({ file, id: '', base, value, links: new Map(), origins: new Map(), entry });
  }
  return entries.length < options.schemas.length ? undefined : entries;
}

async function openOverlays(
  options: LoadOptions,
  sink: ProblemCollector,
): Promise<readonly Overlay[] | undefined> {
  const inputs = options.overlays ?? [];
  const overlays: Overlay[] = [];
  for (const input of inputs) {
    const { opened } = await openInput(input, options.reader);
    for (const problem of opened.problems) sink.report(problem);
    const overlay = opened.value === undefined ? undefined : readOverlay(opened.source, opened.value, sink);
    if (overlay !== undefined) overlays.push(overlay);
  }
  return overlays.length < inputs.length ? undefined : overlays;
}

/** Reads one input, whatever it holds. */
export async function openInput(
  input: Input,
  reader: Reader,
): Promise<{ readonly base: Base; readonly opened: Opened }> {
  switch (input.kind) {
    case 'text': {
      const base: Base = { kind: 'file', path: resolve(reader.folder, input.name) };
      return { base, opened: openText(input.name, input.text) };
    }
    case 'url': {
      const read = await reader.fetchUrl(input.url, { otherHosts: true });
      const url = read.kind === 'read' ? (read.url ?? input.url) : input.url;
      return { base: { kind: 'url', url }, opened: openRead(shownUrl(input.url), read) };
    }
    case 'file': {
      const path = await reader.realPath(resolve(reader.folder, input.path));
      const read = await reader.readFile(path);
      const name = displayPath(reader, resolve(reader.folder, input.path));
      return { base: { kind: 'file', path }, opened: openRead(name, read) };
    }
  }
}

function policyOf(entries: readonly RawSource[], options: LoadOptions): Policy {
  const bases = entries.map(({ base }) => base);
  return {
    remote: options.allowRemoteRefs === true,
    outside: options.allowRefOutside === true,
    folders: bases.flatMap((base) => (base.kind === 'file' ? [dirname(base.path)] : [])),
    urls: bases.flatMap((base) => (base.kind === 'url' ? [new URL('.', base.url).href] : [])),
  };
}
