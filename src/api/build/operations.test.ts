import { describe, expect, test } from 'vitest';
import type { Json } from '../../document/types.ts';
import { apiOf, operationOf, sketchOf } from '../testing/api-of.ts';

type Part = { readonly [key: string]: Json };

const string = { type: 'string' };
const json = (schema: Json) => ({ 'application/json': { schema } });

describe('operations', () => {
  test('keep their id as written, and get a unique one', async () => {
    const list = { operationId: 'list', responses: {} };
    const { api, codes } = await apiOf({
      paths: { '/a': { get: list }, '/b': { get: list }, '/c/{id}': { get: { responses: {} } } },
    });
    expect(api.operations.map(({ id, operationId }) => [id, operationId])).toEqual([
      ['list', 'list'],
      ['list_2', 'list'],
      ['get_/c/{id}', undefined],
    ]);
    expect(codes).toEqual(['path-parameter-undeclared', 'operation-id-duplicate']);
  });

  test('a number that another operation has already is not given', async () => {
    const named = (operationId: string) => ({ get: { operationId, responses: {} } });
    const { api } = await apiOf({
      paths: { '/a': named('list'), '/b': named('list'), '/c': named('list_2') },
    });
    expect(api.operations.map(({ id }) => id)).toEqual(['list', 'list_3', 'list_2']);
  });

  test('every method counts, those of 3.2 too', async () => {
    const { api } = await apiOf({
      openapi: '3.2.0',
      paths: {
        '/a': {
          get: { responses: {} },
          query: { responses: {} },
          additionalOperations: { COPY: { responses: {} } },
        },
      },
    });
    expect(api.operations.map(({ method }) => method)).toEqual(['get', 'query', 'COPY']);
  });

  test('an ignored operation, or all of a path, is not there', async () => {
    const { api } = await apiOf({
      paths: {
        '/a': { get: { 'x-speakeasy-ignore': true, responses: {} }, put: { responses: {} } },
        '/b': { 'x-hookline-ignore': true, get: { responses: {} } },
      },
    });
    expect(api.operations.map(({ method, path }) => [method, path])).toEqual([['put', '/a']]);
  });

  test('a broken one is dropped with a problem that names it, and the rest is there', async () => {
    const { api, problems } = await apiOf({
      paths: {
        '/a/{id': { get: { operationId: 'broken', responses: {} } },
        '/b': { get: { operationId: 'fine', responses: {} } },
      },
    });
    expect(api.operations.map(({ id }) => id)).toEqual(['fine']);
    expect(problems).toMatchObject([
      {
        code: 'operation-dropped',
        severity: 'warning',
        message: expect.stringContaining('GET /a/{id (broken)'),
        place: { line: 1 },
      },
    ]);
  });

  test.each<[string, Part, readonly (readonly string[])[]]>([
    ['none', {}, [[]]],
    ['a tag', { tags: ['Chat Messages'] }, [['Chat Messages']]],
    ['several tags', { tags: ['a', 'b', 'a'] }, [['a'], ['b']]],
    ['a group', { tags: ['a'], 'x-speakeasy-group': 'chat' }, [['chat']]],
    ['a nested group', { 'x-speakeasy-group': 'beta.agents' }, [['beta', 'agents']]],
    ['a list of groups', { 'x-speakeasy-group': ['a.b', 'c'] }, [['a', 'b'], ['c']]],
    ['ours before theirs', { 'x-speakeasy-group': 'a', 'x-hookline-group': 'b' }, [['b']]],
  ])('groups: %s', async (_, given, want) => {
    expect((await operationOf(given)).operation.groups).toEqual(want);
  });

  test('what is said once for all operations counts where one is silent', async () => {
    const root = {
      'x-speakeasy-timeout': 1000,
      'x-speakeasy-max-method-params': 2,
      'x-speakeasy-name-override': [{ operationId: '^get', methodNameOverride: 'get' }],
      'x-speakeasy-retries': {
        strategy: 'backoff',
        statusCodes: ['5xx', 429],
        backoff: { initialInterval: 10 },
      },
    };
    const { operation } = await operationOf({ operationId: 'getIt' }, root);
    expect(operation).toMatchObject({
      timeoutMs: 1000,
      maxMethodParams: 2,
      nameOverride: 'get',
      retries: {
        initialInterval: 10,
        maxInterval: 60_000,
        exponent: 1.5,
        statusCodes: ['5XX', '429'],
        retryConnectionErrors: true,
      },
    });
    const own = {
      operationId: 'getIt',
      'x-speakeasy-timeout': 5,
      'x-speakeasy-name-override': 'it',
      'x-speakeasy-retries': { strategy: 'none' },
    };
    const second = (await operationOf(own, root)).operation;
    expect(second).toMatchObject({ timeoutMs: 5, nameOverride: 'it' });
    expect(second.retries).toBeUndefined();
  });

  test('extensions of others are passed on', async () => {
    const { operation } = await operationOf({ 'x-audit': { level: 'high' } });
    expect(operation.extensions).toEqual({ 'x-audit': { level: 'high' } });
  });

  test('an extension can stand under a foreign name', async () => {
    const root = { 'x-speakeasy-extension-rewrite': { 'x-speakeasy-group': 'x-my-group' } };
    expect((await operationOf({ 'x-my-group': 'mine' }, root)).operation.groups).toEqual([['mine']]);
  });

  test.each<[string, Part]>([
    ['timeout', { 'x-speakeasy-timeout': '5s' }],
    ['group', { 'x-speakeasy-group': 5 }],
    ['name-override', { 'x-speakeasy-name-override': {} }],
    ['ignore', { 'x-speakeasy-ignore': 'yes' }],
    ['retries', { 'x-speakeasy-retries': { statusCodes: ['often'] } }],
    ['retries', { 'x-speakeasy-retries': { strategy: 'backoff' } }],
    ['errors', { 'x-speakeasy-errors': ['404'] }],
    ['pagination', { 'x-speakeasy-pagination': { type: 'cursor', inputs: [], outputs: {} } }],
    ['pagination', { 'x-speakeasy-pagination': { type: 'pages' } }],
    ['max-method-params', { 'x-speakeasy-max-method-params': -1 }],
  ])('a malformed %s is a warning with a place, and without effect', async (name, given) => {
    const { problems } = await operationOf(given);
    expect(problems).toMatchObject([
      { code: 'extension-malformed', message: expect.stringContaining(name), place: { line: 1 } },
    ]);
  });

  test('a pattern that could run for ages is refused', async () => {
    const root = { 'x-speakeasy-name-override': [{ operationId: '(a+)+$', methodNameOverride: 'x' }] };
    expect((await operationOf({ operationId: 'aaaa' }, root)).codes).toEqual(['extension-malformed']);
  });

  test('pagination', async () => {
    const pagination = {
      type: 'offsetLimit',
      inputs: [
        { name: 'page', in: 'parameters', type: 'page' },
        { name: 'size', in: 'requestBody', type: 'limit' },
      ],
      outputs: { results: '$.items', numPages: '$.pages' },
    };
    expect((await operationOf({ 'x-speakeasy-pagination': pagination })).operation.pagination).toEqual({
      kind: 'offsetLimit',
      inputs: [
        { name: 'page', in: 'parameters', role: 'page' },
        { name: 'size', in: 'requestBody', role: 'limit' },
      ],
      outputs: { results: '$.items', numPages: '$.pages' },
    });
  });

  test('deprecation has a message and a replacement', async () => {
    const given = {
      deprecated: true,
      'x-speakeasy-deprecation-message': 'Use b.',
      'x-speakeasy-deprecation-replacement': 'b',
    };
    expect((await operationOf(given)).operation.deprecation).toEqual({ message: 'Use b.', replacement: 'b' });
  });

  test('callbacks and webhooks are operations', async () => {
    const onEvent = {
      '{$request.body#/url}': { post: { requestBody: { content: json(string) }, responses: {} } },
    };
    const { api, operation } = await operationOf(
      { callbacks: { onEvent } },
      { webhooks: { newPet: { post: { operationId: 'petHook', responses: {} } } } },
    );
    expect(operation.callbacks).toMatchObject([{ id: 'onEvent_post', path: '{$request.body#/url}' }]);
    expect(api.webhooks).toMatchObject([{ id: 'petHook', path: 'newPet' }]);
  });
});

