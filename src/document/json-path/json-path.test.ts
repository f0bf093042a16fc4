import { describe, expect, test } from 'vitest';
import { evaluatePath } from './evaluate.ts';
import { parsePath } from './parse.ts';

const value = {
  paths: {
    '/a': {
      get: { operationId: 'getA', tags: ['x', 'y'], deprecated: true },
      post: { operationId: 'postA', tags: ['y'], 'x-rank': 2 },
    },
    '/b~c': { get: { operationId: 'getB', tags: [], 'x-rank': 10 } },
  },
  list: [{ n: 1 }, { n: 2, m: null }, { n: 3, s: "it's" }, 4],
  $: { '@': true },
};

const select = (path: string): readonly string[] => {
  const parsed = parsePath(path);
  if (parsed.kind === 'error') throw new Error(`${parsed.at}: ${parsed.message}`);
  return evaluatePath(parsed.query, value).map(({ pointer }) => pointer);
};

describe('selects', () => {
  const rows: readonly (readonly [path: string, pointers: readonly string[]])[] = [
    ['$', ['']],
    ['$.paths', ['/paths']],
    ["$['paths']['/a'].get", ['/paths/~1a/get']],
    ['$["paths"]["/b~c"]', ['/paths/~1b~0c']],
    ['$.paths.*.get', ['/paths/~1a/get', '/paths/~1b~0c/get']],
    [
      '$.paths[*][*].operationId',
      ['/paths/~1a/get/operationId', '/paths/~1a/post/operationId', '/paths/~1b~0c/get/operationId'],
    ],
    ["$.paths['/a']['get','post'].tags[0]", ['/paths/~1a/get/tags/0', '/paths/~1a/post/tags/0']],
    [
      '$..operationId',
      ['/paths/~1a/get/operationId', '/paths/~1a/post/operationId', '/paths/~1b~0c/get/operationId'],
    ],
    ["$..['x-rank']", ['/paths/~1a/post/x-rank', '/paths/~1b~0c/get/x-rank']],
    ['$.list[-1]', ['/list/3']],
    ['$.list[1:3]', ['/list/1', '/list/2']],
    ['$.list[::2]', ['/list/0', '/list/2']],
    ['$.list[::-1]', ['/list/3', '/list/2', '/list/1', '/list/0']],
    ['$.list[-2:]', ['/list/2', '/list/3']],
    ['$.list[0, 0]', ['/list/0']],
    ['$.list[9]', []],
    ['$.none.more', []],
    ["$.paths.*[?(@.operationId == 'getA')]", ['/paths/~1a/get']],
    ['$.paths.*[?@.deprecated]', ['/paths/~1a/get']],
    [
      '$.paths.*[?!@.deprecated].operationId',
      ['/paths/~1a/post/operationId', '/paths/~1b~0c/get/operationId'],
    ],
    ["$.paths.*[?@['x-rank'] > 1 && @['x-rank'] <= 2]", ['/paths/~1a/post']],
    ["$.paths.*[?(@.deprecated == true || @['x-rank'] >= 10)]", ['/paths/~1a/get', '/paths/~1b~0c/get']],
    ['$.paths.*[?length(@.tags) == 2]', ['/paths/~1a/get']],
    ['$.paths.*[?count(@.tags[*]) != 1]', ['/paths/~1a/get', '/paths/~1b~0c/get']],
    ["$.paths.*.*.tags[?@ == 'y']", ['/paths/~1a/get/tags/1', '/paths/~1a/post/tags/0']],
    ['$.list[?@.m == null]', ['/list/1']],
    ['$.list[?@.n < $.list[2].n]', ['/list/0', '/list/1']],
    ["$.list[?@.s == 'it\\'s']", ['/list/2']],
    ['$.list[?@.s == "it\\u0027s"]', ['/list/2']],
    ['$.paths[?@.post]', ['/paths/~1a']],
    ["$['$']['@']", ['/$/@']],
    ['$.paths..tags[0]', ['/paths/~1a/get/tags/0', '/paths/~1a/post/tags/0']],
    ['$.constructor', []],
  ];
  test.each(rows)('%s', (path, pointers) => {
    expect(select(path)).toEqual(pointers);
  });
});

describe('refuses', () => {
  test.each([
    ['', 0, 'begins with "$"'],
    ['paths', 0, 'begins with "$"'],
    ['$.', 2, 'A name is expected'],
    ['$.paths[', 8, 'A name in quotes'],
    ["$['a", 2, 'not closed'],
    ["$['a'", 5, 'A "]" is expected'],
    ['$.a b', 4, 'cannot stand here'],
    ['$[?@.a = 1]', 7, 'A "]" is expected'],
    ['$[?process.exit()]', 3, 'and not "process"'],
    ['$[?(@.a]', 7, 'A ")" is expected'],
    ["$[?'a']", 6, 'A comparison'],
    ["$['\\q']", 4, 'no escape'],
    [`$[?${'('.repeat(1000)}`, 53, 'nested too deeply'],
    [`$[?${'!'.repeat(1000)}@]`, 53, 'nested too deeply'],
    [`$${'.a'.repeat(6000)}`, 0, 'too long'],
  ])('%s', (path, at, message) => {
    const parsed = parsePath(path);
    expect(parsed).toMatchObject({ kind: 'error', message: expect.stringContaining(message) });
    expect(parsed.kind === 'error' && Math.abs(parsed.at - at)).toBeLessThan(2);
  });
});
