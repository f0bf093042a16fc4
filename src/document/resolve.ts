/** Following references from source to source. */
import type { Problem } from '../diagnostics/problem.ts';
import { suggest } from '../diagnostics/suggest.ts';
import { isSamePlace } from './child.ts';
import { isArray, isObject, kindOf, own } from './json.ts';
import { escapeStep, longestKnown, pointerSteps } from './pointer.ts';
import { splitRef, unescapePercent } from './reference.ts';
import type { Source } from './source.ts';
import type { Json, Node } from './types.ts';

/** Chains of references that are longer lead in a circle, or might as well. */
const longestChain = 100;

export interface Failure {
  readonly kind: 'failure';
  /** The object whose `$ref` fails. */
  readonly at: Node;
  readonly code: Problem['code'];
  readonly message: string;
  readonly fix?: string | undefined;
  /** What is wrong in the file that the reference names, if that is the reason. */
  readonly problems: readonly Problem[];
}

export type Found = { readonly kind: 'node'; readonly node: Node } | Failure;

export interface Resolver {
  /** The node, or what its `$ref` leads to. */
  follow(node: Node): Found;
  /** What a reference that stands in a node leads to. */
  ref(ref: string, from: Node): Found;
}

export function resolver(
  sources: readonly Source[],
  child: (node: Node, key: string | number) => Node,
): Resolver {
  /** For each source by the text of the reference: only the first step, which is the same for all who ask. */
  const kept = sources.map(() => new Map<string, Found>());
  const anchors = anchorIndex(sources);

  const target = (ref: string, from: Node): Found => {
    const known = kept[from.source]?.get(ref);
    if (known !== undefined) return known.kind === 'node' ? known : { ...known, at: from };
    kept[from.source]?.set(ref, failure(from, 'ref-circular', `${ref} leads back to itself.`));
    const found = find(ref, from);
    kept[from.source]?.set(ref, found);
    return found;
  };

  const find = (ref: string, from: Node): Found => {
    const { file, fragment } = splitRef(ref);
    const index = sourceOf(file, from);
    if (typeof index !== 'number') return index;
    const source = sources[index];
    if (source === undefined) return failure(from, 'ref-dangling', `There is no ${file}.`);
    const root: Node = { value: source.value, source: index, pointer: '' };
    if (fragment === '') return { kind: 'node', node: root };
    if (!fragment.startsWith('/')) return anchored(unescapePercent(fragment), index, ref, from);
    const pointer = movedPointer(source, unescapePercent(fragment));
    return walk(root, pointerSteps(pointer), ref, from);
  };

  const sourceOf = (file: string, from: Node): number | Failure => {
    if (file === '') return from.source;
    const link = sources[from.source]?.links.get(file);
    if (link?.kind === 'source') return link.index;
    if (link === undefined) return failure(from, 'ref-unreadable', `${file} was not read.`);
    return { ...failure(from, link.code, link.message, link.fix), problems: link.problems };
  };

  const anchored = (name: string, index: number, ref: string, from: Node): Found => {
    const pointer = anchors(index).get(name);
    const source = sources[index];
    if (pointer === undefined || source === undefined) {
      const meant = suggest(name, anchors(index).keys());
      const slash = name.includes('/') ? `Did you mean "#/${name}"?` : undefined;
      const fix = meant === undefined ? slash : `Did you mean "#${meant}"?`;
      return failure(from, 'ref-dangling', `${ref} does not exist: there is no $anchor "${name}".`, fix);
    }
    return walk({ value: source.value, source: index, pointer: '' }, pointerSteps(pointer), ref, from);
  };

  const walk = (root: Node, steps: readonly string[], ref: string, from: Node): Found => {
    let node = root;
    for (const step of steps) {
      let next = child(node, step);
      if (next.value === undefined && refOf(node.value) !== undefined) {
        const through = follow(node);
        if (through.kind === 'failure') return { ...through, at: from };
        node = through.node;
        next = child(node, step);
      }
      if (next.value === undefined) return dangling(node, step, ref, from, sources);
      node = next;
    }
    return { kind: 'node', node };
  };

  const follow = (start: Node): Found => {
    let node = start;
    for (let hops = 0; hops < longestChain; hops += 1) {
      const ref = refOf(node.value);
      if (ref === undefined) return { kind: 'node', node };
      if (typeof ref !== 'string') {
        return failure(node, 'ref-form', `The value of $ref is ${kindOf(ref)}, and not text.`);
      }
      const found = target(ref, node);
      if (found.kind === 'failure') return found;
      node = found.node;
      if (isSamePlace(node, start)) break;
    }
    return failure(start, 'ref-circular', `${String(refOf(start.value))} leads back to itself.`);
  };

  return {
    follow,
    ref(ref, from) {
      const found = target(ref, from);
      return found.kind === 'node' ? follow(found.node) : found;
    },
  };
}

