import { expect, test } from 'vitest';
import { bundleDocument } from './bundle.ts';
import { loadDocument } from './load.ts';
import { memoryReader } from './memory-reader.ts';
import type { Json } from './types.ts';

async function bundled(files: Readonly<Record<string, string>>, schemas = ['a.yaml']): Promise<Json> {
  const { document, problems } = await loadDocument({
    schemas: schemas.map((path) => ({ kind: 'file' as const, path })),
    reader: memoryReader(files),
  });
  if (document === undefined) throw new Error(JSON.stringify(problems));
  return bundleDocument(document);
}

const head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";
const get = (schema: string): string =>
  `{get: {responses: {default: {description: d, content: {application/json: {schema: ${schema}}}}}}}`;

test('what other files hold becomes components, also where it refers to itself', async () => {
  const result = await bundled({
    'a.yaml': `${head}paths:\n  /a: ${get("{$ref: 'parts/node.yaml'}")}\n  /b: {$ref: 'paths.yaml#/b'}\n`,
    'parts/node.yaml':
      "type: object\nproperties: {next: {$ref: './node.yaml'}, default: {$ref: 'kind.yaml'}}\n",
    'parts/kind.yaml': 'enum: [a]\n',
    'paths.yaml': `b: ${get("{$ref: 'parts/kind.yaml'}")}\n`,
  });
  expect(result).toMatchObject({
    openapi: '3.1.0',
    paths: { '/b': { $ref: '#/components/pathItems/b' } },
    components: {
      schemas: {
        node: {
          properties: {
            next: { $ref: '#/components/schemas/node' },
            default: { $ref: '#/components/schemas/kind' },
          },
        },
        kind: { enum: ['a'] },
      },
    },
  });
  expect(JSON.stringify(result)).not.toContain('.yaml');
});

test('two documents keep components of the same name', async () => {
  const one = (type: string, path: string): string =>
    `${head}paths:\n  /${path}: ${get("{$ref: '#/components/schemas/E'}")}\ncomponents: {schemas: {E: {type: ${type}}}}\n`;
  const result = await bundled({ 'a.yaml': one('string', 'a'), 'b.yaml': one('integer', 'b') }, [
    'a.yaml',
    'b.yaml',
  ]);
  expect(result).toMatchObject({
    components: { schemas: { E: { type: 'string' }, E2: { type: 'integer' } } },
  });
  expect(JSON.stringify(own(result, 'paths', '/b'))).toContain('#/components/schemas/E2');
});

test('mappings follow, and what only looks like a reference stays', async () => {
  const result = await bundled({
    'a.yaml': `${head}paths:
  /a: ${get("{discriminator: {propertyName: k, mapping: {x: 'm.yaml', y: Y}}, oneOf: [{$ref: m.yaml}], example: {$ref: none.yaml}}")}
`,
    'm.yaml': 'type: object\n',
  });
  const text = JSON.stringify(result);
  expect(text).toContain('"mapping":{"x":"#/components/schemas/m","y":"Y"}');
  expect(text).toContain('"example":{"$ref":"none.yaml"}');
});

test('Swagger 2.0 and 3.0 come in the shape of 3.1', async () => {
  const old = {
    'a.yaml': `swagger: '2.0'\ninfo: {title: T, version: '1'}\npaths: {/a: {get: {responses: {200: {description: d, schema: {$ref: '#/definitions/A'}}}}}}\ndefinitions: {A: {type: string}}\n`,
  };
  expect(await bundled(old)).toMatchObject({
    openapi: '3.1.0',
    components: { schemas: { A: { type: 'string' } } },
  });
});

function own(value: Json, ...steps: readonly string[]): Json {
  return steps.reduce<Json>(
    (inner, step) => (inner as { readonly [key: string]: Json })[step] ?? null,
    value,
  );
}