describe('parameters', () => {
  const at = (path: string, parameters: readonly Json[], rest: Part = {}, shared: readonly Json[] = []) =>
    apiOf({ paths: { [path]: { parameters: shared, get: { parameters, responses: {} } } }, ...rest });

  test.each<[string, Part, Part]>([
    ['path', { in: 'path' }, { style: 'simple', explode: false, required: true }],
    ['query', { in: 'query' }, { style: 'form', explode: true, required: false }],
    ['header', { in: 'header' }, { style: 'simple', explode: false }],
    ['cookie', { in: 'cookie' }, { style: 'form', explode: true }],
    ['pipes', { in: 'query', style: 'pipeDelimited' }, { style: 'pipeDelimited', explode: false }],
    ['deepObject', { in: 'query', style: 'deepObject' }, { style: 'deepObject', explode: true }],
    ['matrix', { in: 'path', style: 'matrix', explode: true }, { style: 'matrix', explode: true }],
    [
      'reserved',
      { in: 'query', 'x-speakeasy-param-encoding-override': 'allowReserved' },
      { allowReserved: true },
    ],
    ['empty', { in: 'query', 'x-speakeasy-allow-empty-value': true }, { allowEmptyValue: true }],
    ['renamed', { in: 'query', 'x-speakeasy-name-override': 'other' }, { nameOverride: 'other' }],
  ])('%s: defaults are filled in', async (_, given, want) => {
    const { api, codes } = await at(given.in === 'path' ? '/{p}' : '/', [
      { name: 'p', schema: string, ...given },
    ]);
    expect(api.operations[0]?.parameters[0]).toMatchObject(want);
    expect(codes).toEqual([]);
  });

  test('those of the path count where the operation has none of that name and place', async () => {
    const { api } = await at('/{id}', [{ name: 'q', in: 'query', schema: { type: 'integer' } }], {}, [
      { name: 'id', in: 'path', required: true, schema: string },
      { name: 'q', in: 'query', schema: string },
    ]);
    const [operation] = api.operations;
    const sketches = operation?.parameters.map(({ name, schema }) => `${name}: ${sketchOf(api, schema)}`);
    expect(sketches).toEqual(['id: string', 'q: integer']);
  });

  test.each<[string, string, readonly Json[], readonly string[], readonly string[]]>([
    ['an undeclared one is assumed', '/{id}', [], ['path id'], ['path-parameter-undeclared']],
    [
      'one that is not in the path is left out',
      '/',
      [{ name: 'id', in: 'path', schema: string }],
      [],
      ['path-parameter-unused'],
    ],
    [
      'one in another case is meant',
      '/{Id}',
      [{ name: 'id', in: 'path', schema: string }],
      ['path Id'],
      ['path-parameter-unused'],
    ],
    [
      'a second one of a name replaces the first',
      '/',
      [
        { name: 'a', in: 'query', schema: string },
        { name: 'a', in: 'query', schema: string },
      ],
      ['query a'],
      ['parameter-duplicate'],
    ],
    ['one without a place is left out', '/', [{ name: 'a', schema: string }], [], ['parameter-invalid']],
    ['one without a name is left out', '/', [{ in: 'query', schema: string }], [], ['parameter-invalid']],
    [
      'one without a schema is text',
      '/',
      [{ name: 'a', in: 'query' }],
      ['query a'],
      ['parameter-without-schema'],
    ],
    [
      'headers that OpenAPI says to ignore',
      '/',
      ['Accept', 'content-type', 'Authorization'].map((name) => ({ name, in: 'header', schema: string })),
      [],
      [],
    ],
    ['an ignored one', '/', [{ name: 'a', in: 'query', schema: string, 'x-speakeasy-ignore': true }], [], []],
    [
      'a style that does not exist',
      '/',
      [{ name: 'a', in: 'query', schema: string, style: 'simple' }],
      ['query a'],
      ['parameter-invalid'],
    ],
    ['what Swagger wrote', '/', [{ name: 'a', in: 'query', type: 'integer' }], ['query a'], []],
  ])('%s', async (_, path, parameters, want, codes) => {
    const built = await at(path, parameters);
    expect(built.api.operations[0]?.parameters.map((item) => `${item.in} ${item.name}`)).toEqual(want);
    expect(built.codes).toEqual(codes);
  });

  test('one that is described by content', async () => {
    const { api } = await at('/', [{ name: 'a', in: 'query', content: json({ type: 'object' }) }]);
    expect(api.operations[0]?.parameters[0]).toMatchObject({ content: 'application/json' });
  });

  test('a default that does not fit is left out', async () => {
    const parameters = [
      { name: 'a', in: 'query', schema: { type: 'integer', default: 'x' } },
      { name: 'b', in: 'query', schema: { type: 'integer', default: 2 } },
    ];
    const { api, codes } = await at('/', parameters);
    expect(api.operations[0]?.parameters.map((item) => item.default)).toEqual([undefined, 2]);
    expect(codes).toEqual(['default-mismatch']);
  });

  test('globals are marked, hidden ones too', async () => {
    const tenant = { name: 'X-Tenant', in: 'header', schema: string, 'x-speakeasy-globals-hidden': true };
    const { api } = await at(
      '/',
      [{ $ref: '#/components/parameters/Tenant' }, { name: 'q', in: 'query', schema: string }],
      {
        components: { parameters: { Tenant: tenant } },
        'x-speakeasy-globals': { parameters: [{ $ref: '#/components/parameters/Tenant' }] },
      },
    );
    expect(api.globals).toMatchObject([
      { name: 'X-Tenant', global: true, hidden: true, component: 'Tenant' },
    ]);
    expect(api.operations[0]?.parameters).toMatchObject([{ global: true, hidden: true }, { global: false }]);
  });
});

