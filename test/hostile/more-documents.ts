/** Further documents with a place for text of every kind: what OpenAPI 3.2, extensions and Swagger 2.0 have besides. */
import type { Json } from '../../src/document/types.ts';
import { object, pointer, type Texts } from './document.ts';

const done = { 204: { description: 'done' } };

/** OpenAPI 3.2: webhooks, callbacks, links, encodings, mappings, streams, XML, and the extensions with text in them. */
export function hostileExtras({ text, name }: Texts): Json {
  const names = { cat: name('cat'), dog: name('dog'), kind: name('kind'), server: name('server id') };
  const pet = pointer('schemas', 'Pet');
  const operation = (id: string, more: { readonly [key: string]: Json }): Json => ({
    operationId: name(id),
    description: text('description'),
    responses: done,
    ...more,
  });
  return {
    openapi: '3.2.0',
    $self: text('self'),
    jsonSchemaDialect: text('dialect'),
    info: { title: text('title'), version: '1.0.0' },
    servers: [
      { url: 'https://a.example', name: text('server name'), 'x-speakeasy-server-id': names.server },
      { url: 'https://b.example', 'x-speakeasy-server-id': name('other id') },
    ],
    tags: [
      { name: name('tag'), summary: text('summary'), kind: text('kind'), parent: text('parent') },
      { name: name('child'), parent: name('tag'), 'x-displayName': text('display') },
    ],
    'x-speakeasy-globals': {
      parameters: [{ name: name('global'), in: 'query', schema: { type: 'string', default: text('d') } }],
    },
    'x-speakeasy-webhooks': {
      security: { type: 'signature', name: text('signature'), encoding: 'base64', algorithm: 'hmac-sha256' },
    },
    'x-speakeasy-name-override': [{ operationId: text('pattern'), methodNameOverride: text('override') }],
    security: [{ oidc: [] }, { own: [] }],
    webhooks: object([
      [name('webhook'), { post: operation('webhook', { requestBody: jsonBody(pet, text) }) }],
    ]),
    paths: object([
      ['/pages', { get: operation('pages', pages(text, name)) }],
      [
        '/raw',
        {
          get: operation('raw', raw(text, name)),
          additionalOperations: { [name('method')]: operation('own', {}) },
        },
      ],
      ['/stream', { post: operation('stream', stream(text)), parameters: [querystring(text, name)] }],
      [
        '/calls',
        { post: operation('calls', calls(text, name, pet)), summary: text('path'), description: text('p') },
      ],
    ]),
    components: {
      schemas: object([
        ['Pet', union(names, text)],
        [names.cat, member(names.kind, text, name)],
        [names.dog, member(names.kind, text, name)],
      ]),
      securitySchemes: {
        oidc: { type: 'openIdConnect', openIdConnectUrl: text('url'), description: text('oidc') },
        own: {
          type: 'http',
          scheme: 'custom',
          'x-speakeasy-custom-security-scheme': {
            schema: { type: 'object', properties: object([[name('credential'), { type: 'string' }]]) },
          },
        },
      },
      'x-text': text('extension'),
    },
  };
}

type Text = Texts['text'];

function jsonBody(schema: Json, text: Text): Json {
  const examples = { [text('example')]: { summary: text('s'), description: text('d'), value: text('v') } };
  return { required: true, content: { 'application/json': { schema, examples } } };
}

function pages(text: Text, name: Text): { readonly [key: string]: Json } {
  const cursor = name('cursor');
  const page = { type: 'object', properties: object([[name('next'), { type: 'string' }]]) };
  return {
    parameters: [{ name: cursor, in: 'query', schema: { type: 'string' } }],
    'x-speakeasy-pagination': {
      type: 'cursor',
      inputs: [{ name: cursor, in: 'parameters', type: 'cursor' }],
      outputs: { nextCursor: `$.${text('next')}`, results: text('results') },
    },
    responses: { 200: { description: text('page'), content: { 'application/json': { schema: page } } } },
  };
}

function raw(text: Text, name: Text): { readonly [key: string]: Json } {
  const xml = { name: text('xml'), namespace: text('namespace'), prefix: text('prefix') };
  const schema = { type: 'string', xml, contentEncoding: text('encoding'), $comment: text('comment') };
  return {
    'x-speakeasy-deprecation-replacement': text('replacement'),
    deprecated: true,
    responses: {
      200: {
        description: text('raw'),
        summary: text('summary'),
        content: { 'text/plain': { schema }, [`application/${name('subtype')}+json`]: { schema } },
        links: {
          [text('link')]: {
            operationId: text('operation'),
            description: text('d'),
            parameters: { [text('p')]: text('v') },
          },
        },
      },
      418: {
        description: text('error'),
        content: { 'application/json': { schema: { type: 'object', title: name('error') } } },
      },
    },
  };
}

function stream(text: Text): { readonly [key: string]: Json } {
  const item = {
    type: 'object',
    properties: { event: { const: text('event') }, data: { type: 'string', default: text('data') } },
  };
  const events = { itemSchema: item, 'x-speakeasy-sse-sentinel': text('sentinel') };
  return { responses: { 200: { description: 'ok', content: { 'text/event-stream': events } } } };
}

