/** A reader of files that are given as values: for tests, and for programs that have their documents in memory. */
import { posix } from 'node:path';
import type { Reader, ReadResult } from './reader.ts';

/** Files by path, such as `{ 'openapi.yaml': '…', 'models/pet.yaml': '…' }`; keys with `://` are URLs. */
export function memoryReader(files: { readonly [name: string]: string | Uint8Array }): Reader {
  const folder = '/';
  const paths = new Map(
    Object.entries(files).map(([name, text]) => [
      name.includes('://') ? name : posix.resolve(folder, name),
      text,
    ]),
  );
  const read = (name: string): Promise<ReadResult> => {
    const text = paths.get(name);
    if (text !== undefined) {
      const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
      return Promise.resolve({ kind: 'read', bytes });
    }
    const nearby = [...paths.keys()].filter((path) => posix.dirname(path) === posix.dirname(name));
    const names = nearby.map((path) => posix.basename(path));
    return Promise.resolve({
      kind: 'failed',
      reason: 'missing',
      detail: 'there is no such file',
      nearby: names,
    });
  };
  return {
    folder,
    realPath: (path) => Promise.resolve(posix.resolve(folder, path)),
    readFile: (path) => read(posix.resolve(folder, path)),
    fetchUrl: read,
  };
}
