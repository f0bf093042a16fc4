/** The text of import statements: one list for each group, in ruff's order. */
import type { Imported } from './code.ts';
import { compareNames, compareText, nameKey, nameOfKey } from './name-order.ts';

export interface Importer {
  /** Path of the module inside the package; '' for the root. */
  readonly module: string;
  readonly isPackage: boolean;
  readonly future: boolean;
}

const standardLibrary = new Set(
  (
    'abc asyncio base64 builtins collections contextlib dataclasses datetime decimal enum functools ' +
    'importlib io json logging os pathlib random re sys threading time types typing uuid warnings weakref'
  ).split(' '),
);

/** One list of statements for each group: standard library, other packages, this package. */
export function statements(
  wanted: ReadonlySet<Imported>,
  importer: Importer,
  aliases: ReadonlyMap<Imported, string>,
): string[][] {
  const folder = folderOf(importer);
  const bySource = new Map<string, Names>();
  wanted.forEach((imported) => {
    const source = folder.sources.get(imported.from) ?? addSource(folder, imported.from);
    const known = bySource.get(source.key);
    if (known === undefined) bySource.set(source.key, { source, names: [imported] });
    else known.names.push(imported);
  });
  const groups: string[][] = [[], [], []];
  for (const key of [...bySource.keys()].sort()) {
    const found = bySource.get(key);
    if (found === undefined) continue;
    const { source, names } = found;
    if (source.text === '') addModules(names, groups, aliases);
    else groups[source.group]?.push(...fromStatements(source.text, names, aliases));
  }
  return groups.filter((group) => group.length > 0);
}

interface Names {
  readonly source: Source;
  readonly names: Imported[];
}

/** A module that names are imported from, as another one writes it; '' for whole modules. */
interface Source {
  readonly group: number;
  readonly text: string;
  /** Sources in the order of their keys are in ruff's. */
  readonly key: string;
}

/** The folder that a module is in, and how its modules write what they import from. */
interface Folder {
  /** The folder and what is around it, the closest first: `.models.owner` and `.models`. */
  readonly around: readonly string[];
  readonly sources: Map<string | undefined, Source>;
}

const folders = new Map<string, Folder>();

function folderOf({ module, isPackage }: Importer): Folder {
  const path = isPackage ? module : module.slice(0, Math.max(module.lastIndexOf('.'), 0));
  const known = folders.get(path);
  if (known !== undefined) return known;
  const parts = path === '' ? [] : path.split('.');
  const around = parts.map((_, index) => `.${parts.slice(0, parts.length - index).join('.')}`);
  const made = { around, sources: new Map<string | undefined, Source>() };
  folders.set(path, made);
  return made;
}

function addSource({ around, sources }: Folder, from: string | undefined): Source {
  const source = makeSource(from, around);
  sources.set(from, source);
  return source;
}

/** Whole modules come first, then other packages' names; inside the package the far modules before the near. */
function makeSource(from: string | undefined, around: readonly string[]): Source {
  if (from === undefined) return { group: 0, text: '', key: '' };
  if (!from.startsWith('.')) return { group: groupOf(from), text: from, key: ` ${from}` };
  const { dots, rest } = relativeTo(around, from);
  const text = '.'.repeat(dots) + rest;
  return { group: 2, text, key: `.${String.fromCharCode(lastSign - dots)}${text}` };
}

const lastSign = 0x7f;

function addModules(
  modules: readonly Imported[],
  groups: readonly string[][],
  aliases: ReadonlyMap<Imported, string>,
): void {
  for (const imported of [...modules].sort((a, b) => compareNames(a.name, b.name))) {
    const { name } = imported;
    const alias = aliases.get(imported) ?? name;
    groups[groupOf(name)]?.push(`import ${name}${alias === name ? '' : ` as ${alias}`}`);
  }
}

/** One statement for the names as they are, one for each that gets another name; in order of first names. */
function fromStatements(
  source: string,
  imported: readonly Imported[],
  aliases: ReadonlyMap<Imported, string>,
): readonly string[] {
  const [only] = imported;
  if (imported.length === 1 && only && aliases.size === 0) return [`from ${source} import ${only.name}`];
  const isPlain = (item: Imported): boolean => (aliases.get(item) ?? item.name) === item.name;
  const plain = aliases.size === 0 ? imported : imported.filter(isPlain);
  const keys = plain.map(({ name }) => nameKey(name)).sort();
  const together = keys.map(nameOfKey).join(', ');
  if (plain.length === imported.length) return [`from ${source} import ${together}`];
  const all = imported
    .filter((item) => !isPlain(item))
    .map((item) => ({ key: nameKey(item.name), text: `${item.name} as ${aliases.get(item) ?? ''}` }));
  const [first] = keys;
  if (first !== undefined) all.push({ key: first, text: together });
  return all.sort((a, b) => compareText(a.key, b.key)).map(({ text }) => `from ${source} import ${text}`);
}

function groupOf(module: string): number {
  const dot = module.indexOf('.');
  return standardLibrary.has(dot < 0 ? module : module.slice(0, dot)) ? 0 : 1;
}

/** `.models.thing` as seen from `models.owner` is one dot and `thing`. */
function relativeTo(
  around: readonly string[],
  target: string,
): { readonly dots: number; readonly rest: string } {
  for (let index = 0; index < around.length; index++) {
    const folder = around[index] ?? '';
    if (!target.startsWith(folder)) continue;
    if (target.length === folder.length) return { dots: index + 1, rest: '' };
    if (target.charAt(folder.length) === '.')
      return { dots: index + 1, rest: target.slice(folder.length + 1) };
  }
  return { dots: around.length + 1, rest: target.slice(1) };
}
