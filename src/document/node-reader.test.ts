import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { lineOf, nodeAt } from '../../test/support/load-given.ts';
import { type LoadOptions, loadDocument } from './load.ts';
import { nodeReader } from './node-reader.ts';
import { inputOf } from './reader.ts';

const api = (ref: string): string =>
  `openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {$ref: ${JSON.stringify(ref)}}}}\n`;

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function folder(files: { readonly [path: string]: string | Uint8Array }): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'documents-'));
  cleanups.push(() => rm(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

async function serve(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  cleanups.push(() => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function load(root: string, argument: string, options: Partial<LoadOptions> = {}) {
  const schemas = [inputOf(argument)];
  const { document, problems } = await loadDocument({ schemas, reader: nodeReader(root), ...options });
  const found = document?.follow(nodeAt(document, 'components', 'schemas', 'A'));
  return {
    found: found?.value,
    identity: found && document?.identity(found),
    problems: problems.map(lineOf),
  };
}

describe('files', () => {
  test('are read beside each other, and named as the user would', async () => {
    const root = await folder({
      'api/openapi.yaml': api('models/a.yaml'),
      'api/models/a.yaml': 'type: string',
    });
    expect(await load(root, 'api/openapi.yaml')).toEqual({
      found: { type: 'string' },
      identity: 'models/a.yaml#',
      problems: [],
    });
  });

  test('a name that is nearly right is suggested', async () => {
    const root = await folder({ 'openapi.yaml': '' });
    const { problems } = await load(root, 'openapi.yml');
    expect(problems).toEqual([
      'error document-unreadable - openapi.yml cannot be read: there is no such file. | Did you mean "openapi.yaml"?',
    ]);
  });

  test('a folder is not a document', async () => {
    const root = await folder({ 'api/openapi.yaml': '' });
    expect((await load(root, 'api')).problems).toEqual([
      'error document-unreadable - api cannot be read: it is a folder.',
    ]);
  });

  test('a reference out of the folder needs leave', async () => {
    const root = await folder({ 'api/openapi.yaml': api('../a.yaml'), 'a.yaml': 'type: string' });
    expect((await load(root, 'api/openapi.yaml')).problems).toEqual([
      'error ref-outside api/openapi.yaml:4:34 ../a.yaml lies outside the folder of the document.',
    ]);
    expect(await load(root, 'api/openapi.yaml', { allowRefOutside: true })).toEqual({
      found: { type: 'string' },
      identity: '../a.yaml#',
      problems: [],
    });
  });

  test('a symbolic link is no way out', async () => {
    const root = await folder({
      'api/openapi.yaml': api('inside/secret.yaml'),
      'out/secret.yaml': 'type: string',
    });
    await symlink(join(root, 'out'), join(root, 'api/inside'));
    expect((await load(root, 'api/openapi.yaml')).problems).toEqual([
      'error ref-outside api/openapi.yaml:4:34 inside/secret.yaml lies outside the folder of the document.',
    ]);
  });

  test('a document that is itself a symbolic link has the folder of what it links to', async () => {
    const root = await folder({ 'real/openapi.yaml': api('a.yaml'), 'real/a.yaml': 'type: string' });
    await symlink(join(root, 'real/openapi.yaml'), join(root, 'link.yaml'));
    expect((await load(root, 'link.yaml')).found).toEqual({ type: 'string' });
  });

  test('a file that is too large is not read', async () => {
    const root = await folder({ 'openapi.yaml': new Uint8Array(64 * 1024 * 1024 + 1) });
    expect((await load(root, 'openapi.yaml')).problems).toEqual([
      'error document-too-large - openapi.yaml cannot be read: it has 65 MB, and 64 MB are read at most.',
    ]);
  });

  test('standard input refers to files of the working folder', async () => {
    const root = await folder({ 'a.yaml': 'type: string' });
    const schemas = [{ kind: 'text', name: '<stdin>', text: api('a.yaml') }] as const;
    expect((await load(root, '', { schemas })).found).toEqual({ type: 'string' });
  });
});

describe('URLs', () => {
  test('are fetched, with what stands beside them', async () => {
    const url = await serve((request, response) => {
      response.end(request.url === '/v1/openapi.yaml' ? api('models/a.yaml') : 'type: string');
    });
    expect(await load('/', `${url}/v1/openapi.yaml`)).toEqual({
      found: { type: 'string' },
      identity: 'models/a.yaml#',
      problems: [],
    });
  });

  test('redirects are followed, and references are relative to where they lead', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/latest') response.writeHead(302, { location: '/v2/openapi.yaml' }).end();
      else response.end(request.url === '/v2/openapi.yaml' ? api('a.yaml') : 'type: string');
    });
    expect((await load('/', `${url}/latest`)).found).toEqual({ type: 'string' });
  });

  test.each([
    ['/loop', 'it redirects more than 5 times'],
    ['/file', 'it redirects to file:, which is not fetched'],
    ['/missing', 'the server answers with status 404'],
    ['/broken', 'the server answers with status 500'],
    ['/announced', 'it has 70 MB, and 64 MB are read at most'],
    ['/zip', 'it has 65 MB, and 64 MB are read at most'],
    ['/cut', 'the connection was broken off'],
  ])('%s: %s', async (path, detail) => {
    const url = await serve((request, response) => {
      switch (request.url) {
        case '/loop':
          return response.writeHead(302, { location: '/loop' }).end();
        case '/file':
          return response.writeHead(302, { location: 'file:///etc/passwd' }).end();
        case '/broken':
          return response.writeHead(500).end('openapi: 3.1.0');
        case '/announced':
          return response.writeHead(200, { 'content-length': 70 * 1024 * 1024 }).end();
        case '/zip':
          return response
            .writeHead(200, { 'content-encoding': 'gzip' })
            .end(gzipSync(new Uint8Array(65 * 1024 * 1024)));
        case '/cut':
          return request.socket.destroy();
        default:
          return response.writeHead(404).end();
      }
    });
    const { problems } = await load('/', `${url}${path}`);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`${url}${path} cannot be read: ${detail}.`);
  });

  test('a user in the URL is sent as such, and not shown', async () => {
    const seen: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(403).end();
    });
    const { problems } = await load('/', `${url.replace('//', '//me:secret@')}/a.yaml`);
    expect(seen).toEqual([`Basic ${Buffer.from('me:secret').toString('base64')}`]);
    expect(problems).toEqual([
      `error document-unreadable - ${url}/a.yaml cannot be read: the server answers with status 403.`,
    ]);
  });

  test('a host that refuses', async () => {
    const url = await serve(() => undefined);
    for (const cleanup of cleanups.splice(0)) await cleanup();
    expect((await load('/', `${url}/a`)).problems[0]).toContain('the host refuses the connection');
  });

  test('a reference to another host needs leave, and so does a redirect to one', async () => {
    const requests: string[] = [];
    const other = await serve((request, response) => {
      requests.push(request.url ?? '');
      response.end('type: string');
    });
    const url = await serve((request, response) => {
      if (request.url === '/direct.yaml') response.end(api(`${other}/a.yaml`));
      else if (request.url === '/around.yaml') response.end(api('a.yaml'));
      else response.writeHead(302, { location: `${other}/a.yaml` }).end();
    });
    expect((await load('/', `${url}/direct.yaml`)).problems[0]).toContain('error ref-remote');
    expect((await load('/', `${url}/around.yaml`)).problems[0]).toContain('error ref-remote');
    expect(requests).toEqual([]);
    const allowed = { allowRemoteRefs: true };
    expect((await load('/', `${url}/direct.yaml`, allowed)).found).toEqual({ type: 'string' });
    expect((await load('/', `${url}/around.yaml`, allowed)).found).toEqual({ type: 'string' });
  });

  test('a document from the network reads no file', async () => {
    const url = await serve((_, response) => response.end(api('file:///etc/hostname')));
    const all = { allowRemoteRefs: true, allowRefOutside: true };
    expect((await load('/', `${url}/a.yaml`, all)).problems[0]).toContain('error ref-outside');
  });

  test('a reference upwards stays in the folder of the URL', async () => {
    const url = await serve((request, response) => {
      response.end(request.url === '/v1/api.yaml' ? api('../secret.yaml') : 'type: string');
    });
    expect((await load('/', `${url}/v1/api.yaml`)).problems[0]).toContain('error ref-outside');
    const allowed = { allowRefOutside: true };
    expect((await load('/', `${url}/v1/api.yaml`, allowed)).found).toEqual({ type: 'string' });
  });

  test('a Swagger document without a host has that of its URL', async () => {
    const url = await serve((_, response) =>
      response.end("swagger: '2.0'\ninfo: {title: T, version: '1'}\nbasePath: /v2\npaths: {}"),
    );
    const { document } = await loadDocument({ schemas: [inputOf(`${url}/a.yaml`)], reader: nodeReader('/') });
    expect(document && nodeAt(document, 'servers').value).toEqual([{ url: `${url}/v2` }]);
  });
});
