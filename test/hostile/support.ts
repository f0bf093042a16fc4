/** Generates SDKs from hostile documents, and lets Python look at all of them at once. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { OutputFile } from '../../src/code/output-file.ts';
import type { Json } from '../../src/document/types.ts';
import { type Config, type Generated, generate, memoryReader } from '../../src/index.ts';
import { checkPaths } from '../../src/output/paths.ts';

const environment = fileURLToPath(new URL('../../.work/test-venv/bin/python', import.meta.url));

/** A Python with pydantic and httpx; `npm test` makes one. */
export const python = process.env.HOOKLINE_TEST_PYTHON ?? environment;

/** Generates; every path is checked to be one of ours, and every problem to be told in words. */
export async function generateFrom(document: Json, config: Config): Promise<Generated> {
  const generated = await generate(
    {
      schemas: [{ kind: 'text', name: 'openapi.json', text: JSON.stringify(document) }],
      reader: memoryReader({}),
    },
    config,
  );
  expect(checkPaths(generated.files)).toEqual([]);
  for (const { path } of generated.files) expect(path).toMatch(/^[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/);
  for (const { code, message } of generated.problems) {
    expect(code).toMatch(/^[a-z0-9-]+$/);
    expect(message).not.toMatch(/undefined|\[object |TypeError|RangeError/);
  }
  return generated;
}

/** Writes the files of an SDK into a folder. */
export function place(root: string, files: readonly OutputFile[]): void {
  const folders = new Set(files.map(({ path }) => dirname(join(root, path))));
  for (const folder of folders) mkdirSync(folder, { recursive: true });
  for (const { path, content } of files) writeFileSync(join(root, path), content);
}

export interface Report {
  readonly calls: readonly string[];
  readonly failures: readonly string[];
  readonly modules: number;
}

/** What Python says of the SDKs in a folder. */
export function checkAll(folder: string): Report {
  const script = join(dirname(fileURLToPath(import.meta.url)), 'check.py');
  const result = spawnSync(python, ['-X', 'utf8', '-B', script, folder], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (result.status !== 0) throw new Error(result.stderr || String(result.error));
  return JSON.parse(result.stdout) as Report;
}

/** Markdown without its code: what a browser would make HTML of. */
export function prose(markdown: string): string {
  return markdown
    .replace(/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1`*[ \t]*$/gm, '')
    .replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '');
}
