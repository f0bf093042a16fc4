/**
 * Which modules need each other. A class needs what its fields mention only when it is first built; an alias,
 * or a default, needs it when its module is imported. Where modules need each other in a circle, the first kind
 * of import is left to type checkers.
 */
import type { ClassDecl, Declaration, PyType } from '../../plan/types.ts';
import { enumsOf } from './defaults.ts';

/** The declarations that one needs. */
interface Needs {
  readonly all: ReadonlySet<Declaration>;
  /** Of them, those that are needed while the module is being imported. */
  readonly now: ReadonlySet<Declaration>;
}

export interface ModuleGraph {
  /** Whether `from` may import `to` at run time, at its top. */
  canImport(from: string, to: string): boolean;
  /** The alias stands in a circle of aliases, so that its members have to be quoted. */
  isQuoted(decl: Declaration): boolean;
  /** What has to be there when the declaration's module is imported. */
  neededNow(decl: Declaration): Iterable<Declaration>;
}

/** The graph of the modules of all declarations. */
export function moduleGraph(declarations: readonly Declaration[]): ModuleGraph {
  const needs = new Map(declarations.map((decl) => [decl, needsOf(decl)]));
  const now = (decl: Declaration): ReadonlySet<Declaration> => needs.get(decl)?.now ?? none;
  // Few have such needs, and only these can make others wait.
  const hasty = declarations.filter((decl) => now(decl).size > 0);
  const quoted = quotedAliases(hasty, now);
  const all = edges(declarations, (decl) => needs.get(decl)?.all ?? none);
  const hard = edges(hasty, (decl) => (quoted.has(decl) ? none : now(decl)));
  const circle = circles([...all.keys()], (module) => all.get(module) ?? []);
  const hardCircle = circles([...hard.keys()], (module) => hard.get(module) ?? []);
  return {
    canImport: (from, to) => {
      if (from === to || circle.get(from) !== circle.get(to)) return true;
      return (hard.get(from)?.has(to) ?? false) && hardCircle.get(from) !== hardCircle.get(to);
    },
    isQuoted: (decl) => quoted.has(decl),
    neededNow: now,
  };
}

type NeededBy = (decl: Declaration) => ReadonlySet<Declaration>;

/** Aliases that need themselves, directly or through other modules that need theirs at import. */
function quotedAliases(hasty: readonly Declaration[], now: NeededBy): ReadonlySet<Declaration> {
  const own = circles(hasty, now);
  const sizes = count(own.values());
  const recursive = new Set(
    hasty.filter((decl) => (sizes.get(own.get(decl) ?? -1) ?? 0) > 1 || now(decl).has(decl)),
  );
  const modules = edges(hasty, (decl) => (recursive.has(decl) ? none : now(decl)));
  const circle = circles([...modules.keys()], (module) => modules.get(module) ?? []);
  const isCrossing = (decl: Declaration): boolean => {
    const home = circle.get(decl.module);
    return [...now(decl)].some((to) => to.module !== decl.module && circle.get(to.module) === home);
  };
  return new Set([...recursive, ...hasty.filter((decl) => decl.kind === 'alias' && isCrossing(decl))]);
}

/** The modules that each module needs. */
function edges(
  declarations: readonly Declaration[],
  needs: NeededBy,
): ReadonlyMap<string, ReadonlySet<string>> {
  const out = new Map<string, Set<string>>();
  declarations.forEach((decl) => {
    const targets = out.get(decl.module) ?? new Set<string>();
    out.set(decl.module, targets);
    needs(decl).forEach(({ module }) => {
      targets.add(module);
    });
  });
  return out;
}

function count(values: Iterable<number>): ReadonlyMap<number, number> {
  const out = new Map<number, number>();
  for (const value of values) out.set(value, (out.get(value) ?? 0) + 1);
  return out;
}

// --- What a declaration needs ---------------------------------------------------------------------------

const none: ReadonlySet<Declaration> = new Set();
const nothing: Needs = { all: none, now: none };

