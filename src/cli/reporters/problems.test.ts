import { expect, test } from 'vitest';
import type { Problem } from '../../diagnostics/problem.ts';
import { annotation } from './github.ts';
import { problemsText } from './problems.ts';

function problem(message: string, more: Partial<Problem> = {}): Problem {
  return { code: 'ref-dangling', severity: 'warning', message, ...more };
}

test('a kind is told once, with its cause and cure; errors come first', () => {
  const text = problemsText(
    [
      problem('There is no "#/a".', { place: { file: 'api.yaml', line: 3, column: 7 }, frame: '> 3 | $ref' }),
      problem('There is no "#/b".'),
      { code: 'json-syntax', severity: 'error', message: 'A comma is missing.' },
    ],
    { color: false, all: false },
  );
  expect(text).toBe(`error The JSON is broken [json-syntax]
  The text does not follow the grammar of JSON (RFC 8259).
  A comma is missing.
  fix: Correct the text at the place shown.

warning A reference points at nothing [ref-dangling]
  There is no value at the place that the \`$ref\` names.
  api.yaml:3:7  There is no "#/a".
    > 3 | $ref
  There is no "#/b".
  fix: Correct the \`$ref\`, or add what it refers to.
`);
});

test('many of a kind are counted, unless all are wanted', () => {
  const many = Array.from({ length: 20 }, (_, index) => problem(`There is no "#/${index}".`));
  const few = problemsText(many, { color: false, all: false });
  expect(few).toContain('"#/2"');
  expect(few).not.toContain('"#/3"');
  expect(few).toContain('… and 17 more of this kind (--verbose shows all)');
  expect(problemsText(many, { color: false, all: true })).toContain('"#/19"');
});

test('words of a document do not steer the terminal', () => {
  const text = problemsText([problem('There is no "\u001b[2J\u202e".')], { color: false, all: false });
  expect(text).toContain('"\ufffd[2J\ufffd"');
});

test('annotations are one line, whatever the message holds', () => {
  const text = annotation(
    problem('a\nb%', { place: { file: 'a,b:c.yaml', line: 1, column: 2 }, fix: 'Do.' }),
  );
  expect(text).toBe(
    '::warning file=a%2Cb%3Ac.yaml,line=1,col=2,title=A reference points at nothing::a%0Ab%25 Do.',
  );
});