describe('bodies', () => {
  test('JSON comes first', async () => {
    const content = { 'text/plain': {}, ...json(string) };
    const { operation } = await operationOf({ requestBody: { required: true, content } });
    expect(operation.body?.content.map(({ type }) => type)).toEqual(['application/json', 'text/plain']);
  });

  test('one without media types is left out', async () => {
    const { operation, codes } = await operationOf({ requestBody: {} });
    expect(operation.body).toBeUndefined();
    expect(codes).toEqual(['body-invalid']);
  });

  test('a component keeps its name', async () => {
    const components = { requestBodies: { It: { content: json(string) } } };
    const { operation } = await operationOf(
      { requestBody: { $ref: '#/components/requestBodies/It' } },
      { components },
    );
    expect(operation.body?.component).toBe('It');
  });

  test.each([
    ['application/json; charset=utf-8', 'json'],
    ['application/problem+json', 'json'],
    ['application/*+json', 'json'],
    ['application/x-ndjson', 'jsonl'],
    ['application/jsonl', 'jsonl'],
    ['text/event-stream', 'sse'],
    ['application/x-www-form-urlencoded', 'form'],
    ['multipart/form-data', 'multipart'],
    ['text/html', 'text'],
    ['application/yaml', 'text'],
    ['application/xml', 'xml'],
    ['application/atom+xml', 'xml'],
    ['application/octet-stream', 'binary'],
    ['image/*', 'binary'],
  ])('%s is %s', async (type, kind) => {
    const { operation } = await operationOf({ requestBody: { content: { [type]: {} } } });
    expect(operation.body?.content[0]).toMatchObject({ type, kind });
  });

  test.each<[string, Json | undefined, string]>([
    ['an object', { type: 'object' }, 'json'],
    ['text', string, 'text'],
    ['bytes', { type: 'string', format: 'binary' }, 'binary'],
    ['nothing', undefined, 'binary'],
  ])('*/* with %s', async (_, schema, kind) => {
    const { operation } = await operationOf({
      requestBody: { content: { '*/*': schema === undefined ? {} : { schema } } },
    });
    expect(operation.body?.content[0]?.kind).toBe(kind);
  });

  test('something else is left out', async () => {
    const { codes } = await operationOf({ requestBody: { content: { json: {}, 'a/b': {} } } });
    expect(codes).toEqual(['body-invalid']);
  });

  test.each<[string, Part, string]>([
    [
      'the schema',
      { 'text/event-stream': { schema: { type: 'object', properties: { data: string } } } },
      '{ data?: string }',
    ],
    ['the items', { 'application/jsonl': { schema: { type: 'array', items: string } } }, 'string'],
    ['itemSchema', { 'application/jsonl': { itemSchema: { type: 'integer' } } }, 'integer'],
  ])('one event or line: %s', async (_, content, want) => {
    const { api, operation } = await operationOf({ responses: { 200: { description: '', content } } });
    const item = operation.responses[0]?.content[0]?.item;
    expect(item && sketchOf(api, item)).toBe(want);
  });

  test('encodings, examples and the sentinel', async () => {
    const media = {
      schema: { type: 'object' },
      encoding: { file: { contentType: 'image/png', style: 'form', headers: { 'X-A': { schema: string } } } },
      examples: { one: { value: { a: 1 } } },
      'x-speakeasy-sse-sentinel': '[DONE]',
    };
    const { operation } = await operationOf({ requestBody: { content: { 'multipart/form-data': media } } });
    const [content] = operation.body?.content ?? [];
    expect(content?.encoding.get('file')).toMatchObject({
      contentType: 'image/png',
      style: 'form',
      headers: [{ name: 'X-A' }],
    });
    expect(content?.examples.get('one')).toEqual({ a: 1 });
    expect(content?.sentinel).toBe('[DONE]');
  });
});

