import { describe, expect, test } from 'vitest';
import { type Given, loadGiven, nodeAt } from '../../../test/support/load-given.ts';
import type { Document } from '../types.ts';

async function load(given: Given): Promise<Document> {
  const { document, problems } = await loadGiven(given);
  expect(problems).toEqual([]);
  if (document === undefined) throw new Error('There is no document.');
  return document;
}

const schemaOf = async (version: string, schema: string): Promise<unknown> => {
  const document = await load(
    `openapi: ${version}\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents: {schemas: {A: ${schema}}}\n`,
  );
  return nodeAt(document, 'components', 'schemas', 'A').value;
};

describe('3.0 schemas', () => {
  const rows: readonly (readonly [given: string, wanted: unknown])[] = [
    ['{type: string, nullable: true}', { type: ['string', 'null'] }],
    ['{type: string, nullable: false}', { type: 'string' }],
    ['{nullable: true, allOf: [{}]}', { nullable: true, allOf: [{}] }],
    ['{type: number, minimum: 1, exclusiveMinimum: true}', { type: 'number', exclusiveMinimum: 1 }],
    ['{type: number, maximum: 1, exclusiveMaximum: false}', { type: 'number', maximum: 1 }],
    [
      '{properties: {nullable: {type: string, nullable: true}}}',
      { properties: { nullable: { type: ['string', 'null'] } } },
    ],
    [
      '{properties: {default: {type: string, nullable: true}}}',
      { properties: { default: { type: ['string', 'null'] } } },
    ],
    ['{example: {type: string, nullable: true}}', { example: { type: 'string', nullable: true } }],
    [
      '{default: {nullable: true, type: a}, x-a: {nullable: true, type: a}}',
      { default: { nullable: true, type: 'a' }, 'x-a': { nullable: true, type: 'a' } },
    ],
    ['{type: string, format: binary}', { type: 'string', format: 'binary' }],
    ['{items: {items: {type: string, nullable: true}}}', { items: { items: { type: ['string', 'null'] } } }],
  ];
  test.each(rows)('%s', async (given, wanted) => {
    expect(await schemaOf('3.0.3', given)).toEqual(wanted);
  });

  test('in files without a version', async () => {
    const document = await load({
      'openapi.yaml':
        "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {$ref: a.yaml}}}\n",
      'a.yaml': '{type: string, nullable: true}',
    });
    const found = document.follow(nodeAt(document, 'components', 'schemas', 'A'));
    expect(found?.value).toEqual({ type: ['string', 'null'] });
  });
});

test('3.1 documents that still say nullable', async () => {
  expect(await schemaOf('3.1.0', '{type: [string, integer], nullable: true}')).toEqual({
    type: ['string', 'integer', 'null'],
  });
});

test('3.2 examples and cookies', async () => {
  const document = await load(
    "openapi: 3.2.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    query:\n      parameters: [{name: a, in: cookie, style: cookie, examples: {x: {dataValue: 5}}}]\n      responses: {}\n    additionalOperations: {COPY: {responses: {}}}\n",
  );
  expect(nodeAt(document, 'paths', '/a', 'query', 'parameters', 0).value).toEqual({
    name: 'a',
    in: 'cookie',
    style: 'form',
    examples: { x: { dataValue: 5, value: 5 } },
  });
  expect(nodeAt(document, 'paths', '/a', 'additionalOperations', 'COPY').value).toEqual({ responses: {} });
});

test('versions as numbers keep what was written', async () => {
  const { document } = await loadGiven('openapi: 3.0\ninfo: {title: T, version: 1.0}\npaths: {}\n');
  expect(document?.version).toBe('3.0.0');
  expect(document && nodeAt(document, 'info', 'version').value).toBe('1.0');
});