function needsOf(decl: Declaration): Needs {
  switch (decl.kind) {
    case 'enum':
      return nothing;
    case 'alias': {
      const all = new Set<Declaration>();
      addMentioned(decl.type, all);
      if (decl.twinType) addMentioned(decl.twinType, all);
      for (const { member } of decl.discriminator?.tags ?? []) addMentioned(member, all);
      return { all, now: all };
    }
    case 'class':
      return classNeeds(decl);
    case 'error': {
      const data = needsOf(decl.data);
      return { all: new Set([decl.data, ...data.all]), now: new Set([decl.data, ...data.now]) };
    }
    default:
      return decl satisfies never;
  }
}

function classNeeds({ fields, additional }: ClassDecl): Needs {
  const all = new Set<Declaration>();
  let now = none;
  fields.forEach(({ type, default: value }) => {
    addMentioned(type, all);
    // The default may be a member of an enum.
    if (value !== undefined) now = withEnums(now, type);
  });
  for (const decl of now) all.add(decl);
  if (additional) addMentioned(additional, all);
  return { all: all.size > 0 ? all : none, now };
}

function withEnums(known: ReadonlySet<Declaration>, type: PyType): ReadonlySet<Declaration> {
  const enums = enumsOf(type);
  return enums.length === 0 ? known : new Set([...known, ...enums]);
}

/** Adds the declarations that the type mentions. */
function addMentioned(type: PyType, found: Set<Declaration>): Set<Declaration> {
  switch (type.kind) {
    case 'declared':
      return found.add(type.decl);
    case 'list':
      return addMentioned(type.item, found);
    case 'dict':
      return addMentioned(type.value, found);
    case 'union':
      for (const member of type.members) addMentioned(member, found);
      return found;
    case 'nullable':
    case 'annotated':
    case 'stream':
      return addMentioned(type.of, found);
    case 'external':
      for (const argument of type.arguments ?? []) addMentioned(argument, found);
      return found;
    case 'simple':
    case 'any':
    case 'literal':
      return found;
    default:
      return type satisfies never;
  }
}

// --- Order inside a module ------------------------------------------------------------------------------

/** Declarations of one module in their order, but for those that others need at import, which come first. */
export function inOrder(declarations: readonly Declaration[], graph: ModuleGraph): readonly Declaration[] {
  if (declarations.length < 2) return declarations;
  const here = new Set(declarations);
  const done = new Set<Declaration>();
  const out: Declaration[] = [];
  const place = (decl: Declaration): void => {
    if (done.has(decl)) return;
    done.add(decl);
    if (!graph.isQuoted(decl)) {
      for (const need of graph.neededNow(decl)) if (here.has(need)) place(need);
    }
    out.push(decl);
  };
  declarations.forEach(place);
  return out;
}

// --- Circles --------------------------------------------------------------------------------------------

/** Strongly connected components (Tarjan, without recursion): node → number of its component. */
export function circles<Node>(
  nodes: readonly Node[],
  next: (node: Node) => Iterable<Node>,
): ReadonlyMap<Node, number> {
  const index = new Map<Node, number>();
  const low = new Map<Node, number>();
  const component = new Map<Node, number>();
  const stack: Node[] = [];
  let components = 0;
  for (const root of nodes) {
    if (index.has(root)) continue;
    const path = [enter(root)];
    while (path.length > 0) {
      const frame = path.at(-1);
      if (!frame) break;
      const step = frame.targets.next();
      if (!step.done) {
        if (!index.has(step.value)) path.push(enter(step.value));
        else if (!component.has(step.value)) lower(frame.node, index.get(step.value));
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent) lower(parent.node, low.get(frame.node));
      if (low.get(frame.node) === index.get(frame.node)) close(frame.node);
    }
  }
  return component;

  function enter(node: Node): { readonly node: Node; readonly targets: Iterator<Node> } {
    index.set(node, index.size);
    low.set(node, index.size - 1);
    stack.push(node);
    return { node, targets: next(node)[Symbol.iterator]() };
  }

  function lower(node: Node, value: number | undefined): void {
    if (value !== undefined && value < (low.get(node) ?? value)) low.set(node, value);
  }

  function close(node: Node): void {
    for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
      component.set(member, components);
      if (member === node) break;
    }
    components++;
  }
}
