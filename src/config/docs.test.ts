import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { configDocs } from './docs.ts';
import { configJsonSchema } from './json-schema.ts';

const file = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const refresh = 'npm run build && node scripts/write-config-docs.mjs';

test('docs/gen-yaml.md is current', () => {
  expect(file('docs/gen-yaml.md'), refresh).toBe(configDocs());
});

test('schema/gen-yaml.schema.json is current', () => {
  expect(JSON.parse(file('schema/gen-yaml.schema.json')), refresh).toEqual(configJsonSchema());
});
