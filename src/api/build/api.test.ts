import { describe, expect, test } from 'vitest';
import type { Json } from '../../document/types.ts';
import { apiOf, operationOf, schemaOf } from '../testing/api-of.ts';

type Part = { readonly [key: string]: Json };

describe('servers', () => {
  test('with variables, in the order of the URL', async () => {
    const server = {
      url: 'https://{region}.example.com/{version}',
      'x-speakeasy-server-id': 'prod',
      variables: {
        version: { default: 1 },
        region: { enum: ['eu', 'us'], description: 'Where.' },
        unused: { default: 'x' },
      },
    };
    const { api, codes } = await apiOf({ servers: [server] });
    expect(api.servers).toEqual([
      {
        url: server.url,
        id: 'prod',
        variables: [
          { name: 'region', default: 'eu', enum: ['eu', 'us'], description: 'Where.' },
          { name: 'version', default: '1' },
        ],
      },
    ]);
    expect(codes).toEqual(['server-invalid']);
  });

  test('an operation has its own, else those of its path, else the API’s', async () => {
    const { api } = await apiOf({
      servers: [{ url: '/' }],
      paths: {
        '/a': {
          servers: [{ url: 'https://a' }],
          get: { responses: {} },
          put: { servers: [{ url: 'https://b' }], responses: {} },
        },
        '/b': { get: { responses: {} } },
      },
    });
    expect(api.operations.map(({ servers }) => servers?.[0]?.url)).toEqual([
      'https://a',
      'https://b',
      undefined,
    ]);
    expect(api.servers[0]?.url).toBe('/');
  });

  test('the configured one counts where the document has none', async () => {
    const { api } = await apiOf({}, { baseServerUrl: 'https://base' });
    expect(api.servers).toEqual([{ url: 'https://base', variables: [] }]);
  });
});

describe('security', () => {
  const schemes: Part = {
    key: { type: 'apiKey', in: 'header', name: 'X-Key' },
    basic: { type: 'http', scheme: 'Basic' },
    bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
    digest: {
      type: 'http',
      scheme: 'digest',
      'x-speakeasy-custom-security-scheme': { schema: { properties: { a: { type: 'string' } } } },
    },
    oauth: {
      type: 'oauth2',
      flows: {
        clientCredentials: {
          tokenUrl: '/token',
          scopes: { read: 'Read.' },
          'x-speakeasy-token-endpoint-authentication': 'client_secret_basic',
          'x-speakeasy-token-endpoint-additional-properties': { audience: { type: 'string', example: 'x' } },
          'x-speakeasy-overridable-scopes': true,
        },
      },
    },
    oidc: { type: 'openIdConnect', openIdConnectUrl: 'https://id' },
    tls: { type: 'mutualTLS' },
    broken: { type: 'apiKey' },
  };
  const components = { securitySchemes: schemes };

  test.each<[string, Json, Part]>([
    ['apiKey', 'key', { kind: 'apiKey', in: 'header', name: 'X-Key' }],
    ['basic', 'basic', { kind: 'httpBasic' }],
    ['bearer', 'bearer', { kind: 'httpBearer', bearerFormat: 'JWT' }],
    ['custom', 'digest', { kind: 'custom', scheme: 'digest', schema: { nullable: false } }],
    [
      'oauth2',
      'oauth',
      {
        kind: 'oauth2',
        flows: [
          {
            kind: 'clientCredentials',
            tokenUrl: '/token',
            scopes: [{ name: 'read', description: 'Read.' }],
            authentication: 'client_secret_basic',
            additionalProperties: [{ name: 'audience', required: false, example: 'x' }],
            overridableScopes: true,
          },
        ],
      },
    ],
    ['openIdConnect', 'oidc', { kind: 'openIdConnect', url: 'https://id' }],
    ['mutualTLS', 'tls', { kind: 'mutualTLS' }],
  ])('%s, and only schemes in use are there', async (_, key, want) => {
    const { api } = await apiOf({ components, security: [{ [String(key)]: [] }] });
    expect(api.securitySchemes).toMatchObject([{ key, ...want }]);
  });

  test('alternatives, combinations and anonymous access', async () => {
    const { api } = await apiOf({ components, security: [{ key: [], bearer: ['a'] }, { basic: [] }, {}] });
    expect(api.security).toEqual([
      {
        schemes: [
          { key: 'key', scopes: [] },
          { key: 'bearer', scopes: ['a'] },
        ],
      },
      { schemes: [{ key: 'basic', scopes: [] }] },
      { schemes: [] },
    ]);
  });

  test('a scheme that is undefined or broken is left out, and is not anonymous access', async () => {
    const { api, codes } = await apiOf({ components, security: [{ nope: [] }, { broken: [] }, { key: [] }] });
    expect(api.security).toEqual([{ schemes: [{ key: 'key', scopes: [] }] }]);
    expect(codes).toEqual(['security-invalid', 'security-undefined', 'security-undefined']);
  });

  const paths = (...all: (Json | undefined)[]) =>
    Object.fromEntries(
      all.map((security, index) => [
        `/${index}`,
        { get: { responses: {}, ...(security === undefined ? {} : { security }) } },
      ]),
    );

  test('the most common one is hoisted where the API has none', async () => {
    const document = {
      components,
      paths: paths([{ key: [] }], [{ bearer: [] }], [{ key: [] }], [], undefined),
    };
    const { api } = await apiOf(document);
    expect(api.security).toEqual([{ schemes: [{ key: 'key', scopes: [] }] }]);
    expect(api.operations.map(({ security }) => security?.length)).toEqual([undefined, 1, undefined, 0, 0]);
    const untouched = await apiOf(document, { hoistGlobalSecurity: false });
    expect(untouched.api.security).toEqual([]);
  });

  test('an operation that repeats the API’s has none of its own', async () => {
    const { api } = await apiOf({
      components,
      security: [{ key: [] }],
      paths: paths([{ key: [] }], [{ basic: [] }], []),
    });
    expect(api.operations.map(({ security }) => security?.length)).toEqual([undefined, 1, 0]);
  });
});

