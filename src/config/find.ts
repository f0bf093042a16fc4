/** Finds and reads gen.yaml. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { type Problem, problem } from '../diagnostics/problem.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { readTextFile, type TextFile } from '../document/text/text-file.ts';
import { problemMaker } from './problems.ts';

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
  const read = readTextFile(path);
  switch (read.kind) {
    case 'text':
      return { kind: 'found', path, name, text: read.text };
    case 'bad':
      return { kind: 'unreadable', problem: notText(read, name) };
    case 'unreadable': {
      const message = `"${name}" cannot be read: ${read.reason}.${suggestion(path)}`;
      return { kind: 'unreadable', problem: problem('config-unreadable', 'error', message) };
    }
  }
}

/** A file that is no text, with the place of the first byte that is none. */
function notText({ text, message, span }: Extract<TextFile, { kind: 'bad' }>, name: string): Problem {
  return problemMaker(text, name)({ code: 'config-unreadable', severity: 'error', message }, span);
}

/** A path as the user would write it: relative to the working directory where it is in it. */
export function shownPath(path: string, folder: string): string {
  const short = relative(folder, path).split(sep).join('/');
  return short === '' ? '.' : short.startsWith('../../..') ? path : short;
}

function suggestion(path: string): string {
  try {
    return didYouMean(basename(path), readdirSync(dirname(path)));
  } catch {
    return '';
  }
}
