import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultConfig } from '../../src/index.ts';
import { hostileDocument } from './document.ts';
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

function documentOf(payload: string, form: (text: string, number: number) => string) {
  const numbers = new Map<string, number>();
  return hostileDocument({
    text: () => payload,
    name: (where) => {
      const number = numbers.get(where) ?? numbers.size + 1;
      numbers.set(where, number);
      return form(payload, number);
    },
  });
}

test.each(Object.entries(payloads))('%s stays text', async (label, payload) => {
  for (const [kind, form] of Object.entries(forms)) {
    const { files, problems } = await generateFrom(documentOf(payload, form), config);
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    for (const { path, content } of files) {
      if (path.endsWith('.md')) expect(prose(content), path).not.toMatch(/<script|<img[^>]*onerror/i);
    }
    if (kind === 'behind') place(join(folder, `${label.replaceAll(' ', '-')}-${kind}`), files);
  }
});

test('nothing of it is run when the SDKs are imported', () => {
  const { calls, failures, modules } = checkAll(folder);
  expect(calls).toEqual([]);
  expect(failures).toEqual([]);
  expect(modules).toBeGreaterThan(3000);
}, 300_000);
