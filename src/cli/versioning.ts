/** `versioningStrategy: automatic`: the version rises with what a new document changes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { configPlaces } from '../config/find.ts';
import type { Config } from '../config/schema.ts';
import { updateConfig } from '../config/update.ts';
import { fileErrorReason } from '../diagnostics/file-error.ts';
import { type Problem, problem } from '../diagnostics/problem.ts';
import { compareSurfaces } from '../diff/compare.ts';
import { packSurface, parseSurface, type StoredSurface, surfaceName, unpackSurface } from '../diff/stored.ts';
import type { Surface } from '../diff/surface.ts';
import { nextVersion, weightiest } from '../diff/version.ts';

/** A gen.yaml as it was found. */
export interface ConfigFile {
  readonly path: string;
  readonly text: string;
}

export interface Risen {
  readonly version: string;
  /** The new text of gen.yaml. */
  readonly text: string;
  readonly note: string;
}

/** The next version, where the surface is not that of the last run and the version still is. */
export function risenVersion(
  before: LastSurface | undefined,
  surface: Surface,
  config: Config,
  file: ConfigFile | undefined,
): Risen | undefined {
  if (file === undefined || config.generation.versioningStrategy !== 'automatic') return undefined;
  const last = before?.read();
  const { version } = config.python;
  if (last === undefined || last.version !== version) return undefined;
  const level = weightiest(compareSurfaces(last.surface, surface));
  const next = nextVersion(version, level);
  if (next === undefined) return undefined;
  const text = updateConfig(file.text, [{ path: ['python', 'version'], value: next }]);
  return {
    version: next,
    text,
    note: `the version rises from ${version} to ${next}: the changes are ${level}`,
  };
}

/** What the last run stored: its text, which is often all that is asked for. */
export interface LastSurface {
  readonly text: string;
  /** Nothing where the text is damaged. */
  readonly read: () => StoredSurface | undefined;
}

/** Nothing before the first run. */
export function lastSurface(root: string, lockFolder: string): LastSurface | undefined {
  const text = packedText(join(root, lockFolder, surfaceName));
  if (text === undefined) return undefined;
  let stored: { readonly value: StoredSurface | undefined } | undefined;
  const read = (): StoredSurface | undefined => {
    stored ??= { value: parseSurface(text) };
    return stored.value;
  };
  return { text, read };
}

function packedText(path: string): string | undefined {
  try {
    return unpackSurface(readFileSync(path));
  } catch {
    return undefined;
  }
}

/** The files that keep it, relative to the output folder: the surface, and gen.yaml where it is in there. */
export function versionFiles(
  root: string,
  lockFolder: string,
  text: { readonly before: string | undefined; readonly now: string },
  risen: Risen | undefined,
  file: ConfigFile | undefined,
): readonly { readonly path: string; readonly content: string | Buffer }[] {
  const isSame = text.before === text.now;
  const surface = isSame ? [] : [{ path: `${lockFolder}/${surfaceName}`, content: packSurface(text.now) }];
  if (risen === undefined || file === undefined) return surface;
  const path = pathInside(root, file);
  return path === undefined ? surface : [...surface, { path, content: risen.text }];
}

/** `.hookline/gen.yaml`; nothing where the file stands elsewhere, or is called otherwise. */
function pathInside(root: string, { path }: ConfigFile): string | undefined {
  const way = relative(resolve(root), path).split(sep).join('/');
  return configPlaces.find((place) => place === way);
}

/** Whether a gen.yaml is put in place with the SDK. */
export function isInside(root: string, file: ConfigFile): boolean {
  return pathInside(root, file) !== undefined;
}

/** A gen.yaml that is not in the output folder is written once the rest is in place. */
export function writeOutside(
  root: string,
  risen: Risen | undefined,
  file: ConfigFile | undefined,
): readonly Problem[] {
  if (risen === undefined || file === undefined || isInside(root, file)) return [];
  try {
    writeFileSync(file.path, risen.text);
    return [];
  } catch (error) {
    return [
      problem('output-unwritable', 'error', `"${file.path}" cannot be written: ${fileErrorReason(error)}.`),
    ];
  }
}
