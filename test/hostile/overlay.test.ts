/** Any overlay over any document: the overlaid document, or problems with places; nothing of JavaScript is touched. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hooklineIn } from '../support/cli.ts';
import { payloads } from './payloads.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookline-overlay-'));
  const api = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    tags: [{ name: 'a' }],
    paths: { '/a': {} },
  };
  writeFileSync(join(folder, 'api.json'), JSON.stringify(api));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const text = fc.oneof(
  fc.constantFrom(...Object.values(payloads)),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const part = fc.constantFrom(
  ...['$', '.', '..', '*', 'info', 'tags', 'paths', '__proto__', 'constructor', '[', ']', '?', '(', ')', '@'],
  ...[
    "'",
    '"',
    '0',
    '-1',
    ':',
    '==',
    '&&',
    '!',
    'length(',
    'match(',
    "['/a']",
    "'(a+)+$'",
    '1e400',
    ' ',
    ',',
  ],
);
const target = fc.oneof(
  text,
  fc.array(part, { maxLength: 12 }).map((parts) => `$${parts.join('')}`),
);
const key = fc.oneof(fc.constantFrom('title', '__proto__', 'constructor', 'toString', '/a', 'tags'), text);
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  text,
  fc.dictionary(key, fc.oneof(text, fc.dictionary(key, text))),
);
const action = fc.record(
  {
    target: fc.oneof(target, value),
    update: value,
    remove: fc.oneof(fc.boolean(), value),
    description: value,
  },
  { requiredKeys: ['target'] },
);
const overlay = fc.record({
  overlay: fc.constant('1.0.0'),
  info: fc.constant({ title: 'O', version: '1' }),
  actions: fc.oneof(
    { weight: 9, arbitrary: fc.array(action, { maxLength: 5 }) },
    { weight: 1, arbitrary: value },
  ),
});

test('any overlay', async () => {
  await fc.assert(
    fc.asyncProperty(overlay, async (made) => {
      writeFileSync(join(folder, 'fix.json'), JSON.stringify(made));
      const args = ['overlay', 'apply', 'api.json', 'fix.json'];
      const { code, out, error } = await hooklineIn(folder, args);
      expect([0, 1], error).toContain(code);
      expect(error).not.toMatch(/\bundefined\b|a bug in|\[object /);
      if (code === 1) expect(error).toMatch(/(?:fix|api)\.json:\d+:\d+/);
      else expect(() => JSON.parse(out)).not.toThrow();
      expect(Object.keys(Object.prototype)).toEqual([]);
    }),
    { numRuns: 400, interruptAfterTimeLimit: 20_000 },
  );
});
