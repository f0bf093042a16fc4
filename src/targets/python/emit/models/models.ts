/** All modules of the declarations: models, enums, unions, errors, and the packages that export them. */
import { type Code, join } from '../../../../code/code.ts';
import { type ModuleFile, renderModule } from '../../../../code/file.ts';
import type { OutputFile } from '../../../../code/output-file.ts';
import { ident, lit } from '../../../../code/printable.ts';
import { py } from '../../../../code/template.ts';
import { groupBy } from '../../plan/group-by.ts';
import type { Declaration, ErrorNames, PythonPlan, ServersDecl } from '../../plan/types.ts';
import { banner } from '../banner.ts';
import { emitAlias } from './alias.ts';
import { emitClass } from './class.ts';
import { emitEnum } from './enum.ts';
import {
  emitBaseError,
  emitDefaultError,
  emitError,
  emitNoResponseError,
  emitValidationError,
  errorModules,
} from './error.ts';
import { inOrder, type ModuleGraph, moduleGraph } from './graph.ts';
import { type Export, lazyPackage } from './packages.ts';

/** What of a plan this half of the emitter reads. */
export type ModelsToEmit = Pick<PythonPlan, 'errors'> & {
  readonly package: Pick<PythonPlan['package'], 'folder'>;
  readonly models: Pick<PythonPlan['models'], 'declarations' | 'servers'>;
};

/** `models/…` and `errors/…`, in order of their paths; not yet formatted. */
export function emitModels(plan: ModelsToEmit): readonly OutputFile[] {
  const write = (module: ModuleFile): OutputFile => {
    const inside = module.module.replaceAll('.', '/') + (module.isPackage ? '/__init__.py' : '.py');
    return { path: `${plan.package.folder}/${inside}`, content: renderModule(module), write: 'always' };
  };
  const files = [
    ...declarationModules(plan, write),
    ...fixedErrors(plan.errors).map(write),
    ...packages(plan).map(write),
  ];
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

// --- Modules of declarations ----------------------------------------------------------------------------

/** Each is written before the next is made, so that only its text stays in memory. */
function declarationModules(
  { models, errors }: ModelsToEmit,
  write: (module: ModuleFile) => OutputFile,
): readonly OutputFile[] {
  const graph = moduleGraph(models.declarations);
  const byModule = groupBy(models.declarations, ({ module }) => module);
  const servers = groupBy(models.servers, ({ module }) => module);
  const names = new Set([...byModule.keys(), ...servers.keys()]);
  return [...names].map((module) => {
    const declarations = inOrder(byModule.get(module) ?? [], graph);
    return write(declarationModule(module, declarations, servers.get(module) ?? [], graph, errors));
  });
}

function declarationModule(
  module: string,
  declarations: readonly Declaration[],
  servers: readonly ServersDecl[],
  graph: ModuleGraph,
  errors: ErrorNames,
): ModuleFile {
  const body = servers.map(emitServers);
  const defines = new Set(servers.map(({ name }) => name));
  for (const decl of declarations) {
    body.push(...emitDeclaration(decl, graph, errors));
    for (const name of defined(decl)) defines.add(name);
    addFieldNames(decl, defines);
  }
  return { module, isPackage: false, header: banner, future: true, defines, body: join(body, '\n\n') };
}

function emitDeclaration(decl: Declaration, graph: ModuleGraph, errors: ErrorNames): readonly Code[] {
  const canImport = (module: string): boolean => graph.canImport(decl.module, module);
  switch (decl.kind) {
    case 'class':
      return emitClass(decl, canImport);
    case 'enum':
      return [emitEnum(decl)];
    case 'alias':
      return emitAlias(decl, canImport, graph.isQuoted(decl));
    case 'error':
      return [...emitDeclaration(decl.data, graph, errors), emitError(decl, errors)];
    default:
      return decl satisfies never;
  }
}

function emitServers({ name, urls, ids }: ServersDecl): Code {
  if (!ids) return py`${ident(name)} = [${join(urls.map(lit), ', ')}]`;
  const entries = urls.map((url, index) => py`${lit(ids[index] ?? String(index))}: ${lit(url)}`);
  return py`${ident(name)} = {${join(entries, ', ')}}`;
}

/** Names that a declaration brings into its module, and that others can import. */
function defined(decl: Declaration): readonly string[] {
  switch (decl.kind) {
    case 'enum':
      return [decl.name];
    case 'class':
      return decl.twin === undefined ? [decl.name] : [decl.name, decl.twin];
    case 'alias':
      return [decl.name, decl.twin, decl.unknown].filter((name) => name !== undefined);
    case 'error':
      return [decl.name, ...defined(decl.data)];
    default:
      return decl satisfies never;
  }
}

/** Fields hide what has their name in the annotations of their class: imports step aside. */
function addFieldNames(decl: Declaration, names: Set<string>): void {
  if (decl.kind === 'error') addFieldNames(decl.data, names);
  if (decl.kind !== 'class') return;
  decl.fields.forEach(({ name, twinName }) => {
    names.add(name);
    if (twinName !== undefined) names.add(twinName);
  });
}

// --- Fixed modules --------------------------------------------------------------------------------------

function fixedErrors(names: ErrorNames): readonly ModuleFile[] {
  const modules = errorModules(names);
  const file = (module: string, body: Code): ModuleFile => ({
    module,
    isPackage: false,
    header: banner,
    future: true,
    defines: [],
    body,
  });
  return [
    file(modules.base, emitBaseError(names)),
    file(modules.default, emitDefaultError(names)),
    file(modules.noResponse, emitNoResponseError()),
    file(modules.validation, emitValidationError(names)),
  ];
}

// --- Packages -------------------------------------------------------------------------------------------

function packages({ models, errors }: ModelsToEmit): readonly ModuleFile[] {
  const exports = new Map<string, Export[]>([['models', []]]);
  const add = (path: string, list: readonly Export[]): void => {
    const known = exports.get(path);
    if (known === undefined) exports.set(path, [...list]);
    else known.push(...list);
  };
  for (const decl of models.declarations) {
    add(
      decl.exportedBy,
      defined(decl).map((name) => ({ name, module: decl.module })),
    );
  }
  for (const { name, module, exportedBy } of models.servers) add(exportedBy, [{ name, module }]);
  const fixed = errorModules(errors);
  add(errors.package, [
    { name: errors.base, module: fixed.base },
    { name: errors.default, module: fixed.default },
    { name: 'NoResponseError', module: fixed.noResponse },
    { name: 'ResponseValidationError', module: fixed.validation },
  ]);
  for (const path of [...exports.keys()]) for (const parent of parents(path)) add(parent, []);
  return [...exports].map(([path, list]) => lazyPackage(path, list, children(path, [...exports.keys()])));
}

/** `models` and `models.components` for `models.components.shared`. */
function parents(path: string): readonly string[] {
  const parts = path.split('.');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
}

/** Packages right inside this one; `internal` is nobody's to import. */
function children(path: string, all: readonly string[]): readonly string[] {
  return all
    .filter((other) => other.startsWith(`${path}.`) && !other.slice(path.length + 1).includes('.'))
    .map((other) => other.slice(path.length + 1))
    .filter((name) => name !== 'internal');
}
