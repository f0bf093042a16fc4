import { expect, test } from 'vitest';
import { buildApi } from '../../../../api/build/api.ts';
import { defaultApiOptions } from '../../../../api/build/options.ts';
import { defaultConfig } from '../../../../config/load.ts';
import type { Config, PythonConfig } from '../../../../config/schema.ts';
import { collectProblems } from '../../../../diagnostics/problem.ts';
import { loadDocument } from '../../../../document/load.ts';
import { memoryReader } from '../../../../document/memory-reader.ts';
import type { Json } from '../../../../document/types.ts';
import type { MethodPlan, PythonPlan } from '../types.ts';
import { planPython } from './plan.ts';

interface Given {
  readonly paths: { readonly [path: string]: Json };
  readonly components?: Json;
  readonly rest?: { readonly [key: string]: Json };
  readonly python?: Partial<PythonConfig>;
  readonly generation?: Partial<Config['generation']>;
}

async function planOf({ paths, components, rest, python, generation }: Given): Promise<PythonPlan> {
  const info = { title: 'T', version: '1' };
  const text = JSON.stringify({ openapi: '3.1.0', info, paths, components, ...rest });
  const sink = collectProblems();
  const { document } = await loadDocument({
    schemas: [{ kind: 'text', name: 'api.json', text }],
    reader: memoryReader({}),
    sink,
  });
  if (!document) throw new Error(JSON.stringify(sink.problems));
  const base = defaultConfig({ isNewProject: true });
  const config = {
    generation: { ...base.generation, ...generation },
    python: { ...base.python, ...python },
  };
  return planPython(buildApi(document, defaultApiOptions, sink), config);
}

const done: Json = { '204': { description: 'Done' } };

function inGroup(group: string, id = group.replaceAll('.', '_')): { readonly [path: string]: Json } {
  return { [`/${id}`]: { get: { operationId: id, 'x-speakeasy-group': group, responses: done } } };
}

function signature(method: MethodPlan): string {
  return method.arguments.map(({ name, required }) => (required ? name : `${name}=`)).join(', ');
}

// --- Namespaces -----------------------------------------------------------------------------------------

test.each<[readonly string[], readonly string[]]>([
  [
    ['destinations.pq', 'sources.pq', 'packs.sources.pq'],
    ['DestinationsPq', 'SourcesPq', 'PacksSourcesPq'],
  ],
  [
    ['sources.hecTokens', 'packs.sources.hecTokens'],
    ['HecTokens', 'PacksHecTokens'],
  ],
  [
    ['versions', 'groups.configs.versions'],
    ['Versions', 'ConfigsVersions'],
  ],
  [['beta.agents'], ['Agents']],
  [
    ['ms_teams', 'msteams'],
    ['MsTeams1', 'Msteams2'],
  ],
])('%j are %j', async (groups, want) => {
  const paths = Object.assign({}, ...groups.map((group) => inGroup(group)));
  const { namespaces } = await planOf({ paths });
  const named = new Map(namespaces.map(({ path, className }) => [path.join('.'), className]));
  expect(groups.map((group) => named.get(group))).toEqual(want);
});

test('a namespace steps aside for a model of its name', async () => {
  const Hosting: Json = {
    type: 'object',
    properties: { chat: { type: 'object', properties: { a: { type: 'string' } } } },
  };
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Hosting' } } };
  const get: Json = {
    operationId: 'get',
    tags: ['hosting'],
    responses: { '200': { description: 'OK', content } },
  };
  const { namespaces } = await planOf({
    paths: { '/hosting': { get }, ...inGroup('client.chat') },
    components: { schemas: { Hosting } },
  });
  expect(namespaces.map(({ className, module }) => `${module}.${className}`).sort()).toEqual([
    'client.Client',
    'client_chat.ClientChat',
    'hosting_sdk.HostingSDK',
  ]);
});

