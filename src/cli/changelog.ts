/** The SDK's CHANGELOG.md: told what changed for users since the last run. */
import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/schema.ts';
import { changelogWith } from '../diff/changelog.ts';
import { compareSurfaces } from '../diff/compare.ts';
import type { StoredSurface } from '../diff/stored.ts';
import { ignoredBy } from '../output/ignored.ts';
import type { StagedFile } from '../output/journal.ts';

export const changelogName = 'CHANGELOG.md';

/** The file with an entry more; nothing where it is switched off, ignored, or there is nothing to tell. */
export function changelogFiles(
  root: string,
  last: StoredSurface | undefined,
  current: StoredSurface,
  config: Config,
): readonly StagedFile[] {
  if (last === undefined || !config.generation.changelog) return [];
  const differences = compareSurfaces(last.surface, current.surface);
  if (differences.length === 0 || ignoredBy(read(join(root, '.genignore')))(changelogName)) return [];
  const text = read(join(root, changelogName));
  if (text === undefined && exists(join(root, changelogName))) return [];
  const version = current.version === last.version ? undefined : current.version;
  return [{ path: changelogName, content: changelogWith(text ?? '', version, differences) }];
}

/** The text of a file; nothing where there is none, or something that cannot be written back as it is. */
function read(path: string): string | undefined {
  if (!exists(path) || !lstatSync(path).isFile()) return undefined;
  const bytes = readFileSync(path);
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes) ? text : undefined;
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
