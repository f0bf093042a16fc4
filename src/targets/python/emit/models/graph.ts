/**
 * Which modules need each other. A class needs what its fields mention only when it is first built; an alias,
 * or a default, needs it when its module is imported. Where modules need each other in a circle, the first kind
 * of import is left to type checkers.
 */
import type { Declaration, Field, PyType } from '../../plan/types.ts';
import { enumsOf } from './defaults.ts';

interface Need {
  readonly decl: Declaration;
  /** Needed while the module is being imported. */
  readonly now: boolean;
}

export interface ModuleGraph {
  /** Whether `from` may import `to` at run time, at its top. */
  canImport(from: string, to: string): boolean;
  /** The alias stands in a circle of aliases, so that its members have to be quoted. */
  isQuoted(decl: Declaration): boolean;
}

/** The graph of the modules of all declarations. */
export function moduleGraph(declarations: readonly Declaration[]): ModuleGraph {
  const needs = new Map(declarations.map((decl) => [decl, needsOf(decl)]));
  const quoted = quotedAliases(declarations, needs);
  const all = edges(needs, () => true);
  const hard = edges(needs, (decl, need) => need.now && !quoted.has(decl));
  const circle = circles([...all.keys()], (module) => all.get(module) ?? []);
  const hardCircle = circles([...hard.keys()], (module) => hard.get(module) ?? []);
  return {
    canImport: (from, to) => {
      if (from === to || circle.get(from) !== circle.get(to)) return true;
      return (hard.get(from)?.has(to) ?? false) && hardCircle.get(from) !== hardCircle.get(to);
    },
    isQuoted: (decl) => quoted.has(decl),
  };
}

type Needs = ReadonlyMap<Declaration, readonly Need[]>;

/** Aliases that need themselves, directly or through other modules that need theirs at import. */
function quotedAliases(declarations: readonly Declaration[], needs: Needs): ReadonlySet<Declaration> {
  const now = (decl: Declaration): readonly Declaration[] =>
    (needs.get(decl) ?? []).filter((need) => need.now).map((need) => need.decl);
  const own = circles(declarations, now);
  const sizes = count(own.values());
  const recursive = new Set(
    declarations.filter((decl) => (sizes.get(own.get(decl) ?? -1) ?? 0) > 1 || now(decl).includes(decl)),
  );
  const modules = edges(needs, (decl, need) => need.now && !recursive.has(decl));
  const circle = circles([...modules.keys()], (module) => modules.get(module) ?? []);
  const crossing = declarations.filter(
    (decl) =>
      decl.kind === 'alias' &&
      now(decl).some((to) => to.module !== decl.module && circle.get(to.module) === circle.get(decl.module)),
  );
  return new Set([...recursive, ...crossing]);
}

function edges(
  needs: Needs,
  counts: (decl: Declaration, need: Need) => boolean,
): ReadonlyMap<string, ReadonlySet<string>> {
  const out = new Map<string, Set<string>>();
  for (const [decl, list] of needs) {
    const targets = out.get(decl.module) ?? new Set<string>();
    out.set(decl.module, targets);
    for (const need of list) if (counts(decl, need)) targets.add(need.decl.module);
  }
  return out;
}

function count(values: Iterable<number>): ReadonlyMap<number, number> {
  const out = new Map<number, number>();
  for (const value of values) out.set(value, (out.get(value) ?? 0) + 1);
  return out;
}

// --- What a declaration needs ---------------------------------------------------------------------------

function needsOf(decl: Declaration): readonly Need[] {
  switch (decl.kind) {
    case 'enum':
      return [];
    case 'alias': {
      const tagged = decl.discriminator?.tags.map(({ member }) => member) ?? [];
      const twin = decl.twinType ? [decl.twinType] : [];
      return [decl.type, ...twin, ...tagged].flatMap((type) => mentioned(type, true));
    }
    case 'class':
      return [
        ...decl.fields.flatMap(fieldNeeds),
        ...(decl.additional ? mentioned(decl.additional, false) : []),
      ];
    case 'error':
      return [{ decl: decl.data, now: true }, ...needsOf(decl.data)];
    default:
      return decl satisfies never;
  }
}

function fieldNeeds(field: Field): readonly Need[] {
  const needs = mentioned(field.type, false);
  if (field.default === undefined) return needs;
  // The default may be a member of an enum.
  return [...needs, ...enumsOf(field.type).map((decl) => ({ decl, now: true }))];
}

function mentioned(type: PyType, now: boolean): readonly Need[] {
  switch (type.kind) {
    case 'declared':
      return [{ decl: type.decl, now }];
    case 'list':
      return mentioned(type.item, now);
    case 'dict':
      return mentioned(type.value, now);
    case 'union':
      return type.members.flatMap((member) => mentioned(member, now));
    case 'nullable':
    case 'annotated':
    case 'stream':
      return mentioned(type.of, now);
    case 'external':
      return type.arguments?.flatMap((argument) => mentioned(argument, now)) ?? [];
    case 'simple':
    case 'any':
    case 'literal':
      return [];
    default:
      return type satisfies never;
  }
}

// --- Order inside a module ------------------------------------------------------------------------------

/** Declarations of one module in their order, but for those that others need at import, which come first. */
export function inOrder(declarations: readonly Declaration[], graph: ModuleGraph): readonly Declaration[] {
  const here = new Set(declarations);
  const done = new Set<Declaration>();
  const out: Declaration[] = [];
  const place = (decl: Declaration): void => {
    if (done.has(decl)) return;
    done.add(decl);
    if (!graph.isQuoted(decl)) {
      for (const need of needsOf(decl)) if (need.now && here.has(need.decl)) place(need.decl);
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
