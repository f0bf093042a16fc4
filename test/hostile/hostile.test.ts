import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OutputFile } from '../../src/code/output-file.ts';
import { defaultConfig } from '../../src/index.ts';
import { hostileDocument, type Texts } from './document.ts';
import { hostileExtras, hostileSwagger } from './more-documents.ts';
import { payloads } from './payloads.ts';
import { checkAll, generateFrom, place, prose } from './support.ts';

const config = defaultConfig({ isNewProject: true });
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookline-hostile-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** Where names have to differ from each other, they get a number: behind the text, or before it. */
const forms = {
  behind: (text: string, number: number) => `${text}${number}`,
  before: (text: string, number: number) => `n${number}${text}`,
  same: (text: string) => text,
} as const;

const more = { extras: hostileExtras, swagger: hostileSwagger } as const;

function textsOf(payload: string, form: (text: string, number: number) => string): Texts {
  const numbers = new Map<string, number>();
  return {
    text: () => payload,
    name: (where) => {
      const number = numbers.get(where) ?? numbers.size + 1;
      numbers.set(where, number);
      return form(payload, number);
    },
  };
}

function expectProse(files: readonly OutputFile[]): void {
  for (const { path, content } of files) {
    if (path.endsWith('.md')) expect(prose(content), path).not.toMatch(/<script|<img[^>]*onerror/i);
  }
}

test.each(Object.entries(payloads))('%s stays text', async (label, payload) => {
  for (const [kind, form] of Object.entries(forms)) {
    const { files, problems } = await generateFrom(hostileDocument(textsOf(payload, form)), config);
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expectProse(files);
    if (kind === 'behind') place(join(folder, `${label.replaceAll(' ', '-')}-${kind}`), files);
  }
});

test.each(Object.entries(payloads))(
  '%s stays text in what else a document may have',
  async (label, payload) => {
    for (const [kind, make] of Object.entries(more)) {
      const { files, problems } = await generateFrom(make(textsOf(payload, forms.behind)), config);
      expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(files.length).toBeGreaterThan(0);
      expectProse(files);
      place(join(folder, `${label.replaceAll(' ', '-')}-${kind}`), files);
    }
  },
);

test('nothing of it is run when the SDKs are imported', () => {
  const { calls, failures, modules } = checkAll(folder);
  expect(calls).toEqual([]);
  expect(failures).toEqual([]);
  expect(modules).toBeGreaterThan(3000);
}, 600_000);