describe('responses', () => {
  const responses = (...statuses: string[]) =>
    Object.fromEntries(statuses.map((status) => [status, { description: '' }]));

  test.each<[string, Part, readonly string[]]>([
    [
      'a default beside a success is an error',
      { responses: responses('200', 'default') },
      ['200', 'default!'],
    ],
    ['a default alone is the value', { responses: responses('default') }, ['default']],
    [
      'a default beside errors only is the value',
      { responses: responses('404', 'default') },
      ['404!', 'default'],
    ],
    ['ranges in any case', { responses: responses('2xx', '4xx', '5XX') }, ['2XX', '4XX!', '5XX!']],
    ['redirects are no errors', { responses: responses('302') }, ['302']],
    [
      'errors that are listed',
      { responses: responses('200', '202', '404'), 'x-speakeasy-errors': { statusCodes: ['202'] } },
      ['200', '202!', '404!'],
    ],
    [
      'errors that replace the usual ones',
      {
        responses: responses('200', '404', '500'),
        'x-speakeasy-errors': { statusCodes: ['5XX'], override: true },
      },
      ['200', '404', '500!'],
    ],
  ])('%s', async (_, given, want) => {
    const { operation, codes } = await operationOf(given);
    expect(operation.responses.map(({ status, isError }) => `${status}${isError ? '!' : ''}`)).toEqual(want);
    expect(codes).toEqual([]);
  });

  test('4XX and 5XX are values where the configuration says so', async () => {
    const { operation } = await operationOf(
      { responses: responses('404') },
      {},
      { clientServerStatusCodesAsErrors: false },
    );
    expect(operation.responses[0]?.isError).toBe(false);
  });

  test('a key that is no status is left out', async () => {
    const { operation, codes } = await operationOf({ responses: responses('200', 'ok', '99') });
    expect(operation.responses).toHaveLength(1);
    expect(codes).toEqual(['status-invalid', 'status-invalid']);
  });

  test('headers are parameters', async () => {
    const headers = {
      'X-Rate': { schema: { type: 'integer' }, required: true },
      'Content-Type': { schema: string },
    };
    const { operation } = await operationOf({ responses: { 200: { description: '', headers } } });
    expect(operation.responses[0]?.headers).toMatchObject([
      { name: 'X-Rate', in: 'header', style: 'simple', required: true },
    ]);
  });
});
