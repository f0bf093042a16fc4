import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryReader } from '../memory-reader.ts';
import type { Json } from '../types.ts';
import { overlayDocument } from './commands.ts';
import { compareDocuments } from './compare.ts';

async function applied(before: Json, after: Json): Promise<Json | undefined> {
  const overlay = {
    overlay: '1.0.0',
    info: { title: 'O', version: '1' },
    actions: compareDocuments(before, after),
  };
  const reader = memoryReader({ 'a.json': JSON.stringify(before), 'o.json': JSON.stringify(overlay) });
  const found = await overlayDocument(
    { kind: 'file', path: 'a.json' },
    [{ kind: 'file', path: 'o.json' }],
    reader,
  );
  expect(found.problems).toEqual([]);
  return found.value;
}

test('an overlay says what changed, and nothing else', () => {
  const before = {
    info: { title: 'A', version: '1' },
    tags: [{ name: 'a' }],
    paths: { '/a/{id}': { get: {} } },
  };
  const after = { info: { title: 'B', version: '1' }, tags: [{ name: 'b' }], paths: { '/b': {} } };
  expect(compareDocuments(before, after)).toEqual([
    { target: '$.tags', remove: true },
    { target: '$', update: { tags: [{ name: 'b' }] } },
    { target: '$.info', update: { title: 'B' } },
    { target: "$.paths['/a/{id}']", remove: true },
    { target: '$.paths', update: { '/b': {} } },
  ]);
  expect(compareDocuments(before, before)).toEqual([]);
});

test('applied, it makes the one document of the other', async () => {
  const key = fc.constantFrom('a', 'b', "it's", '"q"', 'x\\y', '/p/{id}', 'é', '');
  const { value } = fc.letrec<{ value: Json; object: Json }>((tie) => ({
    object: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<Json>(1, 'text', true),
      fc.array(fc.integer(), { maxLength: 2 }),
      tie('object'),
    ),
  }));
  const object = fc.dictionary(key, value, { maxKeys: 5 });
  await fc.assert(
    fc.asyncProperty(object, object, async (before, after) => {
      expect(await applied({ openapi: '3.1.0', ...before }, { openapi: '3.1.0', ...after })).toEqual({
        openapi: '3.1.0',
        ...after,
      });
    }),
    { numRuns: 200 },
  );
});
