import { describe, expect, test } from 'vitest';
import { lineOf, nodeAt } from '../../../test/support/load-given.ts';
import { loadDocument } from '../load.ts';
import { memoryReader } from '../memory-reader.ts';

const api = `openapi: 3.1.0
info: {title: T, version: '1'}
tags: [{name: a}, {name: b}, {name: c}]
paths:
  /a:
    get: &get {operationId: getA, responses: {}}
  /b:
    get: *get
`;

async function load(actions: string, more: { readonly [name: string]: string } = {}) {
  const overlay = `overlay: 1.0.0\ninfo: {title: O, version: 1.0.0}\nactions:\n${actions}`;
  return loadDocument({
    schemas: [{ kind: 'file', path: 'api.yaml' }],
    overlays: [{ kind: 'file', path: 'overlay.yaml' }],
    reader: memoryReader({ 'api.yaml': api, 'overlay.yaml': overlay, ...more }),
  });
}

describe('changes', () => {
  const rows: readonly (readonly [
    name: string,
    actions: string,
    steps: readonly (string | number)[],
    value: unknown,
    place: string,
  ])[] = [
    [
      'merges objects',
      '- {target: $.info, update: {title: N, x: {y: 1}}}',
      ['info'],
      { title: 'N', version: '1', x: { y: 1 } },
      'api.yaml:2:1',
    ],
    [
      'knows where new values stand',
      '- {target: $.info, update: {title: N}}',
      ['info', 'title'],
      'N',
      'overlay.yaml:4:36',
    ],
    ['adds to the root', '- {target: $, update: {x-a: {b: 1}}}', ['x-a', 'b'], 1, 'overlay.yaml:4:33'],
    [
      'appends to lists',
      '- {target: $.tags, update: {name: d}}',
      ['tags', 3],
      { name: 'd' },
      'overlay.yaml:4:20',
    ],
    [
      'joins lists',
      '- {target: $, update: {tags: [{name: d}, {name: e}]}}',
      ['tags', 4, 'name'],
      'e',
      'overlay.yaml:4:49',
    ],
    ['replaces scalars', '- {target: $.info.title, update: N}', ['info', 'title'], 'N', 'overlay.yaml:4:34'],
    [
      'removes members',
      '- {target: "$.paths[\'/a\'].get.operationId", remove: true}',
      ['paths', '/a', 'get'],
      { responses: {} },
      'api.yaml:6:5',
    ],
    [
      'leaves what an alias shares',
      '- {target: "$.paths[\'/a\'].get.operationId", remove: true}',
      ['paths', '/b', 'get', 'operationId'],
      'getA',
      'api.yaml:6:29',
    ],
    [
      'removes elements',
      '- {target: "$.tags[?@.name != \'c\']", remove: true}',
      ['tags'],
      [{ name: 'c' }],
      'api.yaml:3:1',
    ],
    [
      'keeps places after removal',
      '- {target: "$.tags[0,1]", remove: true}',
      ['tags', 0, 'name'],
      'c',
      'api.yaml:3:37',
    ],
    [
      'changes every match',
      '- {target: $.paths.*.get, update: {deprecated: true}}',
      ['paths', '/b', 'get', 'deprecated'],
      true,
      'overlay.yaml:4:48',
    ],
    ['copies', '- {target: "$.paths[\'/a\']", copy: $.info}', ['paths', '/a', 'title'], 'T', 'api.yaml:2:15'],
    [
      'goes in order',
      '- {target: $.info, update: {x-a: 1}}\n- {target: $.info.x-a, remove: true}',
      ['info', 'x-a'],
      undefined,
      'api.yaml:2:1',
    ],
    [
      'prefers removal',
      '- {target: $.info.title, update: N, remove: true}',
      ['info', 'title'],
      undefined,
      'api.yaml:2:15',
    ],
  ];
  test.each(rows)('%s', async (_, actions, steps, value, place) => {
    const { document, problems } = await load(actions);
    expect(problems).toEqual([]);
    if (document === undefined) throw new Error('There is no document.');
    const node = nodeAt(document, ...steps);
    expect(node.value).toEqual(value);
    const { file, line, column } = document.place(node);
    expect(`${file}:${line}:${column}`).toBe(place);
  });
});

test('a problem of a value that an overlay brought is shown in the overlay', async () => {
  const { document } = await load("- {target: $, update: {components: {schemas: {A: {$ref: '#/none'}}}}}");
  if (document === undefined) throw new Error('There is no document.');
  const node = nodeAt(document, 'components', 'schemas', 'A');
  const found = document.problem(node, 'ref-dangling', 'error', 'There is nothing.');
  expect(found.place?.file).toBe('overlay.yaml');
  expect(found.frame).toContain('> 4 | - {target: $, update:');
});

describe('problems', () => {
  test.each([
    [
      '- {target: $.none, remove: true}',
      'warning overlay-unmatched overlay.yaml:4:12 Nothing in the document matches this target.',
    ],
    [
      '- {target: $.info}',
      'warning overlay-unmatched overlay.yaml:4:3 The action has neither "update" nor "remove".',
    ],
    [
      '- {target: $.info, updat: {}}',
      'error overlay-invalid overlay.yaml:4:20 An action has no "updat". | Did you mean "update"?',
    ],
    [
      '- {target: info, remove: true}',
      'error overlay-target overlay.yaml:4:12 A JSONPath expression begins with "$". (At character 1 of the target.)',
    ],
    ['- {remove: true}', 'error overlay-invalid overlay.yaml:4:3 The action has no "target".'],
    [
      '- {target: 5, remove: true}',
      'error overlay-invalid overlay.yaml:4:12 The target is a number, and not text.',
    ],
    [
      '- {target: $.info, remove: yes}',
      'error overlay-invalid overlay.yaml:4:28 "remove" is neither true nor false.',
    ],
    ['- text', 'error overlay-invalid overlay.yaml:4:3 The action is text, and not an object.'],
  ])('%s', async (actions, wanted) => {
    const { document, problems } = await load(actions);
    expect(problems.map(lineOf)).toContain(wanted);
    expect(document === undefined).toBe(wanted.startsWith('error'));
  });

  test.each([
    ['- a', 'error overlay-invalid overlay.yaml:1:1 An overlay is an object, and this is a list.'],
    [
      'overlay: 2.0.0\nactions: []',
      'error overlay-invalid overlay.yaml:1:10 Version "2.0.0" of overlays is not supported. | Write `overlay: 1.0.0`.',
    ],
    [
      'openapi: 3.1.0\nactions: []',
      'error overlay-invalid overlay.yaml:1:1 This is an OpenAPI document, and not an overlay.',
    ],
    ['overlay: 1.0.0', 'error overlay-invalid overlay.yaml:1:1 The overlay has no "actions".'],
    [
      'overlay: 1.0.0\nactions: {}',
      'error overlay-invalid overlay.yaml:2:1 "actions" is an object, and not a list.',
    ],
  ])('%j', async (text, wanted) => {
    const { document, problems } = await load('', { 'overlay.yaml': text });
    expect(problems.map(lineOf)).toContain(wanted);
    expect(document).toBeUndefined();
  });
});