/** The `$ref` of an object. One whose value is an object is a property of that name, and no reference. */
function refOf(value: Json | undefined): Json | undefined {
  const ref = own(value, '$ref');
  return isObject(ref) ? undefined : ref;
}

function movedPointer(source: Source, pointer: string): string {
  const moved = longestKnown(pointer, source.moved);
  return moved === undefined ? pointer : moved.known + moved.rest;
}

function dangling(node: Node, step: string, ref: string, from: Node, sources: readonly Source[]): Failure {
  const where = node.pointer === '' ? 'at the top' : `in #${node.pointer}`;
  const file = node.source === from.source ? '' : ` of ${sources[node.source]?.file.name}`;
  const message = `${ref} does not exist: there is no "${step}" ${where}${file}.`;
  const keys = isObject(node.value) ? Object.keys(node.value) : [];
  const meant = suggest(step, keys);
  const elsewhere = sameName(sources[node.source]?.value, ref);
  const fix = meant === undefined ? elsewhere : `"${meant}"`;
  return failure(from, 'ref-dangling', message, fix === undefined ? undefined : `Did you mean ${fix}?`);
}

/** A component of another kind that has the last name of the reference. */
function sameName(root: Json | undefined, ref: string): string | undefined {
  const name = pointerSteps(`/${ref.split('/').at(-1) ?? ''}`)[0] ?? '';
  const components = own(root, 'components');
  if (!isObject(components)) return undefined;
  const kind = Object.keys(components).find((key) => own(components[key], name) !== undefined);
  return kind === undefined ? undefined : `"#/components/${kind}/${name}"`;
}

function failure(at: Node, code: Problem['code'], message: string, fix?: string): Failure {
  return { kind: 'failure', at, code, message, fix, problems: [] };
}

/** Pointers of all `$anchor`s of a source, found when the first is asked for. */
function anchorIndex(sources: readonly Source[]): (index: number) => ReadonlyMap<string, string> {
  const indexes = new Map<number, ReadonlyMap<string, string>>();
  return (index) => {
    const kept = indexes.get(index);
    if (kept !== undefined) return kept;
    const found = new Map<string, string>();
    const root = sources[index]?.value;
    if (root !== undefined) addAnchors(root, '', found);
    indexes.set(index, found);
    return found;
  };
}

function addAnchors(value: Json, pointer: string, found: Map<string, string>): void {
  if (isArray(value)) {
    for (const [index, element] of value.entries()) addAnchors(element, `${pointer}/${index}`, found);
  } else if (isObject(value)) {
    for (const [key, member] of Object.entries(value)) {
      const isAnchor = key === '$anchor' || key === '$dynamicAnchor';
      if (isAnchor && typeof member === 'string' && !found.has(member)) found.set(member, pointer);
      if (typeof member === 'object') addAnchors(member, `${pointer}/${escapeStep(key)}`, found);
    }
  }
}
