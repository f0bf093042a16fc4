/** A small document that has a place for text of every kind. */
import type { Json } from '../../src/document/types.ts';

/** The text for a place: `text` for prose and values, `name` for what has to be unique. */
export interface Texts {
  text(place: string): string;
  name(place: string): string;
}

/** A reference to a component. */
export function pointer(kind: string, name: string): { readonly $ref: string } {
  const half = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
  const step = name.replace(half, '\ufffd').replaceAll('~', '~0').replaceAll('/', '~1');
  return { $ref: `#/components/${kind}/${encodeURIComponent(step)}` };
}

/** An object with keys of any kind, `__proto__` among them. */
export function object(entries: readonly (readonly [string, Json])[]): Json {
  return Object.fromEntries(entries.map(([key, value]) => [key, value]));
}

/** The document with a text at every place. */
export function hostileDocument({ text, name }: Texts): Json {
  const names = {
    thing: name('schema'),
    union: name('union'),
    enum: name('enum'),
    error: name('error'),
    tag: name('tag'),
    scheme: name('scheme'),
    key: name('keyScheme'),
    flow: name('flowScheme'),
    id: name('pathParameter').replace(/[{}/?#]/g, '') || 'id',
    property: name('property'),
    parameter: name('parameter'),
    body: name('requestBody'),
    response: name('response'),
  };
  const thing = pointer('schemas', names.thing);
  return {
    openapi: '3.1.0',
    'x-speakeasy-retries': { strategy: 'backoff', statusCodes: ['5XX'], 'x-text': text('retries') },
    'x-text': text('extension'),
    info: {
      title: text('title'),
      version: text('version'),
      summary: text('summary of the API'),
      description: text('description of the API'),
      termsOfService: text('terms'),
      contact: { name: text('contact'), url: text('contact url'), email: text('contact email') },
      license: { name: text('license'), url: text('license url') },
    },
    externalDocs: { url: text('external url'), description: text('external docs') },
    servers: [
      {
        url: `https://{${names.id}}.example/v1`,
        description: text('server'),
        variables: object([
          [
            names.id,
            { default: text('variable'), enum: [text('variable'), name('variable')], description: text('v') },
          ],
        ]),
      },
      { url: `https://example.com/${text('server url')}`, description: text('second server') },
    ],
    tags: [
      {
        name: names.tag,
        description: text('tag'),
        externalDocs: { url: text('u'), description: text('d') },
      },
    ],
    security: [object([[names.scheme, []]]), object([[names.key, []]]), object([[names.flow, [text('s')]]])],
    paths: object([
      [`/things/{${names.id}}`, { get: read(names, text, name), description: text('path') }],
      [`/${name('path')}`, { post: write(names, text, name) }],
    ]),
    components: {
      schemas: object([
        [names.thing, thingSchema(names, text, name)],
        [names.union, unionSchema(names, text, name)],
        [
          names.enum,
          {
            type: 'string',
            enum: [text('enum value'), name('enum value'), 'plain'],
            description: text('enum'),
            'x-speakeasy-enums': { plain: text('enum name') },
            'x-speakeasy-enum-descriptions': { plain: text('enum description') },
          },
        ],
        [
          names.error,
          {
            type: 'object',
            properties: { message: { type: 'string', 'x-speakeasy-error-message': true } },
          },
        ],
      ]),
      requestBodies: object([
        [names.body, { description: text('b'), content: { 'application/json': { schema: thing } } }],
      ]),
      responses: object([
        [
          names.response,
          {
            description: text('r'),
            content: { 'application/json': { schema: pointer('schemas', names.error) } },
          },
        ],
      ]),
      securitySchemes: object([
        [
          names.scheme,
          { type: 'http', scheme: 'bearer', description: text('scheme'), bearerFormat: text('f') },
        ],
        [names.key, { type: 'apiKey', in: 'header', name: text('key'), description: text('key') }],
        [names.flow, flowScheme(text)],
      ]),
    },
  };
}

type Names = Readonly<Record<string, string>>;
type Text = Texts['text'];

function flowScheme(text: Text): Json {
  const flow = {
    tokenUrl: text('token url'),
    refreshUrl: text('refresh url'),
    scopes: { [text('scope')]: text('scope description') },
  };
  return { type: 'oauth2', description: text('flow'), flows: { clientCredentials: flow } };
}

function thingSchema(names: Names, text: Text, name: Text): Json {
  return {
    type: 'object',
    title: text('schema title'),
    description: text('schema'),
    required: [names.property ?? ''],
    properties: object([
      [names.property ?? '', { type: 'string', description: text('property'), pattern: text('pattern') }],
      [name('with default'), { type: 'string', default: text('default'), example: text('example') }],
      [name('constant'), { const: text('constant') }],
      [name('inline enum'), { type: 'string', enum: [text('inline'), 'other'] }],
      [name('inline object'), { type: 'object', properties: object([[name('inner'), { type: 'string' }]]) }],
      [name('list'), { type: 'array', items: { type: 'object', properties: object([[name('item'), {}]]) } }],
      [
        name('deprecated'),
        { type: 'string', deprecated: true, 'x-speakeasy-deprecation-message': text('d') },
      ],
      [name('renamed'), { type: 'string', 'x-speakeasy-name-override': text('property override') }],
      [name('objects'), { type: 'object', default: { [text('key')]: text('value') } }],
      [name('format'), { type: 'string', format: text('format'), contentMediaType: text('media') }],
      [name('self'), pointer('schemas', names.thing ?? '')],
      [name('union'), pointer('schemas', names.union ?? '')],
      [name('enum'), pointer('schemas', names.enum ?? '')],
    ]),
    examples: [{ [text('example key')]: text('example value') }],
    'x-speakeasy-name-override': text('schema override'),
  };
}

function unionSchema(names: Names, text: Text, name: Text): Json {
  const kind = name('discriminator');
  const member = (tag: string): Json => ({
    type: 'object',
    title: text('member title'),
    required: [kind],
    properties: object([[kind, { const: tag }]]),
  });
  return {
    description: text('union'),
    oneOf: [member(text('tag')), member(name('tag')), pointer('schemas', names.thing ?? '')],
  };
}

function parameters(names: Names, text: Text, name: Text): Json {
  const schema = { type: 'string', default: text('parameter default'), description: text('schema') };
  return [
    {
      name: names.id ?? 'id',
      in: 'path',
      required: true,
      schema: { type: 'string' },
      description: text('id'),
    },
    {
      name: names.parameter ?? '',
      in: 'query',
      schema,
      description: text('query'),
      example: text('example'),
    },
    { name: name('header parameter'), in: 'header', schema: { type: 'string', enum: [text('e'), 'x'] } },
    { name: name('cookie'), in: 'cookie', schema: { type: 'integer' }, deprecated: true },
    {
      name: name('deep'),
      in: 'query',
      style: 'deepObject',
      schema: { type: 'object', properties: object([[name('field'), { type: 'string' }]]) },
    },
    { name: name('content'), in: 'query', content: { [text('media type')]: { schema } } },
  ];
}

function read(names: Names, text: Text, name: Text): Json {
  const json = { schema: pointer('schemas', names.thing ?? ''), example: text('example') };
  return {
    operationId: name('operationId'),
    summary: text('summary'),
    description: text('description'),
    deprecated: true,
    'x-speakeasy-deprecation-message': text('deprecation'),
    'x-speakeasy-usage-example': { title: text('usage title'), description: text('usage') },
    tags: [names.tag ?? '', name('undeclared tag')],
    externalDocs: { url: text('docs'), description: text('docs') },
    parameters: parameters(names, text, name),
    responses: {
      200: {
        description: text('response'),
        headers: object([
          [name('header'), { schema: { type: 'string', default: text('h') }, description: text('header') }],
        ]),
        content: object([
          ['application/json', json],
          [name('media'), { schema: { type: 'string' } }],
        ]),
      },
      404: pointer('responses', names.response ?? ''),
      default: { description: text('default response') },
    },
  };
}

function write(names: Names, text: Text, name: Text): Json {
  return {
    operationId: name('second operationId'),
    summary: text('summary'),
    tags: [names.tag ?? ''],
    'x-speakeasy-group': text('group'),
    'x-speakeasy-name-override': text('method override'),
    servers: [{ url: 'https://example.com/operation', description: text('operation server') }],
    requestBody: {
      description: text('body'),
      required: true,
      content: object([
        [
          'application/json',
          { schema: pointer('schemas', names.thing ?? ''), example: text('body example') },
        ],
        [
          'multipart/form-data',
          {
            schema: {
              type: 'object',
              properties: object([
                [name('file'), { type: 'string', format: 'binary', description: text('file') }],
                [name('part'), { type: 'string', default: text('part') }],
              ]),
            },
            encoding: object([[name('part'), { contentType: text('encoding') }]]),
          },
        ],
      ]),
    },
    responses: {
      200: {
        description: text('events'),
        content: { 'text/event-stream': { schema: pointer('schemas', names.union ?? '') } },
      },
    },
  };
}
