/** The text of import statements: one list for each group, in ruff's order. */
import { compareNames, compareText } from './name-order.ts';

export interface Importer {
  /** Path of the module inside the package; '' for the root. */
  readonly module: string;
  readonly isPackage: boolean;
  readonly future: boolean;
}

/** What a reference brings into the module's namespace, and from where. */
export interface Imported {
  /** Absent for `import name`. */
  readonly from: string | undefined;
  readonly name: string;
}

const standardLibrary = new Set(
  (
    'abc asyncio base64 builtins collections contextlib dataclasses datetime decimal enum functools ' +
    'importlib io json logging os pathlib random re sys threading time types typing uuid warnings weakref'
  ).split(' '),
);

/** A name, and the one it gets in this module. */
type Renamed = readonly [name: string, alias: string];

/** One list of statements for each group: standard library, other packages, this package. */
export function statements(
  wanted: Iterable<Imported>,
  importer: Importer,
  aliases: ReadonlyMap<Imported, string>,
): string[][] {
  const modules: Renamed[] = [];
  const sources = new Map<string, Renamed[]>();
  for (const imported of wanted) {
    const { from, name } = imported;
    const renamed: Renamed = [name, aliases.get(imported) ?? name];
    if (from === undefined) modules.push(renamed);
    else if (sources.get(from)?.push(renamed) === undefined) sources.set(from, [renamed]);
  }
  const groups: string[][] = [[], [], []];
  for (const [name, alias] of modules.sort(byName)) {
    groups[groupOf(name)]?.push(`import ${name}${alias === name ? '' : ` as ${alias}`}`);
  }
  for (const { group, text, names } of inOrder(sources, importer)) {
    groups[group]?.push(...fromStatements(text, names.sort(byName)));
  }
  return groups.filter((group) => group.length > 0);
}

interface Source {
  readonly group: number;
  readonly dots: number;
  readonly text: string;
  readonly names: Renamed[];
}

/** Modules by name; inside the package the far ones first. */
function inOrder(sources: ReadonlyMap<string, Renamed[]>, importer: Importer): readonly Source[] {
  const toward = relativeTo(importer);
  const all = [...sources].map(([from, names]): Source => {
    if (!from.startsWith('.')) return { group: groupOf(from), dots: 0, text: from, names };
    const { dots, rest } = toward(from);
    return { group: 2, dots, text: '.'.repeat(dots) + rest, names };
  });
  return all.sort((a, b) => b.dots - a.dots || compareText(a.text, b.text));
}

/** One statement for the names as they are, one for each that gets another name; in order of first names. */
function fromStatements(source: string, names: readonly Renamed[]): readonly string[] {
  const renamed = names.filter(([name, alias]) => alias !== name);
  if (renamed.length === 0) return [`from ${source} import ${names.map(([name]) => name).join(', ')}`];
  const plain = names.filter(([name, alias]) => alias === name).map(([name]) => name);
  const all = [
    ...(plain.length > 0 ? [{ first: plain[0] ?? '', text: plain.join(', ') }] : []),
    ...renamed.map(([name, alias]) => ({ first: name, text: `${name} as ${alias}` })),
  ];
  return all
    .sort((a, b) => compareNames(a.first, b.first))
    .map(({ text }) => `from ${source} import ${text}`);
}

function byName([a]: Renamed, [b]: Renamed): number {
  return compareNames(a, b);
}

function groupOf(module: string): number {
  const dot = module.indexOf('.');
  return standardLibrary.has(dot < 0 ? module : module.slice(0, dot)) ? 0 : 1;
}

/** `.models.thing` as seen from `models.owner` is one dot and `thing`. */
function relativeTo({ module, isPackage }: Importer): (target: string) => { dots: number; rest: string } {
  const path = module === '' ? [] : module.split('.');
  const base = isPackage ? path : path.slice(0, -1);
  // The base and what is around it, the closest first.
  const around = base.map((_, index) => `.${base.slice(0, base.length - index).join('.')}`);
  return (target) => {
    for (const [index, folder] of around.entries()) {
      if (target === folder) return { dots: index + 1, rest: '' };
      if (target.startsWith(`${folder}.`)) return { dots: index + 1, rest: target.slice(folder.length + 1) };
    }
    return { dots: base.length + 1, rest: target.slice(1) };
  };
}