const swagger = `swagger: '2.0'
info: {title: T, version: '1'}
host: api.example.com
basePath: /v1/
schemes: [https, http]
consumes: [application/json]
produces: [application/json]
paths:
  /pets:
    parameters:
      - {name: tenant, in: header, type: string, required: true}
    get:
      operationId: listPets
      parameters:
        - $ref: '#/parameters/limit'
        - {name: tags, in: query, type: array, items: {type: string}, collectionFormat: pipes}
        - {name: ids, in: query, type: array, items: {type: integer}, collectionFormat: multi}
      responses:
        '200':
          description: ok
          schema: {type: array, items: {$ref: '#/definitions/Pet'}}
          headers: {X-Next: {type: string, description: more}}
          examples: {application/json: [{name: Rex}]}
        default: {$ref: '#/responses/Error'}
    post:
      operationId: addPet
      parameters:
        - $ref: '#/parameters/pet'
      responses:
        '201': {description: made}
  /pets/{id}/photo:
    put:
      operationId: upload
      consumes: [multipart/form-data]
      produces: [image/png]
      parameters:
        - {name: id, in: path, type: string, required: true}
        - {name: file, in: formData, type: file, required: true}
        - {name: tags, in: formData, type: array, items: {type: string}, collectionFormat: csv}
      responses:
        '200': {description: ok, schema: {type: file}}
    post:
      operationId: describe
      schemes: [http]
      parameters:
        - {name: id, in: path, type: string, required: true}
        - name: body
          in: body
          required: true
          schema: {$ref: '#/definitions/Pet'}
      responses: {'204': {description: ok}}
definitions:
  Pet:
    type: object
    discriminator: kind
    required: [name]
    properties:
      kind: {type: string}
      name: {type: string, x-nullable: true}
      discriminator: {type: string}
parameters:
  limit: {name: limit, in: query, type: integer, maximum: 100, exclusiveMaximum: true, default: 10}
  pet: {name: pet, in: body, description: the pet, schema: {$ref: '#/definitions/Pet'}}
responses:
  Error: {description: bad, schema: {type: object, properties: {message: {type: string}}}}
securityDefinitions:
  basic: {type: basic}
  key: {type: apiKey, in: header, name: X-Key}
  oauth: {type: oauth2, flow: accessCode, authorizationUrl: 'https://a', tokenUrl: 'https://t', scopes: {read: r}}
security: [{key: []}]
`;

