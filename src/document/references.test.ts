import { expect, test } from 'vitest';
import { loadGiven, nodeAt } from '../../test/support/load-given.ts';
import { loadDocument } from './load.ts';
import { memoryReader } from './memory-reader.ts';
import type { Document } from './types.ts';

const head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n";

async function load(given: Parameters<typeof loadGiven>[0]): Promise<Document> {
  const { document, problems } = await loadGiven(given);
  expect(problems).toEqual([]);
  if (document === undefined) throw new Error('There is no document.');
  return document;
}

interface Row {
  readonly ref: string;
  readonly files?: { readonly [name: string]: string };
  readonly schemas?: string;
  readonly identity: string;
  readonly value: unknown;
}

const string = { type: 'string' };

const rows: { readonly [name: string]: Row } = {
  'a component': {
    ref: '#/components/schemas/A',
    schemas: '    A: {type: string}\n',
    identity: '#/components/schemas/A',
    value: string,
  },
  'a chain of references': {
    ref: '#/components/schemas/A',
    schemas:
      "    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/C'}\n    C: {type: string}\n",
    identity: '#/components/schemas/C',
    value: string,
  },
  'a path through a reference': {
    ref: '#/components/schemas/A/properties/x',
    schemas: "    A: {$ref: '#/components/schemas/B'}\n    B: {properties: {x: {type: string}}}\n",
    identity: '#/components/schemas/B/properties/x',
    value: string,
  },
  'an element of a list': {
    ref: '#/components/schemas/A/allOf/1',
    schemas: '    A: {allOf: [{}, {type: string}]}\n',
    identity: '#/components/schemas/A/allOf/1',
    value: string,
  },
  'percent escapes': {
    ref: '#/components/schemas/A%20%7Bb%7D',
    schemas: "    'A {b}': {type: string}\n",
    identity: '#/components/schemas/A {b}',
    value: string,
  },
  'a percent sign that is none': {
    ref: '#/components/schemas/100%',
    schemas: "    '100%': {type: string}\n",
    identity: '#/components/schemas/100%',
    value: string,
  },
  'slashes and tildes': {
    ref: '#/components/schemas/a~1b~0c',
    schemas: '    a/b~c: {type: string}\n',
    identity: '#/components/schemas/a~1b~0c',
    value: string,
  },
  'an anchor': {
    ref: '#here',
    schemas: '    A: {$defs: {B: {$anchor: here, type: string}}}\n',
    identity: '#/components/schemas/A/$defs/B',
    value: { $anchor: 'here', type: 'string' },
  },
  'a whole file': {
    ref: 'models/a.yaml',
    files: { 'models/a.yaml': 'type: string\n' },
    identity: 'models/a.yaml#',
    value: string,
  },
  'a whole file with an empty fragment': {
    ref: './models/a.yaml#',
    files: { 'models/a.yaml': 'type: string\n' },
    identity: 'models/a.yaml#',
    value: string,
  },
  'a part of a JSON file': {
    ref: './models/../models/a.json#/defs/A',
    files: { 'models/a.json': '{"defs": {"A": {"type": "string"}}}' },
    identity: 'models/a.json#/defs/A',
    value: string,
  },
  'an anchor in a file': {
    ref: 'a.yaml#here',
    files: { 'a.yaml': 'X: {$anchor: here}\n' },
    identity: 'a.yaml#/X',
    value: { $anchor: 'here' },
  },
  'a file that refers to one beside itself': {
    ref: 'models/a.yaml',
    files: { 'models/a.yaml': '$ref: b.yaml#/B\n', 'models/b.yaml': 'B: {type: string}\n' },
    identity: 'models/b.yaml#/B',
    value: string,
  },
  'a file that refers back': {
    ref: 'models/a.yaml',
    schemas: '    A: {type: string}\n',
    files: { 'models/a.yaml': "$ref: '../openapi.yaml#/components/schemas/A'\n" },
    identity: '#/components/schemas/A',
    value: string,
  },
  'a file within itself': {
    ref: 'models/a.yaml#/A',
    files: { 'models/a.yaml': "A: {$ref: '#/B'}\nB: {type: string}\n" },
    identity: 'models/a.yaml#/B',
    value: string,
  },
  'a file with a blank in its name': {
    ref: 'my%20models/a.yaml',
    files: { 'my models/a.yaml': 'type: string\n' },
    identity: 'my models/a.yaml#',
    value: string,
  },
  'backslashes, as some write them': {
    ref: 'models\\a.yaml',
    files: { 'models/a.yaml': 'type: string\n' },
    identity: 'models/a.yaml#',
    value: string,
  },
};

