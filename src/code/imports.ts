/** Import statements from references: grouped, sorted, relative inside the package, aliased on a clash. */
import type { Ref } from './code.ts';

interface Importer {
  readonly module: string;
  readonly isPackage: boolean;
  readonly future: boolean;
}

interface Imports {
  readonly text: string;
  /** How a reference is written in the body. */
  readonly localName: (ref: Ref) => string;
}

const standardLibrary = new Set(
  (
    'abc asyncio base64 builtins collections contextlib dataclasses datetime decimal enum functools ' +
    'importlib io json logging os pathlib random re sys threading time types typing uuid warnings weakref'
  ).split(' '),
);

export function renderImports(
  mentioned: readonly Ref[],
  importer: Importer,
  taken: ReadonlySet<string>,
): Imports {
  const isBare = (ref: Ref): boolean => ref.module === 'builtins' && !ref.plain && !taken.has(ref.name);
  const settle = (ref: Ref): Ref => settleClash(settleBuiltin(ref), taken);
  const refs = mentioned.filter((ref) => !isBare(ref)).map(settle);
  const aliases = settleNames(refs, taken);
  const localName = (ref: Ref): string => {
    if (isBare(ref) || (ref.module === `.${importer.module}` && !ref.qualified)) return ref.name;
    const settled = settle(ref);
    const imported = importedName(settled);
    const local = aliases.get(imported) ?? imported.name;
    return settled.qualified || settled.plain ? `${local}.${ref.name}` : local;
  };
  const always = refs.filter((ref) => !ref.typeOnly);
  const checked = refs.filter((ref) => ref.typeOnly);
  const needsFlag = checked.length > 0;
  const lines = statements(needsFlag ? [...always, flag] : always, importer, aliases);
  if (needsFlag) {
    const inner = statements(checked, importer, aliases).flat().join('\n    ');
    lines.push([`if TYPE_CHECKING:\n    ${inner}`]);
  }
  const future = importer.future ? [['from __future__ import annotations']] : [];
  return { text: [...future, ...lines].map((group) => group.join('\n')).join('\n\n'), localName };
}

/** A builtin that the module hides is written `builtins.str`. */
function settleBuiltin(ref: Ref): Ref {
  return ref.module === 'builtins' ? { ...ref, plain: true } : ref;
}

/** What the module defines itself keeps its name; the same name of another module is written `module.Name`. */
function settleClash(ref: Ref, taken: ReadonlySet<string>): Ref {
  const isOther = ref.module.startsWith('.') && !ref.qualified && !ref.plain && !ref.typeOnly;
  return isOther && taken.has(ref.name) ? { ...ref, qualified: true } : ref;
}

const flag: Ref = {
  kind: 'ref',
  module: 'typing',
  name: 'TYPE_CHECKING',
  qualified: false,
  plain: false,
  typeOnly: false,
};

/** What a reference brings into the module's namespace, and from where; interned so that it can be a key. */
interface Imported {
  readonly from: string | undefined;
  readonly name: string;
}

const interned = new Map<string, Imported>();

function importedName(ref: Ref): Imported {
  let from: string | undefined = ref.module;
  let name = ref.name;
  if (ref.plain) {
    from = undefined;
    name = ref.module;
  } else if (ref.qualified) {
    const dot = ref.module.lastIndexOf('.');
    from = ref.module.slice(0, dot) || '.';
    name = ref.module.slice(dot + 1);
  }
  const key = `${from}\0${name}`;
  const known = interned.get(key) ?? { from, name };
  interned.set(key, known);
  return known;
}

/** Names that two imports or an import and a definition want: the later ones get a trailing underscore. */
function settleNames(refs: readonly Ref[], taken: ReadonlySet<string>): ReadonlyMap<Imported, string> {
  const used = new Set(taken);
  const aliases = new Map<Imported, string>();
  const wanted = [...new Set(refs.map(importedName))].sort(compareImported);
  for (const imported of wanted) {
    let name = imported.name;
    while (used.has(name)) name += '_';
    used.add(name);
    aliases.set(imported, name);
  }
  return aliases;
}