test.each([
  ['models', 'models_', 'models'],
  ['import', 'import_', 'import_'],
  ['API Keys', 'api_keys', 'api_keys'],
])('the tag %s is module %s and attribute %s', async (tag, module, attribute) => {
  const get: Json = { operationId: 'x', tags: [tag], responses: done };
  const { client } = await planOf({ paths: { '/x': { get } } });
  expect(client.namespaces.map((link) => [link.namespace.module, link.attribute])).toEqual([
    [module, attribute],
  ]);
});

test('without an operationId a method is named after method and path', async () => {
  const paths = { '/v2/boxes/{box}': { get: { parameters: [pathParameter('box')], responses: done } } };
  expect((await planOf({ paths })).client.methods.map(({ name }) => name)).toEqual(['get_v2_boxes_box_']);
});

test('methods that want one name are told apart whatever their order', async () => {
  const one: Json = { operationId: 'b', 'x-speakeasy-name-override': 'get', responses: done };
  const two: Json = { operationId: 'a', 'x-speakeasy-name-override': 'get', responses: done };
  const there = await planOf({ paths: { '/1': { get: one }, '/2': { get: two } } });
  const back = await planOf({ paths: { '/2': { get: two }, '/1': { get: one } } });
  const names = ({ client }: PythonPlan): readonly string[] =>
    client.methods.map(({ name, operation }) => `${operation.id}: ${name}`).sort();
  expect(names(there)).toEqual(['a: get', 'b: get_1']);
  expect(names(back)).toEqual(names(there));
});

// --- Arguments ------------------------------------------------------------------------------------------

function pathParameter(name: string): Json {
  return { name, in: 'path', required: true, schema: { type: 'string' } };
}

const query: Json = { name: 'q', in: 'query', schema: { type: 'string' } };
const withRequired: Json = {
  type: 'object',
  required: ['a'],
  properties: { a: { type: 'string' }, id: { type: 'string' } },
};
const allOptional: Json = { type: 'object', properties: { a: { type: 'string' }, id: { type: 'string' } } };

test.each<[string, boolean, readonly string[], Json, string]>([
  ['required body beside parameters', true, ['q'], allOptional, 'q=, a=, id='],
  ['required body with required fields', true, [], withRequired, 'a, id='],
  ['required body without required fields', true, [], allOptional, 'request='],
  ['optional body beside a path parameter', false, ['p'], withRequired, 'p, a, id='],
  ['optional body beside a query parameter', false, ['q'], withRequired, 'q=, thing='],
  ['optional body alone', false, [], withRequired, 'request='],
  ['a field named like a path parameter', true, ['id'], withRequired, 'id_param, a, id='],
])('%s', async (_, required, names, schema, want) => {
  const parameters = names.map((name) => (name === 'q' ? query : pathParameter(name)));
  const inPath = names.filter((name) => name !== 'q').map((name) => `/{${name}}`);
  const plan = await planOf({
    paths: { [`/x${inPath.join('')}`]: { post: operation(required, parameters) } },
    components: { schemas: { Thing: schema } },
    generation: { requestBodyFieldName: '' },
  });
  expect(plan.client.methods.map(signature)).toEqual([want]);
});

function operation(required: boolean, parameters: readonly Json[]): Json {
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } };
  return { operationId: 'x', parameters, requestBody: { required, content }, responses: done };
}

test('a parameter and a field that are both named like the tail are told apart', async () => {
  const timeout = { name: 'timeout', in: 'query', schema: { type: 'string' } };
  const plan = await planOf({
    paths: { '/x': { post: operation(true, [timeout]) } },
    components: { schemas: { Thing: { type: 'object', properties: { timeout: { type: 'integer' } } } } },
  });
  expect(plan.client.methods.map(signature)).toEqual(['timeout_param=, timeout_field=']);
  const keys = plan.client.methods.flatMap((method) => method.arguments.map(({ key }) => key));
  expect(new Set(keys).size).toBe(2);
});

