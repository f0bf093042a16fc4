import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../document/types.ts';
import { apiOf, schemaOf } from '../testing/api-of.ts';
import { reachable, usesOf } from '../walk.ts';

type Part = { readonly [key: string]: Json };

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const value: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, false, 0, -1.5, '', 'string', '__proto__', 'constructor'),
  fc.constantFrom<Json>(ref('A'), ref('B'), ref('Nope'), { $ref: '#/paths' }, { $ref: 5 }, [null], [[]], {}),
);

const keyword = fc.constantFrom(
  'type',
  'properties',
  'required',
  'items',
  'prefixItems',
  'allOf',
  'oneOf',
  'anyOf',
  'not',
  'enum',
  'const',
  'default',
  'discriminator',
  'additionalProperties',
  'patternProperties',
  'nullable',
  'format',
  'title',
  'x-speakeasy-enums',
  'x-speakeasy-ignore',
  'x-speakeasy-name-override',
  '$ref',
  '$defs',
  'if',
  'else',
);

const { schema } = fc.letrec<{ schema: Json }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    value,
    fc.dictionary(keyword, fc.oneof(value, tie('schema'), fc.array(tie('schema'), { maxLength: 3 })), {
      maxKeys: 4,
    }),
    fc.record({
      type: fc.constant('object'),
      properties: fc.dictionary(fc.string(), tie('schema'), { maxKeys: 3 }),
    }),
    fc.record({
      oneOf: fc.array(tie('schema'), { maxLength: 3 }),
      properties: fc.dictionary(fc.string(), tie('schema')),
    }),
    fc.record({ allOf: fc.array(tie('schema'), { maxLength: 3 }) }),
  ) as fc.Arbitrary<Json>,
}));

describe('no document makes the builder fail', () => {
  test('any schemas', async () => {
    await fc.assert(
      fc.asyncProperty(schema, schema, schema, fc.boolean(), async (it, a, b, deep) => {
        const allOfMergeStrategy = deep ? 'deepMerge' : 'shallowMerge';
        const content = { 'application/json': { schema: it } };
        const paths = { '/a': { get: { responses: { 200: { description: '', content } } } } };
        const { api } = await apiOf(
          { paths, components: { schemas: { A: a, B: b } } },
          { allOfMergeStrategy },
        );
        for (const found of api.schemas.values()) {
          for (const use of usesOf(found)) expect(api.schemas.has(use.schema)).toBe(true);
          if (found.kind === 'union') expect(found.members.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 80, seed: 1 },
    );
  });

  test('anything in the place of anything', async () => {
    const operation: Part = {
      tags: ['a'],
      operationId: 'a',
      parameters: [{ name: 'a', in: 'query', schema: { type: 'string' } }],
      requestBody: { content: { 'application/json': { schema: {}, encoding: {}, examples: {} } } },
      responses: { 200: { description: '', headers: {}, content: { 'text/event-stream': {} } } },
      security: [{ key: [] }],
      servers: [{ url: '/{v}', variables: { v: { default: '1' } } }],
      callbacks: { on: { '{$url}': { post: { responses: {} } } } },
      'x-speakeasy-retries': { strategy: 'backoff', statusCodes: ['5XX'], backoff: {} },
      'x-speakeasy-pagination': { type: 'cursor', inputs: [], outputs: {} },
      'x-speakeasy-group': 'a.b',
      'x-speakeasy-errors': { statusCodes: ['4XX'] },
    };
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(operation)), value, async (key, other) => {
        const paths = { '/a': { parameters: other, get: { ...operation, [key]: other } } };
        const securitySchemes = { key: other, oauth: { type: 'oauth2', flows: other } };
        await apiOf({
          paths,
          servers: other,
          tags: [other],
          security: [other],
          components: { securitySchemes },
        }).catch((error: unknown) => {
          // The loader may refuse the document; the builder has no exceptions.
          expect(String(error)).not.toMatch(/TypeError|RangeError|is not a function|undefined/);
        });
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  test('unions in unions do not multiply without end', async () => {
    const schemas: Record<string, Json> = {};
    const levels = 12;
    for (let level = 0; level < levels; level += 1) {
      for (let index = 0; index < 6; index += 1) {
        const properties = { [`p${level}`]: { type: 'string' } };
        const oneOf = [0, 1, 2, 3, 4, 5].map((next) => ref(`L${level + 1}x${next}`));
        schemas[`L${level}x${index}`] = level === levels - 1 ? { type: 'object' } : { properties, oneOf };
      }
    }
    const { api, codes } = await schemaOf(ref('L0x0'), schemas);
    expect(api.schemas.size).toBeLessThan(100_000);
    expect(codes).toContain('schema-keyword-ignored');
  });

  test('a chain of unions is looked through without deep recursion', async () => {
    const schemas: Record<string, Json> = { S3000: { properties: { k: { const: 'z' } }, required: ['k'] } };
    for (let index = 0; index < 3000; index += 1) {
      const inline = { type: 'object', properties: { k: { const: `v${index}` } }, required: ['k'] };
      schemas[`S${index}`] = { oneOf: [inline, ref(`S${index + 1}`)] };
    }
    const { api, use } = await schemaOf(ref('S0'), schemas);
    expect(reachable(api.schemas, [use]).size).toBe(api.schemas.size);
  });
});
