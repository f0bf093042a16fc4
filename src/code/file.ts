/** A Python module as text: docstring, imports collected from what the code mentions, body. */
import { type Code, type Ref, segmentsOf } from './code.ts';
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
  const refs = new Map<string, Ref>();
  const own = `.${file.module}`;
  const taken = new Set(file.defines);
  for (const segment of [...(file.mentions ?? []), ...segmentsOf(file.body)]) {
    if (typeof segment === 'string' || (segment.module === own && !segment.qualified)) continue;
    const key = `${segment.module}\0${segment.name}\0${segment.qualified}\0${segment.plain}`;
    const known = refs.get(key);
    if (!known || (known.typeOnly && !segment.typeOnly)) refs.set(key, segment);
  }
  const { text: imports, localName } = renderImports([...refs.values()], file, taken);
  const body = segmentsOf(file.body)
    .map((segment) => (typeof segment === 'string' ? segment : localName(segment)))
    .join('');
  const header = segmentsOf(file.header).join('');
  return `${[header, imports, body].filter((part) => part !== '').join('\n\n')}\n`;
}
