import { describe, expect, test } from 'vitest';
import { defaultConfig } from '../config/load.ts';
import { memoryReader } from '../document/memory-reader.ts';
import { planSdk } from '../generate.ts';
import { compareSurfaces } from './compare.ts';
import { diffMarkdown, diffText, diffValue } from './report.ts';
import { packSurface, parseSurface, surfaceText, unpackSurface } from './stored.ts';
import { type Surface, surfaceOf } from './surface.ts';
import { nextVersion } from './version.ts';

const base = `openapi: 3.1.0
info: {title: Things, version: 1.0.0}
servers: [{url: 'https://things.example'}]
paths:
  /things/{id}:
    get:
      operationId: getThing
      x-speakeasy-group: things
      x-speakeasy-name-override: get
      summary: Get.
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: verbose, in: query, schema: {type: boolean}}
      responses:
        '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
  /things:
    post:
      operationId: addThing
      x-speakeasy-group: things
      x-speakeasy-name-override: add
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/NewThing'}}}}
      responses: {'204': {description: ok}}
components:
  schemas:
    Thing:
      type: object
      required: [id]
      properties: {id: {type: string}, kind: {$ref: '#/components/schemas/Kind'}}
    NewThing:
      type: object
      required: [name]
      properties: {name: {type: string}, size: {type: integer}}
    Kind: {type: string, enum: [small, large]}
`;

async function surface(text: string): Promise<Surface> {
  const reader = memoryReader({ 'api.yaml': text });
  const { plan, problems } = await planSdk(
    { schemas: [{ kind: 'file', path: 'api.yaml' }], reader },
    defaultConfig({ isNewProject: true }),
  );
  if (plan === undefined) throw new Error(JSON.stringify(problems));
  return surfaceOf(plan);
}

async function lines(from: string, to: string): Promise<readonly string[]> {
  const changed = base.replace(from, to);
  expect(changed).not.toBe(base);
  const found = compareSurfaces(await surface(base), await surface(changed));
  return found.map(({ level, name, message }) => `${level} ${name}: ${message}`);
}

test('the same document makes no difference', async () => {
  expect(compareSurfaces(await surface(base), await surface(base))).toEqual([]);
});

describe('differences', () => {
  test.each([
    [
      'name-override: get',
      'name-override: fetch',
      'breaking things.fetch: `things.get` is called `things.fetch` now.',
    ],
    [
      'name: verbose, in: query,',
      'name: verbose, in: query, required: true,',
      'breaking things.get: The argument `verbose` is required now.',
    ],
    ['name: verbose', 'name: chatty', 'breaking things.get: The argument `verbose` is gone.'],
    ['name: verbose', 'name: chatty', 'additive things.get: The argument `chatty` is new.'],
    [
      'schema: {type: boolean}',
      'schema: {type: integer}',
      'breaking things.get: The argument `verbose` is `int` in place of `bool`.',
    ],
    [
      'required: [name]',
      'required: [name, size]',
      'breaking things.add: The argument `size` is required now.',
    ],
    ['required: [id]', 'required: []', 'breaking models.Thing: The field `id` is optional now.'],
    [
      'properties: {id:',
      'properties: {color: {type: string}, id:',
      'additive models.Thing: The field `color` is new.',
    ],
    ['[small, large]', '[small, large, huge]', 'additive models.Kind: The value `"huge"` is new.'],
    ['[small, large]', '[small]', 'breaking models.Kind: The value `"large"` is gone.'],
    ['summary: Get.', 'summary: Get it.', 'cosmetic things.get: Its description changed.'],
    ['summary: Get.', 'deprecated: true', 'cosmetic things.get: It is deprecated.'],
    [
      '  /things/{id}:',
      '  /v2/things/{id}:',
      'cosmetic things.get: It sends GET /v2/things/{id} in place of GET /things/{id}.',
    ],
    [
      "{'204': {description: ok}}",
      "{'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}",
      'additive things.add: It returns `Thing` in place of `None`.',
    ],
  ])('%s → %s', async (from, to, wanted) => {
    expect(await lines(from, to)).toContain(wanted);
  });
});

test('a stored surface is the same when it is read again, and damaged ones are none', async () => {
  const stored = { version: '1.0.0', surface: await surface(base) };
  const text = unpackSurface(packSurface(surfaceText(stored)));
  expect(parseSurface(text ?? '')).toEqual(stored);
  expect(unpackSurface(Buffer.from('damaged'))).toBeUndefined();
  expect(parseSurface('{}')).toBeUndefined();
});

test('reports tell what weighs most first, and the version that follows', async () => {
  const changed = base.replace('name: verbose', 'name: chatty').replace('summary: Get.', 'summary: Got.');
  const differences = compareSurfaces(await surface(base), await surface(changed));
  const report = { before: 'a', after: 'b', version: '1.2.3', differences };
  expect(diffText(report)).toBe(`Breaking (1)
  things.get  (GET /things/{id})
    The argument \`verbose\` is gone.

Additive (1)
  things.get  (GET /things/{id})
    The argument \`chatty\` is new.

Cosmetic (1)
  things.get  (GET /things/{id})
    Its description changed.

Version: 1.2.3 → 2.0.0 (breaking).
`);
  expect(diffMarkdown(report)).toContain(
    '#### Breaking (1)\n\n- `things.get` (`GET /things/{id}`)\n  - The argument',
  );
  expect(diffValue(report)).toMatchObject({
    level: 'breaking',
    nextVersion: '2.0.0',
    counts: { additive: 1 },
  });
});

test('words of the document do not leave their backticks', () => {
  const differences = [
    { level: 'breaking', name: 'a`<script>`\n# b', message: 'The `<img>` is gone.' },
  ] as const;
  const text = diffMarkdown({ before: 'a', after: 'b', version: '1.0.0', differences });
  expect(text).toContain("- `a'<script>'\ufffd# b`\n  - The `<img>` is gone.");
});

test.each([
  ['1.2.3', 'breaking', '2.0.0'],
  ['1.2.3', 'additive', '1.3.0'],
  ['1.2.3', 'cosmetic', '1.2.4'],
  ['0.2.3', 'breaking', '0.3.0'],
  ['0.2.3', 'additive', '0.2.4'],
  ['1.0.0-beta.1', 'breaking', '1.0.0-beta.2'],
  ['2024.01', 'breaking', undefined],
  ['1.2.3', undefined, undefined],
] as const)('%s with %s changes', (version, level, next) => {
  expect(nextVersion(version, level)).toBe(next);
});
