/** What a run writes that is not generated: records for the next run, gen.yaml, CHANGELOG.md. */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { Config } from '../config/schema.ts';
import { type StoredSurface, surfaceText } from '../diff/stored.ts';
import type { StagedFile } from '../output/journal.ts';
import type { Change } from '../output/plan.ts';
import { changelogFiles } from './changelog.ts';
import { type ConfigFile, isInside, type LastSurface, type Risen, versionFiles } from './versioning.ts';

/** The files that are put in place with the SDK's. */
export function besideFiles(
  root: string,
  lockFolder: string,
  last: LastSurface | undefined,
  stored: StoredSurface,
  risen: Risen | undefined,
  config: Config,
  file: ConfigFile | undefined,
): readonly StagedFile[] {
  const text = { before: last?.text, now: surfaceText(stored) };
  const own = versionFiles(root, lockFolder, text, risen, file);
  return text.before === text.now ? own : [...own, ...changelogFiles(root, last?.read(), stored, config)];
}

/** What people see of it: the generator's own records are left out, a gen.yaml elsewhere is told by its way there. */
export function besideChanges(
  root: string,
  lockFolder: string,
  files: readonly StagedFile[],
  risen: Risen | undefined,
  file: ConfigFile | undefined,
): readonly Change[] {
  const seen = files.flatMap(({ path, content }) =>
    typeof content === 'string' && !isRecord(path, lockFolder) ? [{ path, after: content }] : [],
  );
  if (risen !== undefined && file !== undefined && !isInside(root, file)) {
    const way = relative(resolve(root), resolve(file.path)).split(sep).join('/');
    seen.push({ path: way, after: risen.text });
  }
  return seen.flatMap(({ path, after }): readonly Change[] => {
    const place = join(root, path);
    const before = existsSync(place) ? readFileSync(place, 'utf8') : undefined;
    if (before === after) return [];
    return [{ kind: 'write', path, after, ...(before === undefined ? {} : { before }) }];
  });
}

function isRecord(path: string, lockFolder: string): boolean {
  return path.startsWith(`${lockFolder}/`) && !path.endsWith('/gen.yaml');
}
