/** Where each page of `docs/` lies, and how one links to another. */
import type { Declaration, NamespaceLink, NamespacePlan, PythonPlan } from '../../plan/types.ts';

/** A page of models or errors: what one module declares. */
export interface ModulePage {
  /** `docs/models/thing.md` */
  readonly path: string;
  readonly module: string;
  readonly declarations: readonly Declaration[];
}

export interface Pages {
  readonly modules: readonly ModulePage[];
  /** Path of the client's own page; there where it has operations of its own. */
  readonly client: string;
  readonly namespace: (namespace: NamespacePlan) => string;
  /** `docs/models/thing.md#thing`; absent for what has no page. */
  readonly declaration: (declaration: Declaration) => string | undefined;
}

const planned = new WeakMap<PythonPlan, Pages>();

/** Decides the paths of all pages; no two differ by case alone. */
export function planPages(plan: PythonPlan): Pages {
  const pages = planned.get(plan) ?? newPages(plan);
  planned.set(plan, pages);
  return pages;
}

function newPages(plan: PythonPlan): Pages {
  const modules = modulePages(plan);
  const places = new Map<Declaration, string>();
  for (const { path, declarations } of modules) {
    const anchor = anchors(moduleTitle(path));
    for (const decl of declarations) places.set(decl, `${path}#${anchor(decl.name)}`);
  }
  const used = new Set(everyNamespace(plan.client.namespaces).map(({ module }) => module));
  let own = plan.client.className.toLowerCase();
  while (used.has(own)) own += '_sdk';
  return {
    modules,
    client: `docs/sdks/${own}/README.md`,
    namespace: ({ module }) => `docs/sdks/${module}/README.md`,
    declaration: (decl) => places.get(decl),
  };
}

function modulePages({ models, errors }: PythonPlan): readonly ModulePage[] {
  const byModule = new Map<string, Declaration[]>();
  for (const declaration of models.declarations) {
    const known = byModule.get(declaration.module);
    if (known) known.push(declaration);
    else byModule.set(declaration.module, [declaration]);
  }
  const used = new Set<string>();
  return [...byModule].map(([module, declarations]) => {
    const isError = declarations.some(({ kind }) => kind === 'error');
    const folder = isError ? 'errors' : 'models';
    const prefix = `${isError ? errors.package : 'models'}.`;
    const tail = (module.startsWith(prefix) ? module.slice(prefix.length) : module).replaceAll('.', '/');
    let path = `docs/${folder}/${tail}`;
    while (used.has(path.toLowerCase())) path += '_';
    used.add(path.toLowerCase());
    return { path: `${path}.md`, module, declarations };
  });
}

export function everyNamespace(links: readonly NamespaceLink[]): readonly NamespacePlan[] {
  return links.flatMap(({ namespace }) => [namespace, ...everyNamespace(namespace.children)]);
}

/** Heading of a module's page: `models/thing`. */
export function moduleTitle(path: string): string {
  return path.replace(/^docs\//, '').replace(/\.md$/, '');
}

/** Gives each heading of a page the anchor that Markdown viewers give it; `before` are the headings above. */
export function anchors(...before: readonly string[]): (heading: string) => string {
  const counts = new Map<string, number>();
  const next = (heading: string): string => {
    const slug = heading.toLowerCase().replace(/[^a-z0-9_-]/g, '');
    const count = counts.get(slug) ?? 0;
    counts.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  };
  before.forEach(next);
  return next;
}

/** A link's target as written on a page. */
export function relativeLink(from: string, to: string): string {
  const hash = to.indexOf('#');
  if (hash >= 0 && to.slice(0, hash) === from) return to.slice(hash);
  const folder = from.slice(0, from.lastIndexOf('/') + 1);
  if (to.startsWith(folder)) return to.slice(folder.length);
  let shared = 0;
  for (let at = 0; at < from.length && from.charCodeAt(at) === to.charCodeAt(at); at++) {
    if (from.charCodeAt(at) === slash) shared = at + 1;
  }
  const up = from.slice(shared).split('/').length - 1;
  return `${'../'.repeat(up)}${to.slice(shared)}`;
}

const slash = 0x2f;