test.each<[Partial<PythonConfig>, string]>([
  [{ flatteningOrder: 'body-first' }, 'a, p, id=, q='],
  [{ flattenRequests: false }, 'p, body, q='],
  [{ maxMethodParams: 2 }, 'request'],
  [{ maxMethodParams: 0, flattenRequests: false }, 'request'],
  [{ methodArguments: 'positional-path-params', maxMethodParams: 0 }, 'p, a, q=, id='],
])('%j: %s', async (python, want) => {
  const plan = await planOf({
    paths: { '/x/{p}': { post: operation(true, [pathParameter('p'), query]) } },
    components: { schemas: { Thing: withRequired } },
    python,
  });
  expect(plan.client.methods.map(signature)).toEqual([want]);
});

test('bodies of one kind have a method each where their schemas differ', async () => {
  const text = { type: 'array', items: { type: 'string' } };
  const content = {
    'application/json': { schema: text },
    'text/json': { schema: { ...text } },
    'application/merge-patch+json; charset=utf-8': { schema: { type: 'object', properties: {} } },
  };
  const post = { operationId: 'x', requestBody: { required: true, content }, responses: done };
  const { client } = await planOf({ paths: { '/x': { post } } });
  expect(client.methods.map(({ name }) => name)).toEqual(['x', 'x_merge_patch_json']);
});

test('builtins and keywords get an underscore, a parameter named like the tail a suffix', async () => {
  const names = ['type', 'from', 'id', 'retries'];
  const parameters = names.map((name) => ({ name, in: 'query', schema: { type: 'string' } }));
  const plan = await planOf({ paths: { '/x': { get: { operationId: 'x', parameters, responses: done } } } });
  expect(plan.client.methods.map(signature)).toEqual(['type_=, from_=, id=, retries_param=']);
});

test('each kind of body that can be sent has a method', async () => {
  const types = [
    'application/json',
    'multipart/form-data',
    'application/x-www-form-urlencoded',
    'text/plain',
  ];
  const content = Object.fromEntries(types.map((type) => [type, { schema: { type: 'object' } }]));
  const post: Json = { operationId: 'x', requestBody: { required: true, content }, responses: done };
  const { client } = await planOf({ paths: { '/x': { post } } });
  expect(client.methods.map(({ name }) => name)).toEqual(['x', 'x_multipart', 'x_form', 'x_text']);
});

// --- The constructor ------------------------------------------------------------------------------------

const bearer: Json = { token: { type: 'http', scheme: 'bearer' } };
const key: Json = { key: { type: 'apiKey', in: 'header', name: 'X-Key' } };

test.each<[string, { readonly [name: string]: Json }, string]>([
  ['no server', {}, 'server_url, client='],
  [
    'servers by index',
    { servers: [{ url: 'https://a.example' }] },
    'server_idx=, server_url=, url_params=, client=',
  ],
  [
    'servers by id, with a variable',
    {
      servers: [
        { url: 'https://{r}.example', 'x-speakeasy-server-id': 'a', variables: { r: { default: 'eu' } } },
      ],
    },
    'r=, server=, server_url=, url_params=, client=',
  ],
])('%s', async (_, rest, want) => {
  const { client } = await planOf({ paths: {}, rest });
  const names = client.constructorArguments.map(({ name, required }) => (required ? name : `${name}=`));
  expect(names.slice(0, names.indexOf('client=') + 1).join(', ')).toBe(want);
});

test('one scheme is an argument of its own, several are one security', async () => {
  const get: Json = { operationId: 'x', responses: done };
  const servers = [{ url: 'https://a.example' }];
  const first = async (schemes: Json, security: Json): Promise<string | undefined> => {
    const given = {
      paths: { '/x': { get } },
      components: { securitySchemes: schemes },
      rest: { servers, security },
    };
    return (await planOf(given)).client.constructorArguments[0]?.name;
  };
  expect(await first(bearer, [{ token: [] }])).toBe('token');
  expect(await first(Object.assign({}, bearer, key), [{ token: [] }, { key: [] }])).toBe('security');
});
