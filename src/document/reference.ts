/** Where the file part of a `$ref` leads, and whether it may be followed. */
import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Problem } from '../diagnostics/problem.ts';
import type { Reader } from './reader.ts';
import type { Base } from './source.ts';

export interface Policy {
  /** Follow references to other hosts. */
  readonly remote: boolean;
  /** Follow references to files outside the folders of the entry documents. */
  readonly outside: boolean;
  /** Folders (with real paths) and URLs of folders that the user named by naming an entry document. */
  readonly folders: readonly string[];
  readonly urls: readonly string[];
}

export type Target =
  | Base
  | {
      readonly kind: 'refused';
      readonly code: Problem['code'];
      readonly message: string;
      readonly fix?: string;
    };

/** `./models/thing.yml#/a` → `./models/thing.yml`, `/a`; the fragment is as written. */
export function splitRef(ref: string): { readonly file: string; readonly fragment: string } {
  const hash = ref.indexOf('#');
  return hash === -1
    ? { file: ref, fragment: '' }
    : { file: ref.slice(0, hash), fragment: ref.slice(hash + 1) };
}

/** Percent escapes undone; text that only looks like one stays. */
export function unescapePercent(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The file or URL that a reference means, seen from the file it stands in. */
export async function targetOf(file: string, from: Base, policy: Policy, reader: Reader): Promise<Target> {
  const absolute = /^https?:\/\//i.test(file) || file.startsWith('//');
  if (absolute || (from.kind === 'url' && !isFileUrl(file))) return urlTarget(file, from, policy);
  if (from.kind === 'url')
    return refused('ref-outside', `${file} is a file of this machine, and not one beside the document.`);
  if (/^[a-z][a-z\d+.-]+:/i.test(file) && !isFileUrl(file)) {
    return refused('ref-unreadable', `${file} cannot be read: only files and http(s) URLs can.`);
  }
  const path = isFileUrl(file)
    ? pathOfUrl(file)
    : resolve(dirname(from.path), unescapePercent(file).replaceAll('\\', '/'));
  if (path === undefined || path.includes('\0')) return refused('ref-unreadable', `${file} is not a path.`);
  const real = await reader.realPath(path);
  if (policy.outside || policy.folders.some((folder) => isInside(real, folder)))
    return { kind: 'file', path: real };
  return refused('ref-outside', `${file} lies outside the folder of the document.`);
}

function urlTarget(file: string, from: Base, policy: Policy): Target {
  const base = from.kind === 'url' ? from.url : 'https://localhost/';
  const url = URL.canParse(file, base) ? new URL(file, base) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    return refused('ref-unreadable', `${file} is not a URL that can be fetched.`);
  }
  url.hash = '';
  if (policy.remote) return { kind: 'url', url: url.href };
  const known = policy.urls.map((entry) => new URL(entry));
  const sameHost = known.filter((entry) => entry.origin === url.origin);
  if (sameHost.length === 0) return refused('ref-remote', `${file} is on another host, ${url.host}.`);
  const inside = sameHost.some((entry) => url.pathname.startsWith(entry.pathname));
  if (inside || policy.outside) return { kind: 'url', url: url.href };
  return refused('ref-outside', `${file} lies outside the folder of the document.`);
}

/** Whether a path lies in a folder or below; both are real paths. */
function isInside(path: string, folder: string): boolean {
  const steps = relative(folder, path);
  return steps !== '..' && !steps.startsWith(`..${sep}`) && resolve(folder, steps) === path;
}

function isFileUrl(file: string): boolean {
  return /^file:/i.test(file);
}

function pathOfUrl(file: string): string | undefined {
  try {
    return fileURLToPath(file);
  } catch {
    return undefined;
  }
}

function refused(code: Problem['code'], message: string, fix?: string): Target {
  return { kind: 'refused', code, message, ...(fix !== undefined && { fix }) };
}
