/** The tree of namespaces: attributes, class names, modules, and how clashes between them are settled. */

import type { Api, Operation, Tag } from '../../../../api/types.ts';
import { groupBy } from '../group-by.ts';
import { className, methodName, moduleName, parts } from '../names.ts';

/** A namespace before its methods are known. */
export interface Group {
  /** Parts in the document's words. */
  readonly path: readonly string[];
  readonly attribute: string;
  readonly className: string;
  readonly module: string;
  readonly doc?: string;
  readonly operations: readonly Operation[];
  readonly children: readonly Group[];
}

export interface GroupTree {
  readonly root: readonly Operation[];
  readonly groups: readonly Group[];
}

/** Names that namespaces have to keep away from. */
export interface TakenNames {
  /** Class names that models ask for, and the client's own; folded. */
  readonly classes: ReadonlySet<string>;
  /** Modules and folders at the root of the package. */
  readonly modules: ReadonlySet<string>;
}

interface Node {
  readonly path: readonly string[];
  readonly key: string;
  readonly operations: Operation[];
  readonly children: Map<string, Node>;
}

/** Groups of all operations, with final names. */
export function planGroups(api: Api, taken: TakenNames): GroupTree {
  const root: Node = { path: [], key: '', operations: [], children: new Map() };
  for (const operation of api.operations) {
    for (const path of operation.groups) {
      const node = descend(root, path);
      if (!node.operations.includes(operation)) node.operations.push(operation);
    }
  }
  const nodes = [...walk(root)].filter((node) => node !== root);
  const named = nameAll(nodes, taken);
  const tags = new Map(api.tags.map((tag) => [fold(tag.name), tag]));
  return { root: root.operations, groups: finish(root, named, tags) };
}

function descend(root: Node, path: readonly string[]): Node {
  return path.reduce((node, part, index) => {
    const attribute = methodName(part);
    const known = node.children.get(attribute);
    if (known) return known;
    const made: Node = {
      path: path.slice(0, index + 1),
      key: `${node.key}.${attribute}`,
      operations: [],
      children: new Map(),
    };
    node.children.set(attribute, made);
    return made;
  }, root);
}

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children.values()) yield* walk(child);
}

function finish(
  node: Node,
  names: ReadonlyMap<Node, Named>,
  tags: ReadonlyMap<string, Tag>,
): readonly Group[] {
  return [...node.children].map(([attribute, child]) => {
    const named = names.get(child);
    if (!named) throw new Error(`a namespace without a name: ${child.key}`);
    const doc = describe(child.path, tags);
    return {
      path: child.path,
      attribute,
      ...named,
      ...(doc !== undefined && { doc }),
      operations: child.operations,
      children: finish(child, names, tags),
    };
  });
}

function describe(path: readonly string[], tags: ReadonlyMap<string, Tag>): string | undefined {
  const tag = tags.get(fold(path.join('.'))) ?? tags.get(fold(path.at(-1) ?? ''));
  return tag?.description ?? tag?.summary;
}

// --- Class names and modules ----------------------------------------------------------------------------

interface Named {
  readonly className: string;
  readonly module: string;
}

/** How many of the parents stand in front, and whether `SDK` stands behind. */
interface Wish {
  readonly node: Node;
  /** Parents that tell it from the others of its last part; the nearest last. */
  readonly parents: readonly string[];
  depth: number;
  suffix: boolean;
}

function nameAll(nodes: readonly Node[], taken: TakenNames): ReadonlyMap<Node, Named> {
  const wishes = [...groupBy(nodes, (node) => fold(last(node.path))).values()].flatMap(wishesOf);
  for (const wish of wishes) avoidModels(wish, taken.classes);
  const wanted = [...groupBy(wishes, (wish) => fold(wishedParts(wish).join('_') + wish.suffix)).values()];
  return new Map(wanted.flatMap((same) => settle(same, taken)));
}

/** Namespaces with the same last part: the nearest parents are put in front until the names differ. */
function wishesOf(same: readonly Node[]): readonly Wish[] {
  const [first, ...others] = same.map((node) => new Set(node.path.slice(0, -1).map(fold)));
  const common = new Set([...(first ?? [])].filter((part) => others.every((parents) => parents.has(part))));
  const alone = same.length === 1;
  const wishes = same.map((node): Wish => {
    const parents = node.path.slice(0, -1);
    const distinct = alone ? parents : parents.filter((part) => !common.has(fold(part)));
    return { node, parents: distinct, depth: alone || distinct.length === 0 ? 0 : 1, suffix: false };
  });
  for (let changed = true; changed; ) {
    changed = false;
    for (const clash of groupBy(wishes, (wish) => fold(wishedParts(wish).join('_'))).values()) {
      if (clash.length < 2) continue;
      for (const wish of clash.filter(({ depth, parents }) => depth < parents.length)) {
        wish.depth += 1;
        changed = true;
      }
    }
  }
  return wishes;
}

/** A model of the same name: a nested namespace gets its parent in front, one at the top `SDK` behind. */
function avoidModels(wish: Wish, classes: ReadonlySet<string>): void {
  if (!classes.has(fold(wishedClass(wish)))) return;
  const { path } = wish.node;
  if (path.length > 1 && wish.depth === 0) {
    const parent = path.at(-2) ?? '';
    if (!classes.has(fold(parent + last(path)))) {
      Object.assign(wish, { parents: path.slice(0, -1), depth: 1 });
      return;
    }
  }
  wish.suffix = true;
}

function wishedParts(wish: Wish): readonly string[] {
  const front = wish.depth === 0 ? [] : wish.parents.slice(-wish.depth);
  return [...front, last(wish.node.path)];
}

function wishedClass(wish: Wish): string {
  const name = className(wishedParts(wish).join(' '));
  return wish.suffix ? `${name}SDK` : name;
}

function wishedModule(wish: Wish): string {
  const name = wishedParts(wish)
    .map((part) => parts(part).join('_').toLowerCase())
    .join('_');
  return moduleName(wish.suffix ? `${name}_sdk` : name);
}

/** Names that are still the same but for case and `_` are numbered. */
function settle(same: readonly Wish[], taken: TakenNames): readonly [Node, Named][] {
  const inOrder = [...same].sort((a, b) => (a.node.key < b.node.key ? -1 : 1));
  return inOrder.map((wish, index) => {
    const number = same.length > 1 ? String(index + 1) : '';
    const module = `${wishedModule(wish)}${number}`;
    const free = taken.modules.has(module) ? `${module}_` : module;
    return [wish.node, { className: `${wishedClass(wish)}${number}`, module: free }];
  });
}

/** Without case and separators: what two names must differ in to be told apart. */
export function fold(text: string): string {
  const plain = /^[A-Za-z0-9]*$/.test(text) ? text : parts(text).join('');
  return plain.toLowerCase();
}

function last(path: readonly string[]): string {
  return path.at(-1) ?? '';
}
