/** Finds and reads gen.yaml. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { type Problem, problem } from '../diagnostics/problem.ts';
import { didYouMean } from '../diagnostics/suggest.ts';

/** Where it is looked for in the output folder, in this order. */
export const configPlaces = ['.hookline/gen.yaml', '.speakeasy/gen.yaml', 'gen.yaml'] as const;

export type FoundConfig =
  | { readonly kind: 'found'; readonly path: string; readonly name: string; readonly text: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable'; readonly problem: Problem };

/** Reads the configuration that is given, or the first one there is in the output folder. */
export function findConfig(options: {
  readonly config?: string;
  readonly out: string;
  readonly folder: string;
}): FoundConfig {
  const { config, out, folder } = options;
  const path =
    config === undefined
      ? configPlaces.map((place) => join(out, place)).find((candidate) => existsSync(candidate))
      : resolve(folder, config);
  if (path === undefined) return { kind: 'none' };
  const name = shownPath(path, folder);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
    return { kind: 'found', path, name, text };
  } catch (error) {
    const message = `"${name}" cannot be read: ${reasonOf(error)}.${suggestion(path)}`;
    return { kind: 'unreadable', problem: problem('config-unreadable', 'error', message) };
  }
}

/** A path as the user would write it: relative to the working directory where it is in it. */
export function shownPath(path: string, folder: string): string {
  const short = relative(folder, path).split(sep).join('/');
  return short === '' ? '.' : short.startsWith('../../..') ? path : short;
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    ENOTDIR: 'there is no such file',
    EISDIR: 'it is a folder',
    EACCES: 'there is no permission to read it',
    ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8',
  };
  return reasons[code] ?? (code || 'it is not UTF-8');
}

function suggestion(path: string): string {
  try {
    return didYouMean(basename(path), readdirSync(dirname(path)));
  } catch {
    return '';
  }
}