describe('the API', () => {
  test('says what its document says about it', async () => {
    const { api } = await apiOf({
      openapi: '3.2.0',
      info: {
        title: 'T',
        version: 2,
        summary: 's',
        description: 'd',
        contact: { email: 'e' },
        license: { name: 'MIT' },
      },
      externalDocs: { url: 'https://docs' },
      tags: [
        { name: 'a', summary: 'A', parent: 'b' },
        { name: 'b', 'x-order': 1 },
      ],
      'x-mine': true,
    });
    expect(api).toMatchObject({
      title: 'T',
      version: '2',
      summary: 's',
      description: 'd',
      contact: { email: 'e' },
      license: { name: 'MIT' },
      externalDocs: { url: 'https://docs' },
      tags: [
        { name: 'a', summary: 'A', parent: 'b' },
        { name: 'b', extensions: { 'x-order': 1 } },
      ],
      extensions: { 'x-mine': true },
    });
  });

  test('is in the order of the document, or alphabetical', async () => {
    const parameters = ['b', 'a'].map((name) => ({ name, in: 'query', schema: { type: 'string' } }));
    const document = {
      paths: {
        '/z': { get: { operationId: 'z', responses: {} } },
        '/a': { get: { operationId: 'a', parameters, responses: {} } },
      },
    };
    expect((await apiOf(document)).api.operations.map(({ id }) => id)).toEqual(['z', 'a']);
    const { api } = await apiOf(document, { maintainOpenAPIOrder: false });
    expect(api.operations.map(({ id }) => id)).toEqual(['a', 'z']);
    expect(api.operations[0]?.parameters.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  test('properties are alphabetical too', async () => {
    const given = { type: 'object', properties: { b: { type: 'string' }, a: { type: 'string' } } };
    expect((await schemaOf(given, {}, { maintainOpenAPIOrder: false })).sketch).toBe(
      '{ a?: string, b?: string }',
    );
  });

  test('says where every problem is', async () => {
    const { problems } = await operationOf({ responses: { soon: { description: '' } } });
    expect(problems).toMatchObject([
      { place: { file: 'openapi.json', line: 1 }, frame: expect.stringContaining('soon') },
    ]);
  });
});
