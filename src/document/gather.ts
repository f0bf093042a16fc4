/**
 * Reads every file that a document refers to, however indirectly. What goes wrong is kept with the
 * reference and told when somebody follows it: a `$ref` in an example is not a reference.
 */
import { posix, relative } from 'node:path';
import { isArray, isObject, own } from './json.ts';
import { describeFailure, displayPath, type Opened, openRead, shownUrl } from './open.ts';
import type { Reader, ReadResult } from './reader.ts';
import { type Policy, splitRef, type Target, targetOf } from './reference.ts';
import type { Base, Link, RawSource } from './source.ts';
import type { Json } from './types.ts';

/** A source whose links are still being found. */
export type Gathered = RawSource & { readonly links: Map<string, Link> };

/** Files that are read at the same time. */
const atOnce = 32;

/** Adds all files that the sources refer to, and fills the links of each. The order is that of the references. */
export async function gather(sources: Gathered[], policy: Policy, reader: Reader): Promise<void> {
  const known = new Map<string, Link>();
  for (const [index, { base }] of sources.entries()) known.set(keyOf(base), { kind: 'source', index });
  for (let done = 0; done < sources.length; ) {
    const wave = sources.slice(done);
    done = sources.length;
    const wanted = await targets(wave, policy, reader);
    const missing = newBases(wanted, known);
    const opened = await inBatches(missing, ({ base }) => openBase(base, policy, reader));
    for (const [index, { base, entry }] of missing.entries()) {
      const result = opened[index];
      if (result !== undefined) known.set(keyOf(base), addSource(sources, base, entry, result));
    }
    for (const { source, file, target } of wanted) {
      const link = target.kind === 'refused' ? failed(target) : known.get(keyOf(target));
      if (link !== undefined) source.links.set(file, link);
    }
  }
}

interface Wanted {
  readonly source: Gathered;
  readonly file: string;
  readonly target: Target;
}

async function targets(
  wave: readonly Gathered[],
  policy: Policy,
  reader: Reader,
): Promise<readonly Wanted[]> {
  const references = wave.flatMap((source) => [...filesIn(source.value)].map((file) => ({ source, file })));
  return inBatches(references, async ({ source, file }) => {
    // OpenAPI 3.2: the document may name itself by the URL that it is published under.
    if (file === own(source.value, '$self')) return { source, file, target: source.base };
    return { source, file, target: await targetOf(file, source.base, policy, reader) };
  });
}

function newBases(
  wanted: readonly Wanted[],
  known: ReadonlyMap<string, Link>,
): readonly { readonly base: Base; readonly entry: number }[] {
  const bases = new Map<string, { readonly base: Base; readonly entry: number }>();
  for (const { source, target } of wanted) {
    if (target.kind === 'refused' || known.has(keyOf(target)) || bases.has(keyOf(target))) continue;
    bases.set(keyOf(target), { base: target, entry: source.entry });
  }
  return [...bases.values()];
}

async function openBase(base: Base, policy: Policy, reader: Reader): Promise<Opened | Link> {
  const name = base.kind === 'url' ? shownUrl(base.url) : displayPath(reader, base.path);
  const read: ReadResult =
    base.kind === 'url'
      ? await reader.fetchUrl(base.url, { otherHosts: policy.remote })
      : await reader.readFile(base.path);
  if (read.kind === 'read') return openRead(name, read);
  const { message, fix } = describeFailure(name, read);
  const code = read.reason === 'other-host' ? 'ref-remote' : 'ref-unreadable';
  return { kind: 'failed', code, message, ...(fix !== undefined && { fix }), problems: [] };
}

function addSource(sources: Gathered[], base: Base, entry: number, opened: Opened | Link): Link {
  if ('kind' in opened) return opened;
  const { source, value, problems } = opened;
  if (value === undefined || problems.length > 0) {
    return { kind: 'failed', code: 'ref-unreadable', message: `${source.name} cannot be used.`, problems };
  }
  const id = identityOf(base, sources[0]?.base);
  const index =
    sources.push({ file: source, id, base, value, links: new Map(), origins: new Map(), entry }) - 1;
  return { kind: 'source', index };
}

function failed(target: Extract<Target, { kind: 'refused' }>): Link {
  const { code, message, fix } = target;
  return { kind: 'failed', code, message, problems: [], ...(fix !== undefined && { fix }) };
}

/** The name of a file that is the same on every machine: relative to the entry document's folder. */
export function identityOf(base: Base, entry: Base | undefined): string {
  if (base.kind === 'file') {
    const folder = entry?.kind === 'file' ? folderOf(entry.path) : '';
    return relative(folder, base.path).replaceAll('\\', '/');
  }
  const start = entry?.kind === 'url' ? new URL('.', entry.url).href : undefined;
  return start !== undefined && base.url.startsWith(start) ? base.url.slice(start.length) : base.url;
}

function folderOf(path: string): string {
  return posix.dirname(path.replaceAll('\\', '/'));
}

/** The file parts of all references in a value, in its order. */
export function filesIn(value: Json): ReadonlySet<string> {
  const files = new Set<string>();
  const add = (ref: string): void => {
    if (ref.startsWith('#')) return;
    const { file } = splitRef(ref);
    if (file !== '') files.add(file);
  };
  const visit = (part: Json): void => {
    if (isArray(part)) {
      for (const element of part) if (typeof element === 'object') visit(element);
      return;
    }
    if (part === null || typeof part !== 'object') return;
    for (const key in part) {
      const member = part[key];
      if (key === '$ref' && typeof member === 'string') add(member);
      else if (typeof member === 'object') {
        if (key === 'mapping' && isObject(member)) mappedFiles(member).forEach(add);
        visit(member);
      }
    }
  };
  visit(value);
  return files;
}

/** A discriminator's mapping holds names or references; what looks like a file is one. */
function mappedFiles(mapping: { readonly [key: string]: Json }): readonly string[] {
  const names = Object.values(mapping).filter((name) => typeof name === 'string');
  return names.filter((name) => /[/#]|\.(?:json|ya?ml)$/i.test(name));
}

function keyOf(base: Base): string {
  return base.kind === 'url' ? base.url : `file:${base.path}`;
}

async function inBatches<In, Out>(
  items: readonly In[],
  work: (item: In) => Promise<Out>,
): Promise<readonly Out[]> {
  const results: Out[] = [];
  for (let start = 0; start < items.length; start += atOnce) {
    results.push(...(await Promise.all(items.slice(start, start + atOnce).map(work))));
  }
  return results;
}
