/**
 * Ruff, in process: formats every Python file and looks for syntax errors, undefined names and unused
 * imports. A finding in a file of ours is a bug of ours, so it throws, and nothing is written.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { formatSource } from './format-source.ts';

export interface PythonSource {
  readonly path: string;
  readonly content: string;
}

/** Below this many characters, starting threads costs more than it saves. */
const worthThreads = 600_000;
const maxThreads = 4;

/** The contents as ruff formats them, in the order given. */
export async function formatPython(files: readonly PythonSource[]): Promise<readonly string[]> {
  const size = files.reduce((sum, file) => sum + file.content.length, 0);
  const threads = Math.min(maxThreads, availableParallelism());
  if (threads < 2 || size < worthThreads || !compiled) return files.map(formatSource);
  const results = await Promise.all(split(files, threads).map(formatInThread));
  const byPath = new Map(results.flat());
  return files.map((file) => byPath.get(file.path) ?? formatSource(file));
}

/** Threads need the compiled worker; run from TypeScript (in tests) there is none. */
const compiled = import.meta.url.endsWith('.js');

function formatInThread(files: readonly PythonSource[]): Promise<readonly [string, string][]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./format-worker.js', import.meta.url), { workerData: files });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

/** The files in `count` lists of about the same size. */
function split(files: readonly PythonSource[], count: number): readonly (readonly PythonSource[])[] {
  const lists = Array.from({ length: count }, () => ({ size: 0, files: [] as PythonSource[] }));
  const [first, ...rest] = lists;
  if (!first) return [];
  const bySize = [...files].sort((a, b) => b.content.length - a.content.length);
  for (const file of bySize) {
    const list = rest.reduce((least, other) => (other.size < least.size ? other : least), first);
    list.files.push(file);
    list.size += file.content.length;
  }
  return lists.map((list) => list.files).filter((list) => list.length > 0);
}
