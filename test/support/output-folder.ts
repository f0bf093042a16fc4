/** An output folder of its own for each test, and the ways to look at it. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { OutputFile } from '../../src/code/output-file.ts';
import { type WriteOptions, type WriteResult, writeOutput } from '../../src/output/write.ts';

/** The folder of the test that runs. */
export let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hookline-output-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

export const defaults: WriteOptions = {
  version: '1.0.0',
  inputs: new Map(),
  keepEdits: true,
  customRegions: false,
  force: false,
};

export function always(path: string, content: string): OutputFile {
  return { path, content, write: 'always' };
}

export function once(path: string, content: string): OutputFile {
  return { path, content, write: 'once' };
}

export function generate(files: readonly OutputFile[], options: Partial<WriteOptions> = {}): WriteResult {
  return writeOutput(root, files, { ...defaults, ...options });
}

export function put(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

export function get(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

export function tree(): readonly string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !/^\.(hookline|speakeasy)\//.test(path))
    .sort();
}

export function codes(result: WriteResult): readonly string[] {
  return result.problems.map(({ code, severity }) => `${severity} ${code}`);
}
