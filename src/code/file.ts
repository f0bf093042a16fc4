/** A Python module as text: docstring, imports collected from what the code mentions, body. */
import { type Code, type Ref, refOf, splitAtMarks, textOf } from './code.ts';
import { renderImports } from './imports.ts';

export interface ModuleFile {
  /** Path of the module inside the package, dots counted from its root: `models.thing`; '' for the root. */
  readonly module: string;
  /** `__init__.py`: relative imports start one level deeper. */
  readonly isPackage: boolean;
  /** First in the file; a docstring or comment. */
  readonly header: Code;
  readonly body: Code;
  /** Names that the body defines: an import of the same name gets an alias. */
  readonly defines: readonly string[];
  /** `from __future__ import annotations`. */
  readonly future: boolean;
  /** Imported though the body does not name them: what the module passes on. */
  readonly mentions?: readonly Ref[];
}

/** The file's text, not yet formatted. */
export function renderModule(file: ModuleFile): string {
  const parts = splitAtMarks(file.body);
  const refs = new Map<string, Ref>();
  for (let index = 1; index < parts.length; index += 2) {
    const number = parts[index] ?? '';
    if (!refs.has(number)) refs.set(number, refOf(number));
  }
  const { text: imports, localName } = renderImports(mentioned(file, refs), file, new Set(file.defines));
  const names = new Map<string, string>();
  for (const [number, ref] of refs) names.set(number, localName(ref));
  for (let index = 1; index < parts.length; index += 2) parts[index] = names.get(parts[index] ?? '') ?? '';
  // Joined in one go the text is flat, which is what reads it next is fast on.
  const body = parts.join('');
  const all = [textOf(file.header), imports, body].filter((part) => part !== '');
  return [all.join('\n\n'), '\n'].join('');
}

/** What the file has to import, each once. */
function mentioned(file: ModuleFile, inBody: ReadonlyMap<string, Ref>): readonly Ref[] {
  const own = `.${file.module}`;
  const different = new Set([...(file.mentions ?? []), ...inBody.values()]);
  const refs = new Map<string, Ref>();
  for (const ref of different) {
    if (ref.module === own && !ref.qualified) continue;
    const key = `${ref.module}\0${ref.name}\0${ref.qualified}\0${ref.plain}`;
    const known = refs.get(key);
    if (!known || (known.typeOnly && !ref.typeOnly)) refs.set(key, ref);
  }
  return [...refs.values()];
}
