/** Where nothing stands in an output folder: a new SDK has thousands of files, each of which would be asked for. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isMissing } from './missing.ts';

/** Whether something may stand at a path of the folder; where not, there is no file, folder or link. */
export type MayStand = (path: string) => boolean;

/** Reads each folder once, those inside the first one when they are first asked about. */
export function mayStandIn(root: string): MayStand {
  const known = new Map<string, ReadonlySet<string> | undefined>();
  const namesIn = (folder: string): ReadonlySet<string> | undefined => {
    if (known.has(folder)) return known.get(folder);
    const names = folder !== '' && !mayStand(folder) ? new Set<string>() : plainNames(join(root, folder));
    known.set(folder, names);
    return names;
  };
  // The folder of a new SDK: thousands of questions have one answer.
  if (namesIn('')?.size === 0) return () => false;
  const mayStand: MayStand = (path) => {
    const slash = path.lastIndexOf('/');
    const name = path.slice(slash + 1);
    if (!isPlain(name)) return true;
    return namesIn(slash < 0 ? '' : path.slice(0, slash))?.has(name.toLowerCase()) ?? true;
  };
  return mayStand;
}

/** The folder's names in lower case, as some systems compare them; nothing where that does not settle it. */
function plainNames(folder: string): ReadonlySet<string> | undefined {
  try {
    const names = readdirSync(folder);
    return names.every(isPlain) ? new Set(names.map((name) => name.toLowerCase())) : undefined;
  } catch (error) {
    return isMissing(error) ? new Set() : undefined;
  }
}

// Systems differ in which other names are the same: accents, and short forms such as `MODELS~1`.
function isPlain(name: string): boolean {
  return /^[\w .+@-]+$/.test(name);
}