function compareImported(a: Imported, b: Imported): number {
  return compare(a.from ?? '', b.from ?? '') || compare(a.name, b.name);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** One list of statements for each group: standard library, other packages, this package. */
function statements(
  refs: readonly Ref[],
  importer: Importer,
  aliases: ReadonlyMap<Imported, string>,
): string[][] {
  const modules = new Map<string | undefined, Map<string, string>>();
  for (const imported of new Set(refs.map(importedName))) {
    const names = modules.get(imported.from) ?? new Map<string, string>();
    modules.set(imported.from, names.set(imported.name, aliases.get(imported) ?? imported.name));
  }
  const groups: string[][] = [[], [], []];
  for (const [name, alias] of sorted(modules.get(undefined) ?? new Map<string, string>())) {
    groups[groupOf(name)]?.push(`import ${name}${alias === name ? '' : ` as ${alias}`}`);
  }
  for (const [from, names] of [...modules].sort(([a], [b]) => compareSources(a, b, importer))) {
    if (from === undefined) continue;
    const source = from.startsWith('.') ? relative(from, importer) : from;
    groups[groupOf(from)]?.push(...fromStatements(source, sorted(names)));
  }
  return groups.filter((group) => group.length > 0);
}

/** One statement for the names as they are, one for each that gets another name; in order of first names. */
function fromStatements(source: string, names: readonly [string, string][]): readonly string[] {
  const plain = names.filter(([name, alias]) => alias === name).map(([name]) => name);
  const renamed = names.filter(([name, alias]) => alias !== name);
  const statements = [
    ...(plain.length > 0 ? [{ first: plain[0] ?? '', text: plain.join(', ') }] : []),
    ...renamed.map(([name, alias]) => ({ first: name, text: `${name} as ${alias}` })),
  ];
  return statements
    .sort((a, b) => compareNames(a.first, b.first))
    .map(({ text }) => `from ${source} import ${text}`);
}

function sorted(names: ReadonlyMap<string, string>): [string, string][] {
  return [...names].sort(([a], [b]) => compareNames(a, b));
}

/** Names as ruff sorts them: CONSTANTS, then Classes, then the rest. */
export function compareNames(a: string, b: string): number {
  return rank(a) - rank(b) || compareNaturally(a, b);
}

/** Without regard to case, numbers by their value: `item2` before `Item10`. */
function compareNaturally(a: string, b: string): number {
  const left = a.toLowerCase().match(/\d+|\D+/g) ?? [];
  const right = b.toLowerCase().match(/\d+|\D+/g) ?? [];
  for (const [index, part] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const order = /^\d/.test(part) && /^\d/.test(other) ? Number(part) - Number(other) : compare(part, other);
    if (order !== 0) return order;
  }
  return left.length - right.length || compare(a, b);
}

function rank(name: string): number {
  if (name.length > 1 && name === name.toUpperCase() && name !== name.toLowerCase()) return 0;
  return /^[A-Z]/.test(name) ? 1 : 2;
}

/** Modules by name; inside the package the far ones first. */
function compareSources(a: string | undefined, b: string | undefined, importer: Importer): number {
  const [left, right] = [a, b].map((source) =>
    source?.startsWith('.') ? relative(source, importer) : (source ?? ''),
  );
  const dots = (text = ''): number => /^\.*/.exec(text)?.[0].length ?? 0;
  return dots(right) - dots(left) || compare(left ?? '', right ?? '');
}

function groupOf(module: string): number {
  if (module.startsWith('.')) return 2;
  return standardLibrary.has(module.split('.')[0] ?? '') ? 0 : 1;
}

/** `.models.thing` as seen from `models.owner`: `.thing`. */
function relative(target: string, importer: Importer): string {
  const to = target === '.' ? [] : target.slice(1).split('.');
  const path = importer.module === '' ? [] : importer.module.split('.');
  const base = importer.isPackage ? path : path.slice(0, -1);
  let shared = 0;
  while (shared < base.length && shared < to.length && base[shared] === to[shared]) shared++;
  return `${'.'.repeat(base.length - shared + 1)}${to.slice(shared).join('.')}`;
}