describe('Swagger 2.0', () => {
  const rows: readonly (readonly [pointer: readonly (string | number)[], wanted: unknown, place: string])[] =
    [
      [['servers'], [{ url: 'https://api.example.com/v1' }, { url: 'http://api.example.com/v1' }], '3:7'],
      [
        ['paths', '/pets', 'parameters', 0],
        { name: 'tenant', in: 'header', required: true, schema: { type: 'string' } },
        '11:9',
      ],
      [['paths', '/pets', 'get', 'parameters', 0], { $ref: '#/components/parameters/limit' }, '15:11'],
      [
        ['paths', '/pets', 'get', 'parameters', 1],
        {
          name: 'tags',
          in: 'query',
          style: 'pipeDelimited',
          explode: false,
          schema: { type: 'array', items: { type: 'string' } },
        },
        '16:11',
      ],
      [['paths', '/pets', 'get', 'parameters', 2, 'explode'], true, '17:11'],
      [['paths', '/pets', 'get', 'parameters', 2, 'schema', 'items', 'type'], 'integer', '17:61'],
      [
        ['paths', '/pets', 'get', 'responses', '200', 'content', 'application/json', 'schema', 'items'],
        { $ref: '#/components/schemas/Pet' },
        '21:33',
      ],
      [
        ['paths', '/pets', 'get', 'responses', '200', 'content', 'application/json', 'example'],
        [{ name: 'Rex' }],
        '23:22',
      ],
      [
        ['paths', '/pets', 'get', 'responses', '200', 'headers', 'X-Next'],
        { description: 'more', schema: { type: 'string' } },
        '22:21',
      ],
      [['paths', '/pets', 'get', 'responses', 'default'], { $ref: '#/components/responses/Error' }, '24:9'],
      [['paths', '/pets', 'post', 'requestBody'], { $ref: '#/components/requestBodies/pet' }, '28:11'],
      [
        ['paths', '/pets/{id}/photo', 'put', 'requestBody'],
        {
          required: true,
          content: {
            'multipart/form-data': {
              schema: {
                type: 'object',
                properties: {
                  file: { type: 'string', format: 'binary' },
                  tags: { type: 'array', items: { type: 'string' } },
                },
                required: ['file'],
              },
              encoding: { tags: { style: 'form', explode: false } },
            },
          },
        },
        '32:5',
      ],
      [
        [
          'paths',
          '/pets/{id}/photo',
          'put',
          'requestBody',
          'content',
          'multipart/form-data',
          'schema',
          'properties',
          'file',
        ],
        { type: 'string', format: 'binary' },
        '38:11',
      ],
      [
        ['paths', '/pets/{id}/photo', 'put', 'responses', '200', 'content'],
        { 'image/png': { schema: { type: 'string', format: 'binary' } } },
        '41:9',
      ],
      [
        ['paths', '/pets/{id}/photo', 'post', 'requestBody', 'content', 'application/json', 'schema'],
        { $ref: '#/components/schemas/Pet' },
        '50:11',
      ],
      [['paths', '/pets/{id}/photo', 'post', 'servers'], [{ url: 'http://api.example.com/v1' }], '44:7'],
      [['components', 'schemas', 'Pet', 'discriminator'], { propertyName: 'kind' }, '55:20'],
      [
        ['components', 'schemas', 'Pet', 'properties', 'name'],
        { type: ['string', 'null'], 'x-nullable': true },
        '59:7',
      ],
      [['components', 'schemas', 'Pet', 'properties', 'discriminator'], { type: 'string' }, '60:7'],
      [
        ['components', 'parameters', 'limit'],
        { name: 'limit', in: 'query', schema: { type: 'integer', default: 10, exclusiveMaximum: 100 } },
        '62:3',
      ],
      [
        ['components', 'requestBodies', 'pet'],
        {
          description: 'the pet',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } },
        },
        '63:3',
      ],
      [
        [
          'components',
          'responses',
          'Error',
          'content',
          'application/json',
          'schema',
          'properties',
          'message',
        ],
        { type: 'string' },
        '65:65',
      ],
      [['components', 'securitySchemes', 'basic'], { type: 'http', scheme: 'basic' }, '67:3'],
      [['components', 'securitySchemes', 'key'], { type: 'apiKey', in: 'header', name: 'X-Key' }, '68:3'],
      [
        ['components', 'securitySchemes', 'oauth', 'flows'],
        {
          authorizationCode: { authorizationUrl: 'https://a', tokenUrl: 'https://t', scopes: { read: 'r' } },
        },
        '69:3',
      ],
      [['security'], [{ key: [] }], '70:1'],
    ];
  test.each(rows)('%j', async (steps, wanted, at) => {
    const document = await load(swagger);
    const node = nodeAt(document, ...steps);
    expect(node.value).toEqual(wanted);
    const { line, column } = document.place(node);
    expect(`${line}:${column}`).toBe(at);
  });

  test('references by old pointers still lead somewhere', async () => {
    const document = await load(swagger);
    for (const [ref, identity] of [
      ['#/definitions/Pet', '#/components/schemas/Pet'],
      ['#/definitions/Pet/properties/name', '#/components/schemas/Pet/properties/name'],
      ['#/parameters/pet/schema', '#/components/schemas/Pet'],
      [
        '#/paths/~1pets/get/responses/200/schema',
        '#/paths/~1pets/get/responses/200/content/application~1json/schema',
      ],
    ] as const) {
      const found = document.resolve(ref, document.root);
      expect(found && document.identity(found)).toBe(identity);
    }
  });

  test('over several files', async () => {
    const document = await load({
      'swagger.yaml': `swagger: '2.0'
info: {title: T, version: '1'}
produces: [application/json]
paths:
  /a: {$ref: paths/a.yaml}
definitions:
  Pet: {type: object}
`,
      'paths/a.yaml': `post:
  parameters:
    - $ref: ../parameters.yaml#/pet
    - $ref: ../parameters.yaml#/limit
  responses:
    '200': {$ref: ../responses.yaml#/ok}
put:
  consumes: [application/x-www-form-urlencoded]
  parameters:
    - $ref: ../parameters.yaml#/field
  responses: {}
`,
      'parameters.yaml': `pet: {name: pet, in: body, schema: {$ref: 'swagger.yaml#/definitions/Pet'}}
limit: {name: limit, in: query, type: integer}
field: {name: field, in: formData, type: string}
`,
      'responses.yaml': "ok: {description: ok, schema: {$ref: 'models.yaml#/Pets'}}\n",
      'models.yaml': 'Pets: {type: array, items: {type: string, x-nullable: true}}\n',
    });
    const item = document.follow(nodeAt(document, 'paths', '/a'));
    if (item === undefined) throw new Error('There is no path item.');
    const post = document.child(item, 'post');
    const body = document.follow(document.child(post, 'requestBody'));
    expect(body?.value).toEqual({
      content: { 'application/json': { schema: { $ref: 'swagger.yaml#/definitions/Pet' } } },
    });
    expect(document.child(post, 'parameters').value).toEqual([{ $ref: '../parameters.yaml#/limit' }]);
    const steps = [
      'requestBody',
      'content',
      'application/x-www-form-urlencoded',
      'schema',
      'properties',
      'field',
    ];
    const field = steps.reduce((node, step) => document.child(node, step), document.child(item, 'put'));
    expect(field.value).toEqual({ type: 'string' });
    expect(document.place(field)).toMatchObject({ file: 'parameters.yaml', line: 3 });
    const response = document.follow(document.child(document.child(post, 'responses'), '200'));
    expect(response?.value).toMatchObject({
      content: { 'application/json': { schema: { $ref: 'models.yaml#/Pets' } } },
    });
    const pets = document.resolve('models.yaml#/Pets', response ?? item);
    expect(pets?.value).toEqual({ type: 'array', items: { type: ['string', 'null'], 'x-nullable': true } });
  });

  test('servers without a host are relative, and those of a URL are where it is', async () => {
    const text = "swagger: '2.0'\ninfo: {title: T, version: '1'}\nbasePath: /v2\npaths: {}\n";
    expect(nodeAt(await load(text), 'servers').value).toEqual([{ url: '/v2' }]);
  });
});
