/**
 * Several documents as one. The root is a new object whose members stand, as before, in the documents that
 * they come from: references in them are resolved there, so that two documents may each have their own
 * `Error`. Components that are the same in both are one.
 */
import type { Problem, ProblemSink } from '../../diagnostics/problem.ts';
import { identityOf } from '../gather.ts';
import { isArray, isObject, type MutableObject, own, put, sameJson } from '../json.ts';
import { escapeStep } from '../pointer.ts';
import { problemAt, type Source } from '../source.ts';
import type { Json, Node } from '../types.ts';
import { type Overlap, overlapOf } from './same.ts';
import { members, settlePathItem, settleSecurity, settleServers } from './settle.ts';

interface Merge {
  readonly root: MutableObject;
  readonly mounts: Map<string, Node>;
  readonly sources: readonly Source[];
  readonly sink: ProblemSink;
}

/** The sources with one more for the merged root: `sources[root]`. The first `count` are entry documents. */
export function mergeEntries(
  sources: readonly Source[],
  count: number,
  sink: ProblemSink,
): { readonly sources: readonly Source[]; readonly root: number } {
  const first = sources[0];
  if (count < 2 || first === undefined) return { sources, root: 0 };
  const named = sources.map((source, index) => {
    const id = index === 0 || index >= count ? source.id : identityOf(source.base, first.base);
    return { ...source, id, mounts: new Map<string, Node>() };
  });
  const merge: Merge = { root: {}, mounts: new Map(), sources: named, sink };
  for (const index of named.slice(0, count).keys()) addEntry(merge, index);
  const value: Json = merge.root;
  const root: Source = {
    ...first,
    id: 'merged',
    value,
    origins: new Map(),
    moved: new Map(),
    mounts: merge.mounts,
  };
  return { sources: [...named, root], root: named.length };
}

function addEntry(merge: Merge, index: number): void {
  const source = merge.sources[index];
  if (source === undefined || !isObject(source.value)) return;
  const overlaps = merge.sources.slice(0, index).map((earlier) => overlapOf(earlier, source));
  if (index > 0) settleDifferences(merge, source);
  for (const [key, value] of Object.entries(source.value)) {
    switch (key) {
      case 'paths':
      case 'webhooks':
        addPaths(merge, index, key, value, overlaps);
        break;
      case 'components':
        addComponents(merge, index, value, overlaps);
        break;
      case 'tags':
        addTags(merge, index, value);
        break;
      default:
        addOther(merge, index, key, value);
    }
  }
}

/** What the first document says of all operations does not hold for those of others, and the reverse. */
function settleDifferences(merge: Merge, source: Source): void {
  const first = merge.sources[0]?.value;
  if (!sameJson(own(first, 'servers') ?? [], own(source.value, 'servers') ?? [])) settleServers(source);
  if (!sameJson(own(first, 'security') ?? [], own(source.value, 'security') ?? [])) settleSecurity(source);
}

function addOther(merge: Merge, index: number, key: string, value: Json): void {
  const before = own(merge.root, key);
  if (before === undefined) {
    if (index > 0 && (key === 'servers' || key === 'security')) return;
    put(merge.root, key, value);
    mount(merge, `/${escapeStep(key)}`, index, `/${escapeStep(key)}`, value);
  } else if (key.startsWith('x-') && !sameJson(before, value)) {
    clash(
      merge,
      index,
      `/${escapeStep(key)}`,
      'warning',
      `"${key}" is given differently by`,
      'the first is used',
    );
  }
}

function addTags(merge: Merge, index: number, value: Json): void {
  if (!isArray(value)) return;
  const tags = own(merge.root, 'tags');
  const list: Json[] = isArray(tags) ? [...tags] : [];
  for (const [at, tag] of value.entries()) {
    if (list.some((known) => own(known, 'name') === own(tag, 'name'))) continue;
    mount(merge, `/tags/${list.length}`, index, `/tags/${at}`, tag);
    list.push(tag);
  }
  put(merge.root, 'tags', list);
}

