/** Import statements from references: grouped, sorted, relative inside the package, aliased on a clash. */
import { qualifiedRef, type Ref, ref } from './code.ts';
import { type Imported, type Importer, statements } from './import-statements.ts';
import { compareText } from './name-order.ts';

interface Imports {
  readonly text: string;
  /** How each of the references is written in the body. */
  readonly names: ReadonlyMap<Ref, string>;
}

/** The imports of what a module's body mentions, and of what it only passes on. */
export function renderImports(
  inBody: Iterable<Ref>,
  passedOn: readonly Ref[],
  importer: Importer,
  taken: ReadonlySet<string>,
): Imports {
  const names = new Map<Ref, string>();
  const settled = new Map<Ref, Ref>();
  const own = `.${importer.module}`;
  for (const mentioned of inBody) {
    if (isLocal(mentioned, own, taken)) names.set(mentioned, mentioned.name);
    else settled.set(mentioned, settle(mentioned, taken));
  }
  for (const mentioned of passedOn) {
    if (!isLocal(mentioned, own, taken)) settled.set(mentioned, settle(mentioned, taken));
  }
  const { always, checked } = needed(settled.values());
  const aliases = settleNames([...always, ...checked], taken);
  for (const [mentioned, written] of settled) {
    const imported = importedBy(written);
    const local = aliases.get(imported) ?? imported.name;
    names.set(mentioned, written.qualified || written.plain ? `${local}.${written.name}` : local);
  }
  return { text: textOfImports(always, checked, importer, aliases), names };
}

/** What the module defines itself, and builtins that it does not hide. */
function isLocal({ module, name, qualified, plain }: Ref, own: string, taken: ReadonlySet<string>): boolean {
  if (module === 'builtins') return !plain && !taken.has(name);
  return module === own && !qualified;
}

/**
 * A builtin that the module hides is written `builtins.str`. What the module defines itself keeps its name; the
 * same name of another module is written `module.Name`.
 */
function settle(mentioned: Ref, taken: ReadonlySet<string>): Ref {
  const { module, name, qualified, plain, typeOnly } = mentioned;
  if (module === 'builtins') return plain ? mentioned : { ...mentioned, plain: true };
  const isOther = module.startsWith('.') && !qualified && !plain && !typeOnly;
  return isOther && taken.has(name) ? qualifiedRef(module, name) : mentioned;
}

/** What is imported at run time, and what only for type checkers. */
function needed(refs: Iterable<Ref>) {
  const always = new Set<Imported>();
  const checked = new Set<Imported>();
  for (const written of refs) (written.typeOnly ? checked : always).add(importedBy(written));
  for (const imported of checked) if (always.has(imported)) checked.delete(imported);
  return { always, checked };
}

const flag = ref('typing', 'TYPE_CHECKING');

function textOfImports(
  always: ReadonlySet<Imported>,
  checked: ReadonlySet<Imported>,
  importer: Importer,
  aliases: ReadonlyMap<Imported, string>,
): string {
  const groups = importer.future ? ['from __future__ import annotations'] : [];
  const wanted = checked.size > 0 ? new Set([...always, importedBy(flag)]) : always;
  for (const lines of statements(wanted, importer, aliases)) groups.push(lines.join('\n'));
  if (checked.size > 0) {
    const inner = statements(checked, importer, aliases).flat().join('\n    ');
    groups.push(`if TYPE_CHECKING:\n    ${inner}`);
  }
  return groups.join('\n\n');
}

// One object for all that import the same, so that it can be a key.
const imports = new Map<string | undefined, Map<string, Imported>>();
const byRef = new WeakMap<Ref, Imported>();

function importedBy(written: Ref): Imported {
  const known = byRef.get(written);
  if (known !== undefined) return known;
  const made = importOf(written);
  byRef.set(written, made);
  return made;
}

function importOf({ module, name, qualified, plain }: Ref): Imported {
  if (plain) return intern(undefined, module);
  if (!qualified) return intern(module, name);
  const dot = module.lastIndexOf('.');
  return intern(module.slice(0, dot) || '.', module.slice(dot + 1));
}

function intern(from: string | undefined, name: string): Imported {
  const names = imports.get(from) ?? new Map<string, Imported>();
  imports.set(from, names);
  const known = names.get(name);
  if (known !== undefined) return known;
  const made = { from, name };
  names.set(name, made);
  return made;
}

/** Names that two imports or an import and a definition want: the later ones get a trailing underscore. */
function settleNames(wanted: readonly Imported[], taken: ReadonlySet<string>): ReadonlyMap<Imported, string> {
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

function areDistinct(wanted: readonly Imported[], taken: ReadonlySet<string>): boolean {
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
