/** A Python module as text: docstring, imports collected from what the code mentions, body. */
import type { Code, Ref } from './code.ts';
import { renderImports } from './imports.ts';
import { type Segment, segmentsOf } from './segments.ts';

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
  const segments = segmentsOf(file.body);
  const { text: imports, localName } = renderImports(mentioned(file, segments), file, new Set(file.defines));
  const body = segments
    .map((segment) => (typeof segment === 'string' ? segment : localName(segment)))
    .join('');
  const header = segmentsOf(file.header).join('');
  const parts = [header, imports, body].filter((part) => part !== '');
  // Joined in one go the text is flat, which is what reads it next is fast on.
  return parts
    .flatMap((part, index) => (index === 0 ? [part] : ['\n\n', part]))
    .concat('\n')
    .join('');
}

/** What the file has to import, each once. */
function mentioned(file: ModuleFile, segments: readonly Segment[]): readonly Ref[] {
  const own = `.${file.module}`;
  const different = new Set(file.mentions);
  for (const segment of segments) if (typeof segment !== 'string') different.add(segment);
  const refs = new Map<string, Ref>();
  for (const ref of different) {
    if (ref.module === own && !ref.qualified) continue;
    const key = `${ref.module}\0${ref.name}\0${ref.qualified}\0${ref.plain}`;
    const known = refs.get(key);
    if (!known || (known.typeOnly && !ref.typeOnly)) refs.set(key, ref);
  }
  return [...refs.values()];
}
