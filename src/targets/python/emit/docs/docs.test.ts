import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { buildApi } from '../../../../api/build/api.ts';
import { defaultApiOptions } from '../../../../api/build/options.ts';
import { defaultConfig } from '../../../../config/load.ts';
import { collectProblems } from '../../../../diagnostics/problem.ts';
import { loadDocument } from '../../../../document/load.ts';
import { memoryReader } from '../../../../document/memory-reader.ts';
import { planPython } from '../../plan/client/plan.ts';
import { documentationFiles } from '../readme/readme.ts';
import { referenceFiles } from './docs.ts';

const ok = (schema: object): object => ({
  responses: { 200: { description: '', content: { 'application/json': { schema } } } },
});

const thing = {
  type: 'object',
  description: 'A thing.',
  required: ['id'],
  properties: {
    id: { type: 'string', description: 'Which | one.' },
    size: { type: ['integer', 'null'], description: 'In metres.' },
    owner: { $ref: '#/components/schemas/Owner' },
    color: { type: 'string', enum: ['red', 'a|b'] },
    parts: { type: 'array', items: { $ref: '#/components/schemas/Thing' } },
  },
};

async function docsOf(paths: object, schemas: object = { Thing: thing, Owner: { type: 'object' } }) {
  const info = { title: 'T', version: '1' };
  const text = JSON.stringify({ openapi: '3.1.0', info, paths, components: { schemas } });
  const sink = collectProblems();
  const { document } = await loadDocument({
    schemas: [{ kind: 'text', name: 'api.json', text }],
    reader: memoryReader({}),
    sink,
  });
  if (!document) throw new Error(JSON.stringify(sink.problems));
  const plan = planPython(buildApi(document, defaultApiOptions, sink), defaultConfig({ isNewProject: true }));
  const readme = documentationFiles(plan).filter(({ path }) => path === 'README.md');
  return new Map([...referenceFiles(plan), ...readme].map(({ path, content }) => [path, content]));
}

const usual = {
  '/things/{id}': {
    get: {
      operationId: 'getThing',
      'x-speakeasy-group': 'store.things',
      summary: 'Get a thing',
      parameters: [
        { name: 'id', in: 'path', required: true, description: 'Its id.', schema: { type: 'string' } },
        { name: 'verbose', in: 'query', schema: { type: 'boolean' } },
      ],
      responses: {
        200: {
          description: '',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
        },
        404: {
          description: '',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  },
  '/ping': { get: { operationId: 'ping', ...ok({ type: 'string' }) } },
};

const schemas = {
  Thing: thing,
  Owner: { oneOf: [{ $ref: '#/components/schemas/Thing' }, { type: 'string' }] },
  Problem: { type: 'object', required: ['why'], properties: { why: { type: 'string' } } },
};

test('an operation has its snippets, parameters, result and errors', async () => {
  const page = (await docsOf(usual, schemas)).get('docs/sdks/things/README.md');
  expect(page).toContain('* [`get_thing`](#get_thing): Get a thing\n');
  expect(page).toContain('res = sdk.store.things.get_thing(id="<id>")');
  expect(page).toContain('res = await sdk.store.things.get_thing_async(id="<id>")');
  expect(page).toContain(
    '| `id` | `str` | yes | Its id. |\n| `verbose` | `Optional`\\[`bool`\\] | no |  |\n',
  );
  expect(page).toContain('### Response\n\n[`models.Thing`](../../models/thing.md#thing)\n');
  expect(page).toContain('(../../errors/problem_error.md#problemerror) | 404 | application/json |');
});

test('operations without a namespace stand on the client’s page, which leads to the others', async () => {
  const page = (await docsOf(usual, schemas)).get('docs/sdks/sdk/README.md');
  expect(page).toContain('* [`store`](../store/README.md)\n');
  expect(page).toContain('## `ping`\n');
});

test('a model has a row for each field', async () => {
  const page = (await docsOf(usual, schemas)).get('docs/models/thing.md');
  expect(page).toContain('## `Thing`\n\nA thing.\n');
  expect(page).toContain('| `id` | `str` | yes | Which \\| one. |\n');
  expect(page).toContain('| `size` | `OptionalNullable`\\[`int`\\] | no | In metres. |\n');
  expect(page).toContain('| `owner` | `Optional`\\[[`models.Owner`](owner.md#owner)\\] | no |  |\n');
  expect(page).toContain('| `parts` | `Optional`\\[`List`\\[[`models.Thing`](#thing)\\]\\] | no |  |\n');
  expect(page).toContain('`"red"`');
  expect(page).toContain('"a&#124;b"');
});

test('every link leads to a page and a heading that are there', async () => {
  const files = await docsOf(usual, schemas);
  const links = [...files].flatMap(([path, text]) =>
    [...text.matchAll(/\]\(([^)#:]*)(#[^)]+)?\)/g)].map(([, file = '', anchor = '']) => {
      const target = file === '' ? path : posix.join(posix.dirname(path), file);
      return { link: `${path} -> ${file}${anchor}`, text: files.get(target), anchor };
    }),
  );
  expect(links.length).toBeGreaterThan(10);
  for (const { link, text, anchor } of links) {
    expect(text, link).toBeDefined();
    const headings = [...(text ?? '').matchAll(/^#+ (.*)$/gm)].map(
      ([, heading = '']) => `#${heading.toLowerCase().replace(/[^a-z0-9_-]/g, '')}`,
    );
    if (anchor !== '') expect(headings, link).toContain(anchor);
  }
});

test('text of the document stays text', async () => {
  const evil = '<script>x</script> ``` | a\\| [x](javascript:alert) \n# Heading\n```\n<img src=x onerror=y>';
  const files = await docsOf(
    {
      '/a': {
        get: {
          operationId: 'a',
          summary: evil,
          description: evil,
          parameters: [
            { name: 'q', in: 'query', description: evil, schema: { enum: [evil, 'b`<i>|'], type: 'string' } },
          ],
          ...ok({ $ref: '#/components/schemas/Evil' }),
        },
      },
    },
    { Evil: { type: 'object', description: evil, properties: { p: { type: 'string', description: evil } } } },
  );
  for (const [path, text] of files) {
    const outside = text.replace(/^(`{3,})[^\n]*\n[\s\S]*?\n\1$/gm, '').replace(/`[^`\n]+`/g, '');
    expect(outside, path).not.toMatch(/<(?:script|img|i>)/);
    expect(text, path).not.toContain('](javascript');
    const fences = [...text.matchAll(/^(`{3,})/gm)].length;
    expect(fences % 2, path).toBe(0);
    for (const row of text.match(/^\|.*\|$/gm) ?? []) {
      expect([3, 4, 5, 6], row).toContain(row.replace(/\\\||\\\\/g, '').split('|').length);
    }
  }
});

test('what control characters stand between is seen together', async () => {
  const evil =
    '<\u0001script>x</script> [x]\u0002(javascript:alert) \n\u0001```\n<\u0003img src=x>\n```\n<b>';
  const text = [
    ...(await docsOf({ '/a': { get: { operationId: 'a', description: evil, ...ok({}) } } })).values(),
  ];
  for (const page of text) {
    const outside = page.replace(/^(`{3,})[^\n]*\n[\s\S]*?\n\1$/gm, '');
    expect(outside).not.toMatch(/<(?:script|img|b)>?/);
    expect(page).not.toContain('](javascript');
  }
});

test('pages that differ by case alone do not share a file', async () => {
  const paths = [...(await docsOf(usual, { ...schemas, THING: thing })).keys()];
  expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(paths.length);
});