function querystring(text: Text, name: Text): Json {
  const schema = { type: 'object', properties: object([[name('field'), { type: 'string' }]]) };
  return {
    name: name('querystring'),
    in: 'querystring',
    description: text('querystring'),
    content: { 'application/x-www-form-urlencoded': { schema } },
  };
}

function calls(text: Text, name: Text, pet: Json): { readonly [key: string]: Json } {
  const form = {
    type: 'object',
    properties: object([[name('part'), { type: 'object', description: text('part') }]]),
  };
  const encoding = {
    contentType: text('type'),
    style: text('style'),
    headers: { [text('h')]: { schema: { type: 'string' } } },
  };
  return {
    'x-speakeasy-group': `${name('group')}.${name('inner group')}`,
    requestBody: {
      content: {
        'application/x-www-form-urlencoded': { schema: form, encoding: { [text('part')]: encoding } },
        [`application/${text('subtype')}`]: { schema: { type: 'string', format: 'binary' } },
      },
    },
    callbacks: {
      [name('callback')]: {
        [`{$request.body#/${text('expression')}}`]: {
          post: { operationId: name('callback'), requestBody: jsonBody(pet, text), responses: done },
        },
      },
    },
  };
}

function union(names: Readonly<Record<'cat' | 'dog' | 'kind', string>>, text: Text): Json {
  const refs = [pointer('schemas', names.cat), pointer('schemas', names.dog)] as const;
  const mapping = object([
    [text('tag'), refs[0].$ref],
    [`${text('tag')}2`, refs[1].$ref],
  ]);
  return {
    oneOf: refs,
    discriminator: { propertyName: names.kind, mapping, defaultMapping: text('default') },
  };
}

function member(kind: string, text: Text, name: Text): Json {
  return {
    type: 'object',
    title: text('title'),
    required: [kind],
    properties: object([
      [kind, { type: 'string' }],
      [name('dictionary'), { type: 'object', patternProperties: { [text('pattern')]: { type: 'string' } } }],
      [name('tuple'), { type: 'array', prefixItems: [{ const: text('first') }, { enum: [text('second')] }] }],
      [name('numbers'), { type: 'integer', enum: [1, 2], 'x-speakeasy-enums': [text('one'), name('two')] }],
      [name('write'), { type: 'string', writeOnly: true, description: text('write') }],
      [name('read'), { type: 'string', readOnly: true, format: 'date-time', default: text('date') }],
    ]),
    $defs: { [text('definition')]: { type: 'string' } },
    'x-speakeasy-model-namespace': text('namespace'),
  };
}

/** Swagger 2.0. */
export function hostileSwagger({ text, name }: Texts): Json {
  const model = name('model');
  const schema = { $ref: pointer('schemas', model).$ref.replace('components/schemas', 'definitions') };
  const id = name('id').replace(/[{}/?#]/g, '') || 'id';
  const parameters: readonly Json[] = [
    { name: id, in: 'path', required: true, type: 'string', description: text('id') },
    {
      name: name('list'),
      in: 'query',
      type: 'array',
      items: { type: 'string', enum: [text('item')] },
      collectionFormat: text('c'),
    },
    { name: name('header'), in: 'header', type: 'string', default: text('default') },
  ];
  return {
    swagger: '2.0',
    info: { title: text('title'), version: text('version'), description: text('description') },
    host: text('host'),
    basePath: `/${text('base')}`,
    schemes: ['https', text('scheme')],
    consumes: ['application/json', text('consumes')],
    produces: ['application/json', text('produces')],
    tags: [{ name: name('tag'), description: text('tag') }],
    security: [object([[name('key'), []]]), object([[name('flow'), [text('scope')]]])],
    securityDefinitions: object([
      [name('key'), { type: 'apiKey', in: 'header', name: text('header'), description: text('key') }],
      [
        name('flow'),
        {
          type: 'oauth2',
          flow: 'application',
          tokenUrl: text('token'),
          scopes: { [text('scope')]: text('d') },
        },
      ],
    ]),
    paths: object([
      [
        `/models/{${id}}`,
        {
          parameters,
          put: {
            operationId: name('put'),
            tags: [name('tag')],
            summary: text('s'),
            parameters: [{ name: name('body'), in: 'body', description: text('b'), schema }],
            responses: {
              200: {
                description: text('r'),
                schema,
                examples: { 'application/json': text('example') },
                headers: object([[name('h'), { type: 'string', description: text('h') }]]),
              },
            },
          },
        },
      ],
      [
        '/form',
        {
          post: {
            operationId: name('form'),
            consumes: ['multipart/form-data'],
            parameters: [
              { name: name('file'), in: 'formData', type: 'file', description: text('f') },
              { name: name('field'), in: 'formData', type: 'string', default: text('d') },
            ],
            responses: { default: { description: text('r') } },
          },
        },
      ],
    ]),
    definitions: object([
      [
        model,
        {
          type: 'object',
          discriminator: name('kind'),
          required: [name('kind')],
          description: text('model'),
          properties: object([
            [name('kind'), { type: 'string', title: text('t') }],
            [name('self'), schema],
          ]),
          example: { [text('k')]: text('v') },
        },
      ],
    ]),
  };
}
