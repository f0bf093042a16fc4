/** Import statements from references: grouped, sorted, relative inside the package, aliased on a clash. */
import { type Imported, importOf, plainRef, qualifiedRef, type Ref } from './code.ts';
import { type Importer, statements } from './import-statements.ts';
import { compareText } from './name-order.ts';

export interface Imports {
  readonly text: string;
  /** References of the body that are not written as usual, and how they are. */
  readonly names: ReadonlyMap<Ref, string>;
}

/** The imports of what a module's body mentions, and of what it only passes on. */
export function renderImports(
  inBody: readonly Ref[],
  passedOn: readonly Imported[],
  importer: Importer,
  taken: ReadonlySet<string>,
): Imports {
  const own = `.${importer.module}`;
  const settled = new Map<Ref, Ref>();
  const always = new Set<Imported>();
  const checked = new Set<Imported>(passedOn);
  for (const mentioned of inBody) {
    if (isLocal(mentioned, own, taken)) continue;
    const written = settle(mentioned, taken);
    settled.set(mentioned, written);
    (written.typeOnly ? checked : always).add(written.imported);
  }
  for (const imported of checked) if (always.has(imported)) checked.delete(imported);
  const aliases = settleNames([...always, ...checked], taken);
  return { text: textOfImports(always, checked, importer, aliases), names: unusual(settled, aliases) };
}

function unusual(
  settled: ReadonlyMap<Ref, Ref>,
  aliases: ReadonlyMap<Imported, string>,
): ReadonlyMap<Ref, string> {
  const names = new Map<Ref, string>();
  for (const [mentioned, written] of settled) {
    const { imported, qualified, plain } = written;
    const local = aliases.get(imported) ?? imported.name;
    const name = qualified || plain ? `${local}.${written.name}` : local;
    if (name !== mentioned.written) names.set(mentioned, name);
  }
  return names;
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
  if (module === 'builtins') return plainRef(module, name);
  const isOther = module.startsWith('.') && !qualified && !plain && !typeOnly;
  return isOther && taken.has(name) ? qualifiedRef(module, name) : mentioned;
}

const flag = importOf('typing', 'TYPE_CHECKING');

function textOfImports(
  always: ReadonlySet<Imported>,
  checked: ReadonlySet<Imported>,
  importer: Importer,
  aliases: ReadonlyMap<Imported, string>,
): string {
  const groups = importer.future ? ['from __future__ import annotations'] : [];
  const wanted = checked.size > 0 ? new Set([...always, flag]) : always;
  for (const lines of statements(wanted, importer, aliases)) groups.push(lines.join('\n'));
  if (checked.size > 0) {
    const inner = statements(checked, importer, aliases).flat().join('\n    ');
    groups.push(`if TYPE_CHECKING:\n    ${inner}`);
  }
  return groups.join('\n\n');
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
