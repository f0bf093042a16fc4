import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadGiven } from '../../test/support/load-given.ts';
import { openText } from './open.ts';
import { jsonError } from './text/json-error.ts';
import type { Json } from './types.ts';

const swagger = {
  swagger: '2.0',
  info: { title: 'T', version: '1' },
  host: 'a.example',
  basePath: '/',
  schemes: ['https'],
  consumes: ['application/json'],
  produces: ['application/json'],
  paths: {
    '/a/{id}': {
      parameters: [{ $ref: '#/parameters/id' }],
      get: {
        operationId: 'getA',
        parameters: [
          { name: 'q', in: 'query', type: 'array', items: { type: 'string' }, collectionFormat: 'csv' },
        ],
        responses: {
          200: {
            description: 'ok',
            schema: { $ref: '#/definitions/A' },
            headers: { X: { type: 'string' } },
            examples: { a: 1 },
          },
          default: { $ref: '#/responses/E' },
        },
      },
      post: {
        parameters: [{ name: 'b', in: 'body', schema: { $ref: '#/definitions/A' } }],
        responses: {},
      },
      put: {
        consumes: ['multipart/form-data'],
        parameters: [{ name: 'f', in: 'formData', type: 'file' }],
        responses: {},
      },
    },
  },
  definitions: {
    A: { type: 'object', discriminator: 'k', properties: { k: { type: 'string', 'x-nullable': true } } },
  },
  parameters: { id: { name: 'id', in: 'path', required: true, type: 'string' } },
  responses: { E: { description: 'bad', schema: {} } },
  securityDefinitions: { o: { type: 'oauth2', flow: 'implicit', authorizationUrl: 'u', scopes: {} } },
  security: [{ o: [] }],
};

const openapi = {
  openapi: '3.0.3',
  info: { title: 'T', version: '1' },
  servers: [{ url: 'https://a.example' }],
  tags: [{ name: 't' }],
  paths: {
    '/a': {
      get: {
        parameters: [{ name: 'q', in: 'query', schema: { type: 'string', nullable: true } }],
        responses: { 200: { $ref: '#/components/responses/R' } },
      },
    },
  },
  components: {
    responses: {
      R: { description: 'r', content: { 'a/b': { schema: { $ref: '#/components/schemas/S' } } } },
    },
    schemas: {
      S: { type: 'number', minimum: 1, exclusiveMinimum: true, allOf: [{ $ref: '#/components/schemas/S' }] },
    },
  },
};

/** Every path of steps in a value. */
function pathsOf(value: Json, steps: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [steps];
  return [steps, ...Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...steps, key]))];
}

function valueAt(value: Json, steps: readonly string[]): Json {
  return steps.reduce<Json>(
    (inner, step) => (inner as { readonly [key: string]: Json })[step] ?? null,
    value,
  );
}

function replaced(value: Json, [step, ...rest]: readonly string[], by: Json): Json {
  if (step === undefined) return by;
  const copy: Json = Array.isArray(value) ? [...value] : { ...(value as object) };
  const members = copy as { [key: string]: Json };
  members[step] = replaced(members[step] ?? null, rest, by);
  return copy;
}

const junk: fc.Arbitrary<Json> = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
  fc.constantFrom<Json>(
    null,
    {},
    [],
    '',
    0,
    true,
    [null],
    { $ref: '#' },
    { $ref: '#/paths' },
    { $ref: 'none.yaml' },
    { $ref: 1 },
  ),
);

describe.each([
  ['Swagger 2.0', swagger as Json],
  ['OpenAPI 3.0', openapi as Json],
])('%s with any values replaced', (_, document) => {
  const places = pathsOf(document);
  test('is loaded or refused, and never an exception', async () => {
    const changes = fc.array(fc.tuple(fc.constantFrom(...places), junk), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const changed = list.reduce((value, [steps, by]) => replaced(value, steps, by), document);
        const { problems, document: loaded } = await loadGiven({ 'openapi.json': JSON.stringify(changed) });
        expect(loaded !== undefined || problems.some(({ severity }) => severity === 'error')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

test('any text is a value or a problem', () => {
  const pieces = fc.constantFrom(
    'a',
    ':',
    ' ',
    '\n',
    '- ',
    '{',
    '}',
    '[',
    ']',
    ',',
    '"',
    "'",
    '&a ',
    '*a ',
    '|',
    '#',
    '\t',
    '<<: ',
    '? ',
    '!!x ',
    '---\n',
    '1',
    '\\',
    '%',
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(pieces, { maxLength: 40 }).map((list) => list.join('')),
  );
  fc.assert(
    fc.property(text, fc.constantFrom('a.yaml', 'a.json'), (given, name) => {
      const { value, problems } = openText(name, given);
      expect(value !== undefined || problems.length > 0).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('every value of a JSON text is found where it stands', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, '\t'), (given, indent) => {
      const text = JSON.stringify(given, undefined, indent);
      const { source, value } = openText('a.json', text);
      if (value === undefined) return;
      for (const steps of pathsOf(value)) {
        const location = source.locate(steps);
        const found = text.slice(location?.value.start, location?.value.end);
        expect(JSON.parse(found)).toEqual(valueAt(value, steps));
      }
    }),
    { numRuns: 300 },
  );
});

test('whatever JSON.parse refuses gets an explanation', () => {
  const edit = fc.tuple(
    fc.jsonValue({ maxDepth: 3 }),
    fc.nat(),
    fc.constantFrom('', ',', '"', '}', ']', ':', '\\', '\n', 'x', '1', '-'),
  );
  fc.assert(
    fc.property(edit, ([value, at, by]) => {
      const text = JSON.stringify(value);
      const place = at % (text.length + 1);
      const edited = text.slice(0, place) + by + text.slice(place + 1);
      let valid = true;
      try {
        JSON.parse(edited);
      } catch {
        valid = false;
      }
      if (!valid) expect(jsonError(edited).message).not.toBe('The text is not valid JSON.');
    }),
    { numRuns: 2000 },
  );
});