function addPaths(merge: Merge, index: number, key: string, value: Json, overlaps: readonly Overlap[]): void {
  const paths = container(merge.root, key);
  const source = merge.sources[index];
  if (source === undefined) return;
  for (const [path, item] of members(value)) {
    const pointer = `/${key}/${escapeStep(path)}`;
    const before = own(paths, path);
    if (before === undefined) {
      put(paths, path, item);
      mount(merge, pointer, index, pointer, item);
    } else if (!overlaps.some((overlap) => overlap.agree(before, item))) {
      put(paths, path, joinItems(merge, index, pointer, before, item, overlaps));
    }
  }
}

/** Two path items of one path: the operations of both, unless both have the same method. */
function joinItems(
  merge: Merge,
  index: number,
  pointer: string,
  before: Json,
  item: MutableObject,
  overlaps: readonly Overlap[],
): Json {
  const mounted = merge.mounts.get(pointer);
  const joined: MutableObject = {};
  if (mounted !== undefined) {
    merge.mounts.delete(pointer);
    const earlier = merge.sources[mounted.source];
    if (earlier !== undefined && isObject(before))
      settlePathItem(earlier, before as MutableObject, mounted.pointer);
    for (const [key, member] of Object.entries(isObject(before) ? before : {})) {
      put(joined, key, member);
      mount(
        merge,
        `${pointer}/${escapeStep(key)}`,
        mounted.source,
        `${mounted.pointer}/${escapeStep(key)}`,
        member,
      );
    }
  } else if (isObject(before)) Object.assign(joined, before);
  const source = merge.sources[index];
  if (source !== undefined) settlePathItem(source, item, pointer);
  for (const [key, member] of Object.entries(item)) {
    const at = `${pointer}/${escapeStep(key)}`;
    const known = own(joined, key);
    if (known === undefined) {
      put(joined, key, member);
      mount(merge, at, index, at, member);
    } else if (isObject(known) && !overlaps.some((overlap) => overlap.agree(known, member))) {
      clash(
        merge,
        index,
        at,
        'error',
        `${key.toUpperCase()} ${pointerName(pointer)} is given differently by`,
      );
    }
  }
  return joined;
}

function addComponents(merge: Merge, index: number, value: Json, overlaps: readonly Overlap[]): void {
  const source = merge.sources[index];
  const components = container(merge.root, 'components');
  if (source === undefined) return;
  for (const [section, named] of members(value)) {
    const known = container(components, section);
    for (const [name, member] of Object.entries(named)) {
      const pointer = `/components/${escapeStep(section)}/${escapeStep(name)}`;
      if (own(known, name) === undefined) {
        put(known, name, member);
        mount(merge, pointer, index, pointer, member);
        continue;
      }
      const twin = overlaps.findIndex((overlap) => overlap.same.has(pointer));
      const earlier = merge.sources[twin];
      if (earlier !== undefined) mountIn(source, pointer, twin, member);
      else if (overlaps.some((overlap) => overlap.different.has(pointer))) {
        const words = `"${name}" in components.${section} is given differently by`;
        if (section === 'securitySchemes') clash(merge, index, pointer, 'error', words);
        else clash(merge, index, pointer, 'warning', words, 'each document keeps its own');
      }
    }
  }
}

function container(holder: MutableObject, key: string): MutableObject {
  const known = own(holder, key);
  if (isObject(known)) return known as MutableObject;
  const made: MutableObject = {};
  put(holder, key, made);
  return made;
}

function mount(merge: Merge, at: string, source: number, pointer: string, value: Json): void {
  merge.mounts.set(at, { value, source, pointer });
}

/** In a document itself: the component is that of an earlier document. */
function mountIn(source: Source, pointer: string, earlier: number, value: Json): void {
  (source.mounts as Map<string, Node>).set(pointer, { value, source: earlier, pointer });
}

function clash(
  merge: Merge,
  index: number,
  pointer: string,
  severity: Problem['severity'],
  words: string,
  consequence?: string,
): void {
  const source = merge.sources[index];
  if (source === undefined) return;
  const names = [...merge.sources.slice(0, index), source].map(({ file }) => file.name).join(' and ');
  const message = `${words} ${names}${consequence === undefined ? '' : `: ${consequence}`}.`;
  merge.sink.report(problemAt(source, pointer, 'merge-clash', severity, message));
}

function pointerName(pointer: string): string {
  return pointer.split('/').at(-1)?.replaceAll('~1', '/').replaceAll('~0', '~') ?? '';
}
