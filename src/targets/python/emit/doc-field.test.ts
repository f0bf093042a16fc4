import { expect, test } from 'vitest';
import { docField } from './doc-field.ts';

const long = 'x'.repeat(120);
const words = 'word '.repeat(40).trim();

test.each<[string, string, string]>([
  ['param a', '', ':param a:'],
  ['param a', ' One\n\ttwo   three ', ':param a: One two three'],
  ['param a', `${long} b`, `:param a:\n    ${long}\n    b`],
  [`param ${long}`, 'a b', `:param ${long}:\n    a b`],
])('docField(%j, %j)', (head, text, want) => {
  expect(docField(head, text)).toBe(want);
});

test('rows are as long as they may be, and no longer', () => {
  const rows = docField('param a', words).split('\n');
  expect(rows.map((row) => row.length)).toEqual([99, 98, 18]);
  expect(rows.map((row) => row.trim()).join(' ')).toBe(`:param a: ${words}`);
});
