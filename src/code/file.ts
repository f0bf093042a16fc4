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
  // Text at even places, the numbers of references between it.
  const parts = splitAtMarks(file.body);
  const refs = new Map<string, Ref>();
  for (let index = 1; index < parts.length; index += 2) {
    const number = parts[index] ?? '';
    if (!refs.has(number)) refs.set(number, refOf(number));
  }
  const imports = renderImports(refs.values(), file.mentions ?? [], file, new Set(file.defines));
  const names = new Map<string, string>();
  for (const [number, ref] of refs) names.set(number, imports.names.get(ref) ?? ref.name);
  for (let index = 1; index < parts.length; index += 2) parts[index] = names.get(parts[index] ?? '') ?? '';
  const above = [textOf(file.header), imports.text].filter((part) => part !== '');
  if (parts.length > 1 || parts[0] !== '') above.push(parts[0] ?? '');
  parts[0] = above.join('\n\n');
  parts.push('\n');
  // Joined in one go the text is flat, which is what reads it next is fast on.
  return parts.join('');
}
