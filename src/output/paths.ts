/** Checks the paths of files before anything is written: names in them come from documents. */

import type { OutputFile } from '../code/output-file.ts';
import type { Problem } from '../diagnostics/problem.ts';

/** Folders whose contents are never an SDK's: version control, and what we keep for ourselves. */
const reservedFolders = new Set(['.git', '.hookline', '.speakeasy']);
const deviceNames = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const forbidden = /[\u0000-\u001f\u007f<>:"|?*\\\u2028\u2029]/;

/** What is wrong with the paths; nothing where all can be written on every system. */
export function checkPaths(files: readonly OutputFile[]): readonly Problem[] {
  const unsafe = files.flatMap(({ path }) => {
    const reason = unsafeReason(path);
    return reason === undefined ? [] : [unsafeProblem(path, reason)];
  });
  return unsafe.length > 0 ? unsafe : clashes(files);
}

export function unsafeProblem(path: string, reason: string): Problem {
  return {
    code: 'output-path-unsafe',
    severity: 'error',
    message: `The file ${JSON.stringify(path.slice(0, 300))} cannot be written: ${reason}.`,
  };
}

// What nearly all paths are: short, of letters, digits and `_` or `-`, with dots between them in the last part.
const ordinary = /^(?:\w[\w-]*\/){0,9}\w[\w-]*(?:\.\w[\w-]*){0,9}$/;
const device = /(?:^|\/)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:[./]|$)/i;

/** Why a path cannot be written; nothing where it can. */
export function unsafeReason(path: string): string | undefined {
  if (path.length <= 240 && ordinary.test(path) && !device.test(path)) return undefined;
  if (path === '') return 'its name is empty';
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'its path is absolute';
  if (forbidden.test(path)) return 'its name has a character that not every system takes';
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return 'its path leaves its folder';
  if (parts.some((part) => /[. ]$/.test(part))) return 'its name ends in a dot or a blank';
  if (parts.some((part) => deviceNames.test(part))) return 'its name is that of a device on Windows';
  if (parts.some((part) => Buffer.byteLength(part) > 240)) return 'its name is too long';
  if (Buffer.byteLength(path) > 1000) return 'its path is too long';
  if (reservedFolders.has((parts[0] ?? '').toLowerCase())) return 'its folder is reserved';
  return undefined;
}

function clashes(files: readonly OutputFile[]): readonly Problem[] {
  const problems: Problem[] = [];
  const fileNames = new Map<string, string>();
  const folders = new Map<string, string>();
  for (const { path } of files) {
    const name = fold(path);
    const other = fileNames.get(name);
    if (other !== undefined) problems.push(clash(path, other));
    fileNames.set(name, path);
  }
  for (const folder of foldersOf(files.map(({ path }) => path))) {
    const name = fold(folder);
    const known = folders.get(name);
    if (known !== undefined) problems.push(clash(folder, known));
    folders.set(name, folder);
  }
  for (const [name, folder] of folders) {
    const path = fileNames.get(name);
    if (path !== undefined) problems.push(clash(path, `${folder}/`));
  }
  return problems;
}

function clash(path: string, other: string): Problem {
  return {
    code: 'output-path-clash',
    severity: 'error',
    message: `"${path}" and "${other}" would be the same on many systems.`,
  };
}

/** `a/b/c` → `a`, `a/b`. */
export function parents(path: string): readonly string[] {
  const found: string[] = [];
  for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1))
    found.push(path.slice(0, end));
  return found;
}

/** The folders of files, with those around them, each once. */
export function foldersOf(paths: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const path of paths) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end);
      if (found.has(folder)) break;
      found.add(folder);
    }
  }
  return [...found].sort();
}

function fold(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
