import { describe, expect, test } from 'vitest';
import { openText } from '../open.ts';
import { placeOf, spanOf } from '../source.ts';

const value = (text: string, name = 'a.yaml'): unknown => {
  const opened = openText(name, text);
  expect(opened.problems).toEqual([]);
  return opened.value;
};

const place = (text: string, name: string, ...steps: readonly string[]): string => {
  const { source } = openText(name, text);
  const location = source.locate(steps);
  if (location === undefined) return 'nowhere';
  const { line, column, endColumn } = placeOf(source, spanOf(location));
  return `${line}:${column}-${endColumn}`;
};

describe('YAML values', () => {
  const rows: readonly (readonly [text: string, value: unknown])[] = [
    ['on: 1\nyes: 2\nno: 3\n', { on: 1, yes: 2, no: 3 }],
    ['a: yes\nb: off\nc: y\n', { a: 'yes', b: 'off', c: 'y' }],
    [
      '200: a\n0x10: b\n1.0: c\n1e3: d\ntrue: e\n~: f\nnull: g\n',
      {
        '200': 'a',
        '0x10': 'b',
        '1.0': 'c',
        '1e3': 'd',
        true: 'e',
        '~': 'f',
        null: 'g',
      },
    ],
    [
      'a: 2020-01-01\nb: 2020-01-01T00:00:00Z\nc: 12:30:45\n',
      { a: '2020-01-01', b: '2020-01-01T00:00:00Z', c: '12:30:45' },
    ],
    ['a: =\nb: .inf\nc: .nan\nd: 0o17\ne: 1_000\n', { a: '=', b: '.inf', c: '.nan', d: 15, e: '1_000' }],
    ['a: null\nb: ~\nc:\n', { a: null, b: null, c: null }],
    ['base: &b {x: 1, y: 2}\nmore: {<<: *b, y: 3}\n', { base: { x: 1, y: 2 }, more: { x: 1, y: 3 } }],
    ['a: &a {x: 1}\nb: &b {y: 2}\nc: {<<: [*a, *b]}\n', { a: { x: 1 }, b: { y: 2 }, c: { x: 1, y: 2 } }],
    ["'<<': 1\n", { '<<': 1 }],
    ['a: &s text\nb: *s\n', { a: 'text', b: 'text' }],
    ['&k key: 1\nb: *k\n', { key: 1, b: 'key' }],
    ['a: !custom x\nb: !!str 5\n', { a: 'x', b: '5' }],
    ['a: |\n  one\n  two\nb: >-\n  one\n  two\n', { a: 'one\ntwo\n', b: 'one two' }],
    ['%YAML 1.2\n---\na: 1\n...\n', { a: 1 }],
    ['\ufeffa: 1\r\nb: 2\r\n', { a: 1, b: 2 }],
    ['{"a": 1, b: [2,],}', { a: 1, b: [2] }],
  ];
  test.each(rows)('%j', (text, wanted) => {
    expect(value(text)).toEqual(wanted);
  });
});

describe('encodings', () => {
  const text = 'openapi: "ü – 😀"\n';
  const utf16 = (bigEndian: boolean): Uint8Array => {
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
    return bigEndian ? bytes.swap16() : bytes;
  };
  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16LE', utf16(false)],
    ['UTF-16BE', utf16(true)],
  ])('%s', (_, bytes) => {
    expect(openText('a.yaml', bytes).value).toEqual({ openapi: 'ü – 😀' });
  });
});

describe('places', () => {
  const yaml =
    'a:\n  b: text\n  c:\n    - 1\n    - x: "y"\nbase: &base\n  m: 1\nd:\n  <<: *base\n  e: *base\n';
  const json = '{\n  "a": {"b": "text", "c": [1, {"x": "y"}]},\n  "q\\"k": [[], true]\n}\n';
  test.each([
    [yaml, 'a.yaml', ['a'], '1:1-2'],
    [yaml, 'a.yaml', ['a', 'b'], '2:6-10'],
    [yaml, 'a.yaml', ['a', 'c', '1'], '5:7-8'],
    [yaml, 'a.yaml', ['a', 'c', '1', 'x'], '5:10-13'],
    [yaml, 'a.yaml', ['d', 'm'], '7:6-7'],
    [yaml, 'a.yaml', ['d', 'e', 'm'], '7:6-7'],
    [yaml, 'a.yaml', ['a', 'none', 'x'], '1:1-2'],
    [json, 'a.json', ['a'], '2:3-6'],
    [json, 'a.json', ['a', 'b'], '2:14-20'],
    [json, 'a.json', ['a', 'c', '1', 'x'], '2:37-40'],
    [json, 'a.json', ['q"k', '1'], '3:16-20'],
    [json, 'a.json', ['a', 'none'], '2:3-6'],
    [json, 'a.json', [], '1:1-2'],
  ])('of %j in %s at %j', (text, name, steps, wanted) => {
    expect(place(text, name, ...steps)).toBe(wanted);
  });
});

test('JSON with text that looks like keys has no duplicate keys', () => {
  const text = '{"a": "\\"b\\": 1", "b" : ["c:", "d"], "": {"a\\\\": {}}}';
  expect(value(text, 'a.json')).toEqual(JSON.parse(text));
});

test('broken JSON in a file for YAML is read as YAML', () => {
  expect(value('{a: 1, # comment\n b: 2}\n')).toEqual({ a: 1, b: 2 });
});

test('YAML in a file for JSON is read as YAML', () => {
  expect(value('a: 1\n', 'a.json')).toEqual({ a: 1 });
});
