/** A Python module as text: docstring, imports collected from what the code mentions, body. */
import { type Code, type Imported, isEmpty, putTogether, takeApart, textOf } from './code.ts';
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
  readonly defines: Iterable<string>;
  /** `from __future__ import annotations`. */
  readonly future: boolean;
  /** What the module passes on: imported for type checkers, though the body does not name it. */
  readonly passesOn?: readonly Imported[];
}

/** The file's text, not yet formatted. */
export function renderModule(file: ModuleFile): string {
  const parts = takeApart(file.body);
  const { text, names } = renderImports(parts.refs, file.passesOn ?? [], file, new Set(file.defines));
  const above = [textOf(file.header), text].filter((part) => part !== '').join('\n\n');
  const gap = above === '' || isEmpty(file.body) ? '' : '\n\n';
  return putTogether(parts, names, above + gap, '\n');
}
