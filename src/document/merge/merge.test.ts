import { describe, expect, test } from 'vitest';
import { lineOf, nodeAt } from '../../../test/support/load-given.ts';
import { loadDocument } from '../load.ts';
import { memoryReader } from '../memory-reader.ts';
import type { Document } from '../types.ts';

const head = (title: string, rest: string): string =>
  `openapi: 3.1.0\ninfo: {title: ${title}, version: '1'}\n${rest}`;

async function merge(...texts: readonly string[]) {
  const names = texts.map((_, index) => `${'abc'.charAt(index)}.yaml`);
  const files = Object.fromEntries(names.map((name, index) => [name, texts[index] ?? '']));
  const { document, problems } = await loadDocument({
    schemas: names.map((path) => ({ kind: 'file', path })),
    reader: memoryReader(files),
  });
  return { document, problems: problems.map(lineOf) };
}

async function merged(...texts: readonly string[]): Promise<Document> {
  const { document, problems } = await merge(...texts);
  expect(problems).toEqual([]);
  if (document === undefined) throw new Error('There is no document.');
  return document;
}

const get = (schema: string): string => `{get: {responses: {'200': {content: {a/b: {schema: ${schema}}}}}}}`;
const schemaOf = (document: Document, path: string) =>
  document.follow(nodeAt(document, 'paths', path, 'get', 'responses', '200', 'content', 'a/b', 'schema'));

test('joins paths, tags and components', async () => {
  const document = await merged(
    head('A', 'tags: [{name: x}]\npaths: {/a: {}}\ncomponents: {schemas: {A: {type: string}}}\n'),
    head('B', 'tags: [{name: y}, {name: x}]\npaths: {/b: {}}\ncomponents: {schemas: {B: {type: string}}}\n'),
  );
  expect(document.root.value).toEqual({
    openapi: '3.1.0',
    info: { title: 'A', version: '1' },
    tags: [{ name: 'x' }, { name: 'y' }],
    paths: { '/a': {}, '/b': {} },
    components: { schemas: { A: { type: 'string' }, B: { type: 'string' } } },
  });
  expect(document.place(nodeAt(document, 'paths', '/b'))).toMatchObject({ file: 'b.yaml', line: 4 });
  expect(document.place(nodeAt(document, 'tags', 1))).toMatchObject({ file: 'b.yaml', line: 3 });
  expect(document.identity(nodeAt(document, 'components', 'schemas', 'B'))).toBe(
    'b.yaml#/components/schemas/B',
  );
});

test('components that are the same in both are one', async () => {
  const text = (path: string): string =>
    head(
      'T',
      `paths: {${path}: ${get("{$ref: '#/components/schemas/A'}")}}\ncomponents: {schemas: {A: {type: string}}}\n`,
    );
  const document = await merged(text('/a'), text('/b'));
  const [a, b] = ['/a', '/b'].map((path) => schemaOf(document, path));
  expect(a && document.identity(a)).toBe('#/components/schemas/A');
  expect(b && document.identity(b)).toBe('#/components/schemas/A');
});

test('components that differ stay with their documents, and so do those that refer to them', async () => {
  const text = (path: string, type: string): string =>
    head(
      'T',
      `paths: {${path}: ${get("{$ref: '#/components/schemas/Outer'}")}}\ncomponents:\n  schemas:\n    Outer: {properties: {x: {$ref: '#/components/schemas/Inner'}}}\n    Inner: {type: ${type}}\n`,
    );
  const { document, problems } = await merge(text('/a', 'string'), text('/b', 'integer'));
  expect(problems).toEqual([
    'warning merge-clash b.yaml:7:5 "Inner" in components.schemas is given differently by a.yaml and b.yaml: each document keeps its own.',
  ]);
  if (document === undefined) throw new Error('There is no document.');
  const outer = schemaOf(document, '/b');
  if (outer === undefined) throw new Error('There is no schema.');
  expect(document.identity(outer)).toBe('b.yaml#/components/schemas/Outer');
  const inner = document.follow(document.child(document.child(outer, 'properties'), 'x'));
  expect(inner?.value).toEqual({ type: 'integer' });
});

test('operations of one path come from both, each with its own parameters and servers', async () => {
  const document = await merged(
    head(
      'A',
      'servers: [{url: https://a}]\npaths: {/x: {parameters: [{name: p, in: query}], get: {responses: {}}}}\n',
    ),
    head('B', 'servers: [{url: https://b}]\nsecurity: [{key: []}]\npaths: {/x: {post: {responses: {}}}}\n'),
  );
  expect(nodeAt(document, 'servers').value).toEqual([{ url: 'https://a' }]);
  expect(nodeAt(document, 'paths', '/x').value).toEqual({
    get: { responses: {}, parameters: [{ name: 'p', in: 'query' }] },
    post: { responses: {}, security: [{ key: [] }], servers: [{ url: 'https://b' }] },
  });
  const server = nodeAt(document, 'paths', '/x', 'post', 'servers');
  expect(document.place(server)).toMatchObject({ file: 'b.yaml', line: 3 });
});

test('an operation that both give alike is one', async () => {
  const text = head('T', `paths: {/a: ${get('{type: string}')}}\n`);
  const document = await merged(text, text);
  expect(Object.keys(nodeAt(document, 'paths').value ?? {})).toEqual(['/a']);
});

test('three documents, of three versions', async () => {
  const document = await merged(
    head('A', 'paths: {/a: {}}\n'),
    "swagger: '2.0'\ninfo: {title: B, version: '1'}\npaths: {/b: {}}\ndefinitions: {B: {type: string, x-nullable: true}}\n",
    "openapi: 3.0.0\ninfo: {title: C, version: '1'}\npaths: {/c: {}}\ncomponents: {schemas: {C: {type: string, nullable: true}}}\n",
  );
  expect(Object.keys(nodeAt(document, 'paths').value ?? {})).toEqual(['/a', '/b', '/c']);
  expect(nodeAt(document, 'components', 'schemas', 'B', 'type').value).toEqual(['string', 'null']);
  expect(nodeAt(document, 'components', 'schemas', 'C', 'type').value).toEqual(['string', 'null']);
});

describe('clashes', () => {
  test.each([
    [
      'one operation',
      `paths: {/a: ${get('{type: string}')}}\n`,
      `paths: {/a: ${get('{type: integer}')}}\n`,
      'error merge-clash b.yaml:3:14 GET /a is given differently by a.yaml and b.yaml.',
    ],
    [
      'one security scheme',
      'paths: {}\ncomponents: {securitySchemes: {k: {type: http, scheme: basic}}}\n',
      'paths: {}\ncomponents: {securitySchemes: {k: {type: http, scheme: bearer}}}\n',
      'error merge-clash b.yaml:4:32 "k" in components.securitySchemes is given differently by a.yaml and b.yaml.',
    ],
    [
      'one extension',
      'paths: {}\nx-a: 1\n',
      'paths: {}\nx-a: 2\n',
      'warning merge-clash b.yaml:4:6 "x-a" is given differently by a.yaml and b.yaml: the first is used.',
    ],
  ])('%s', async (_, left, right, wanted) => {
    const { document, problems } = await merge(head('A', left), head('B', right));
    expect(problems).toEqual([wanted]);
    expect(document === undefined).toBe(wanted.startsWith('error'));
  });
});
