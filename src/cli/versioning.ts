/** `versioningStrategy: automatic`: the version rises with what a new document changes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { configPlaces } from '../config/find.ts';
import type { Config } from '../config/schema.ts';
import { updateConfig } from '../config/update.ts';
import { fileErrorReason } from '../diagnostics/file-error.ts';
import { type Problem, problem } from '../diagnostics/problem.ts';
import { compareSurfaces } from '../diff/compare.ts';
import { packSurface, type StoredSurface, surfaceName, surfaceText, unpackSurface } from '../diff/stored.ts';
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
  root: string,
  lockFolder: string,
  surface: Surface,
  config: Config,
  file: ConfigFile | undefined,
): Risen | undefined {
  if (file === undefined || config.generation.versioningStrategy !== 'automatic') return undefined;
  const last = lastSurface(root, lockFolder);
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

/** What the last run stored; nothing before the first one. */
export function lastSurface(root: string, lockFolder: string): StoredSurface | undefined {
  try {
    return unpackSurface(readFileSync(join(root, lockFolder, surfaceName)));
  } catch {
    return undefined;
  }
}

/** The files that keep it, relative to the output folder: the surface, and gen.yaml where it is in there. */
export function versionFiles(
  root: string,
  lockFolder: string,
  stored: StoredSurface,
  risen: Risen | undefined,
  file: ConfigFile | undefined,
): readonly { readonly path: string; readonly content: string | Buffer }[] {
  const last = lastSurface(root, lockFolder);
  const isSame = last !== undefined && surfaceText(last) === surfaceText(stored);
  const surface = isSame ? [] : [{ path: `${lockFolder}/${surfaceName}`, content: packSurface(stored) }];
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
