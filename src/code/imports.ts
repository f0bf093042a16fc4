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
  const scope = { own: `.${importer.module}`, taken };
  const always = new Set<Imported>();
  const checked = new Set<Imported>(passedOn);
  let isMoved = false;
  // Without an iterator: code that runs a few times makes an object for each item of a `for…of`.
  inBody.forEach((mentioned) => {
    if (isLocal(mentioned, scope)) return;
    const written = settle(mentioned, scope);
    isMoved ||= written !== mentioned;
    (written.typeOnly ? checked : always).add(written.imported);
  });
  if (checked.size > 0) for (const imported of always) checked.delete(imported);
  const aliases = settleNames([...always, ...checked], taken);
  const names = isMoved || aliases.size > 0 ? unusual(inBody, scope, aliases) : noNames;
  return { text: textOfImports(always, checked, importer, aliases), names };
}

/** Where references are written. */
interface Scope {
  /** The module itself, as references name it. */
  readonly own: string;
  readonly taken: ReadonlySet<string>;
}

const noNames: ReadonlyMap<Ref, string> = new Map();

function unusual(
  inBody: readonly Ref[],
  scope: Scope,
  aliases: ReadonlyMap<Imported, string>,
): ReadonlyMap<Ref, string> {
  const names = new Map<Ref, string>();
  for (const mentioned of inBody) {
    if (isLocal(mentioned, scope)) continue;
    const { imported, name: own, qualified, plain } = settle(mentioned, scope);
    const local = aliases.get(imported) ?? imported.name;
    const name = qualified || plain ? `${local}.${own}` : local;
    if (name !== mentioned.written) names.set(mentioned, name);
  }
  return names;
}

/** What the module defines itself, and builtins that it does not hide. */
function isLocal({ module, name, qualified, plain }: Ref, { own, taken }: Scope): boolean {
  if (module === 'builtins') return !plain && !taken.has(name);
  return module === own && !qualified;
}

/**
 * A builtin that the module hides is written `builtins.str`. What the module defines itself keeps its name; the
 * same name of another module is written `module.Name`.
 */
function settle(mentioned: Ref, { taken }: Scope): Ref {
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
  groups.push(...statements(wanted, importer, aliases).map((lines) => lines.join('\n')));
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
  return (
    wanted.every(({ name }) => {
      used.add(name);
      return !taken.has(name);
    }) && used.size === wanted.length
  );
}

function compareImported(a: Imported, b: Imported): number {
  return compareText(a.from ?? '', b.from ?? '') || compareText(a.name, b.name);
}
