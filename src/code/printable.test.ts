import { expect, test } from 'vitest';
import { textOf } from './code.ts';
import { comment, docstring, dotted, floatLit, ident, lit, quoted, tuple } from './printable.ts';
import { py } from './template.ts';

const text = textOf;

test.each<[unknown, string]>([
  [null, 'None'],
  [true, 'True'],
  [-0.5, '-0.5'],
  [1e21, '1000000000000000000000'],
  ['a"b\\c', '"a\\"b\\\\c"'],
  ['line\nbreak\u2028\u202e', '"line\\nbreak\\u2028\\u202e"'],
  ['\ud800', '"\\ud800"'],
  [{ a: [1, null], 'b"': {} }, '{"a": [1, None], "b\\"": {}}'],
])('lit(%j)', (given, want) => {
  expect(text(lit(given as never))).toBe(want);
});

test('identifiers are checked', () => {
  expect(text(ident('thing_id'))).toBe('thing_id');
  expect(text(dotted('acme.client'))).toBe('acme.client');
  for (const bad of ['class', '1a', 'a-b', '', 'a b', 'a\n', 'é']) expect(() => ident(bad)).toThrow();
  expect(() => dotted('acme.import')).toThrow();
});

test.each<[string, string]>([
  ['One line.', '"""One line."""'],
  ['Two\r\nlines  ', '"""Two\nlines\n"""'],
  ['ends with "', '"""ends with \\""""'],
  ['ends with \\', '"""ends with \\\\"""'],
  ['"""', '"""\\"\\"\\""""'],
  ['\\"', '"""\\\\\\""""'],
  ['  \n ', ''],
  ['bidi \u202e here', '"""bidi  here"""'],
])('docstring(%j)', (given, want) => {
  expect(text(docstring(given))).toBe(want);
});

test('a comment stays one', () => {
  expect(text(comment('a\rimport os\u2028b'))).toBe('# a\n# import os\n# b');
});

test('numbers, tuples and quoted code', () => {
  expect(text(floatLit(1))).toBe('1.0');
  expect(text(tuple([lit(1)]))).toBe('(1,)');
  expect(text(tuple([lit(1), lit(2)]))).toBe('(1, 2)');
  expect(text(quoted(py`Literal[${lit('a"')}]`))).toBe('"Literal[\\"a\\\\\\"\\"]"');
});
