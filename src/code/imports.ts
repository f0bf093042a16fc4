/** Import statements from references: grouped, sorted, relative inside the package, aliased on a clash. */
import { type Ref, ref } from './code.ts';
import { type Imported, type Importer, statements } from './import-statements.ts';
import { compareText } from './name-order.ts';

interface Imports {
  readonly text: string;
  /** How a reference is written in the body. */
  readonly localName: (ref: Ref) => string;
}

export function renderImports(
  mentioned: readonly Ref[],
  importer: Importer,
  taken: ReadonlySet<string>,
): Imports {
  const isBare = (ref: Ref): boolean => ref.module === 'builtins' && !ref.plain && !taken.has(ref.name);
  const settle = (ref: Ref): Ref => settleClash(settleBuiltin(ref), taken);
  const refs = mentioned.filter((ref) => !isBare(ref)).map(settle);
  const aliases = settleNames(refs, taken);
  const localName = remembered((ref: Ref): string => {
    if (isBare(ref) || (ref.module === `.${importer.module}` && !ref.qualified)) return ref.name;
    const settled = settle(ref);
    const imported = importedName(settled);
    const local = aliases.get(imported) ?? imported.name;
    return settled.qualified || settled.plain ? `${local}.${ref.name}` : local;
  });
  const always = new Set<Imported>();
  const checked = new Set<Imported>();
  for (const ref of refs) (ref.typeOnly ? checked : always).add(importedName(ref));
  const needsFlag = checked.size > 0;
  if (needsFlag) always.add(importedName(flag));
  const lines = statements(always, importer, aliases);
  if (needsFlag) {
    const inner = statements(checked, importer, aliases).flat().join('\n    ');
    lines.push([`if TYPE_CHECKING:\n    ${inner}`]);
  }
  const future = importer.future ? [['from __future__ import annotations']] : [];
  return { text: [...future, ...lines].map((group) => group.join('\n')).join('\n\n'), localName };
}

/** A module mentions a name many times. */
function remembered<T>(answer: (ref: Ref) => T): (ref: Ref) => T {
  const known = new Map<Ref, T>();
  return (ref) => {
    const old = known.get(ref);
    if (old !== undefined) return old;
    const made = answer(ref);
    known.set(ref, made);
    return made;
  };
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

const flag = ref('typing', 'TYPE_CHECKING');

// Interned, so that what is imported can be a key.
const interned = new Map<string | undefined, Map<string, Imported>>();

function importedName(ref: Ref): Imported {
  if (ref.plain) return intern(undefined, ref.module);
  if (!ref.qualified) return intern(ref.module, ref.name);
  const dot = ref.module.lastIndexOf('.');
  return intern(ref.module.slice(0, dot) || '.', ref.module.slice(dot + 1));
}

function intern(from: string | undefined, name: string): Imported {
  const names = interned.get(from) ?? new Map<string, Imported>();
  interned.set(from, names);
  const known = names.get(name);
  if (known !== undefined) return known;
  const made = { from, name };
  names.set(name, made);
  return made;
}

/** Names that two imports or an import and a definition want: the later ones get a trailing underscore. */
function settleNames(refs: readonly Ref[], taken: ReadonlySet<string>): ReadonlyMap<Imported, string> {
  const wanted = new Set(refs.map(importedName));
  const aliases = new Map<Imported, string>();
  if (areDistinct(wanted, taken)) return aliases;
  const used = new Set(taken);
  for (const imported of [...wanted].sort(compareImported)) {
    let name = imported.name;
    while (used.has(name)) name += '_';
    used.add(name);
    aliases.set(imported, name);
  }
  return aliases;
}

function areDistinct(wanted: ReadonlySet<Imported>, taken: ReadonlySet<string>): boolean {
  const used = new Set<string>();
  for (const { name } of wanted) {
    if (used.has(name) || taken.has(name)) return false;
    used.add(name);
  }
  return true;
}

function compareImported(a: Imported, b: Imported): number {
  return compareText(a.from ?? '', b.from ?? '') || compareText(a.name, b.name);
}
