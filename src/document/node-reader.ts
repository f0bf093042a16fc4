/** Reading from the file system and the network. */
import { open, readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fetchUrl } from './fetch-url.ts';
import { mostBytes, tooLarge } from './limits.ts';
import type { Reader, ReadResult } from './reader.ts';

/** A reader for paths relative to a folder: usually the working directory. */
export function nodeReader(folder: string): Reader {
  return {
    folder: resolve(folder),
    realPath: (path) => realPath(resolve(folder, path)),
    readFile: (path) => readFile(resolve(folder, path)),
    fetchUrl,
  };
}

async function realPath(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await realPath(parent), basename(path));
  }
}

async function readFile(path: string): Promise<ReadResult> {
  try {
    const file = await open(path, 'r');
    try {
      const stats = await file.stat();
      if (stats.isDirectory()) return unreadable('it is a folder');
      // A pipe or device may never end; a process substitution is given by `-`.
      if (!stats.isFile()) return unreadable('it is not a regular file');
      if (stats.size > mostBytes) return tooLarge(stats.size);
      return { kind: 'read', bytes: await file.readFile() };
    } finally {
      await file.close();
    }
  } catch (error) {
    return failure(path, error);
  }
}

async function failure(path: string, error: unknown): Promise<ReadResult> {
  switch (errorCode(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return {
        kind: 'failed',
        reason: 'missing',
        detail: 'there is no such file',
        nearby: await namesIn(dirname(path)),
      };
    case 'EACCES':
    case 'EPERM':
      return unreadable('there is no permission to read it');
    case 'EISDIR':
      return unreadable('it is a folder');
    case 'ELOOP':
      return unreadable('its symbolic links lead in a circle');
    case 'ENAMETOOLONG':
      return unreadable('the path is too long');
    default:
      return unreadable(error instanceof Error ? error.message : String(error));
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).slice(0, 1000);
  } catch {
    return [];
  }
}

function unreadable(detail: string): ReadResult {
  return { kind: 'failed', reason: 'unreadable', detail };
}

function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