test.each(Object.entries(rows))('%s', async (_, { ref, files, schemas, identity, value }) => {
  const entry = `${head}components:\n  schemas:\n    Use: {$ref: ${JSON.stringify(ref)}}\n${schemas ?? ''}`;
  const document = await load({ 'openapi.yaml': entry, ...files });
  const found = document.follow(nodeAt(document, 'components', 'schemas', 'Use'));
  expect(found?.value).toEqual(value);
  expect(found && document.identity(found)).toBe(identity);
});

test('recursive schemas are edges, not copies', async () => {
  const document = await load(
    `${head}components:\n  schemas:\n    Tree: {properties: {parent: {$ref: '#/components/schemas/Tree'}}}\n`,
  );
  const tree = nodeAt(document, 'components', 'schemas', 'Tree');
  const parent = document.follow(nodeAt(document, 'components', 'schemas', 'Tree', 'properties', 'parent'));
  expect(parent && document.identity(parent)).toBe(document.identity(tree));
  expect(parent?.value).toBe(tree.value);
});

test('a property that is called $ref is no reference', async () => {
  const document = await load(
    `${head}components:\n  schemas:\n    A: {properties: {$ref: {type: string}}}\n`,
  );
  const properties = nodeAt(document, 'components', 'schemas', 'A', 'properties');
  expect(document.follow(properties)).toBe(properties);
});

test('a reference that nobody follows is nobody’s business', async () => {
  const text = `${head}x-data: {example: {$ref: none.yaml}, other: {$ref: 'https://example.com/a'}}\n`;
  const reader = memoryReader({ 'openapi.yaml': text });
  const { document, problems } = await loadDocument({
    schemas: [{ kind: 'file', path: 'openapi.yaml' }],
    reader,
  });
  expect(document).toBeDefined();
  expect(problems).toEqual([]);
});

test('a document is known by its own $self', async () => {
  const text = head.replace('3.1.0', '3.2.0');
  const document = await load(
    `${text}$self: https://example.com/api\ncomponents: {schemas: {A: {$ref: 'https://example.com/api#/components/schemas/B'}, B: {type: string}}}\n`,
  );
  expect(document.follow(nodeAt(document, 'components', 'schemas', 'A'))?.value).toEqual({ type: 'string' });
});

test('path items in files are followed', async () => {
  const document = await load({
    'openapi.yaml': head.replace('{}', '\n  /a: {$ref: paths/a.yaml}'),
    'paths/a.yaml': 'get: {responses: {}}\n',
  });
  const item = document.follow(nodeAt(document, 'paths', '/a'));
  expect(item && document.place(document.child(item, 'get'))).toMatchObject({
    file: 'paths/a.yaml',
    line: 1,
  });
});

test('names that every object inherits are nothing', async () => {
  const document = await load(
    `${head}components: {schemas: {constructor: {type: string}, __proto__: {type: number}}}\n`,
  );
  expect(nodeAt(document, 'toString').value).toBeUndefined();
  expect(nodeAt(document, 'components', 'schemas', 'constructor').value).toEqual({ type: 'string' });
  expect(nodeAt(document, 'components', 'schemas', '__proto__').value).toEqual({ type: 'number' });
  expect(nodeAt(document, 'components', 'schemas', '__proto__', '__proto__').value).toBeUndefined();
  expect(Object.hasOwn(Object.prototype, 'type')).toBe(false);
});

test('a name in a mapping is resolved as a reference', async () => {
  const document = await load({
    'openapi.yaml': `${head}components:\n  schemas:\n    U: {discriminator: {propertyName: k, mapping: {a: 'a.yaml#/A'}}}\n`,
    'a.yaml': 'A: {type: object}\n',
  });
  const mapping = nodeAt(document, 'components', 'schemas', 'U', 'discriminator', 'mapping', 'a');
  expect(document.resolve('a.yaml#/A', mapping)?.value).toEqual({ type: 'object' });
});

test('one problem is reported once, however often the reference is followed', async () => {
  const { document, problems } = await loadGiven(
    `${head}components: {schemas: {A: {$ref: '#/components/schemas/None'}}}\n`,
  );
  if (document === undefined) throw new Error('There is no document.');
  const node = nodeAt(document, 'components', 'schemas', 'A');
  expect(document.follow(node)).toBeUndefined();
  expect(document.follow(node)).toBeUndefined();
  expect(problems).toHaveLength(1);
});
