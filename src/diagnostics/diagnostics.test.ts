import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { catalogue } from './catalogue.ts';
import { codeFrame } from './frame.ts';
import { collectProblems, hasErrors, problem } from './problem.ts';
import { problemsPage } from './problems-page.ts';
import { didYouMean, suggest } from './suggest.ts';

const linesOf = (text: string) => {
  const lines = text.split('\n');
  return { count: lines.length, at: (line: number) => lines[line - 1] ?? '' };
};

describe('suggest', () => {
  test.each([
    ['pahts', 'paths'],
    ['Paths', 'paths'],
    ['request-body', 'requestBody'],
    ['operationID', 'operationId'],
    ['opertaionId', 'operationId'],
    ['servers', undefined],
    ['completely', undefined],
    ['x', undefined],
  ])('%s → %s', (written, meant) => {
    expect(suggest(written, ['paths', 'requestBody', 'operationId', 'tags'])).toBe(meant);
  });

  test('prefers the nearest', () => {
    expect(suggest('Pett', ['Petals', 'Pet', 'Peter'])).toBe('Pet');
  });

  test('takes part in a message, or not', () => {
    expect(didYouMean('pahts', ['paths'])).toBe(' Did you mean "paths"?');
    expect(didYouMean('pahts', ['servers'])).toBe('');
  });

  test('is quick with long words', () => {
    const words = Array.from({ length: 5000 }, (_, index) => `${'a'.repeat(100)}${index}`);
    expect(suggest('b'.repeat(100_000), words)).toBeUndefined();
  });
});

describe('codeFrame', () => {
  const text = linesOf('openapi: 3.1.0\ninfo:\n  title: T\npahts: {}\ntags: []\nservers: []\nsecurity: []');

  test('shows the lines around and a marker', () => {
    expect(codeFrame(text, { file: 'a.yaml', line: 4, column: 1, endColumn: 6 })).toBe(
      [
        '  2 | info:',
        '  3 |   title: T',
        '> 4 | pahts: {}',
        '    | ^^^^^',
        '  5 | tags: []',
        '  6 | servers: []',
      ].join('\n'),
    );
  });

  test('has colour only when asked', () => {
    const place = { file: 'a.yaml', line: 4, column: 1, endColumn: 6 };
    expect(codeFrame(text, place)).not.toContain('\u001b');
    expect(codeFrame(text, place, { color: true })).toContain('\u001b[31m');
  });

  test('cuts long lines around the marker', () => {
    const long = linesOf(`${'a'.repeat(5000)}HERE${'b'.repeat(5000)}`);
    const frame = codeFrame(long, { file: 'a.json', line: 1, column: 5001, endColumn: 5005 }) ?? '';
    const [line = '', marker = ''] = frame.split('\n');
    expect(line.length).toBeLessThan(120);
    expect(line.slice(marker.indexOf('^'), marker.lastIndexOf('^') + 1)).toBe('HERE');
  });

  test('shows no control characters', () => {
    const frame = codeFrame(linesOf('a\u001b[2J\u202eb\tc'), { file: 'a', line: 1, column: 1 });
    expect(frame).toContain('a\ufffd[2J\ufffdb c');
  });

  test('is nothing for a line that is not there', () => {
    expect(codeFrame(text, { file: 'a.yaml', line: 99, column: 1 })).toBeUndefined();
  });
});

test('a collector keeps problems in order', () => {
  const sink = collectProblems();
  sink.report(problem('version-form', 'warning', 'one'));
  expect(hasErrors(sink.problems)).toBe(false);
  sink.report(problem('json-syntax', 'error', 'two', { fix: undefined }));
  expect(sink.problems).toEqual([
    { code: 'version-form', severity: 'warning', message: 'one' },
    { code: 'json-syntax', severity: 'error', message: 'two' },
  ]);
  expect(hasErrors(sink.problems)).toBe(true);
});

test.each(Object.entries(catalogue))(
  '%s has a title without a full stop, a cause and a fix with one',
  (_, entry) => {
    expect(entry.title).toMatch(/[^.]$/);
    expect(entry.cause).toMatch(/\.$/);
    expect(entry.fix).toMatch(/\.$/);
  },
);

test('docs/problems.md is what scripts/write-problems.mjs writes', () => {
  const page = readFileSync(new URL('../../docs/problems.md', import.meta.url), 'utf8');
  expect(page.replaceAll('\r\n', '\n')).toBe(problemsPage());
});
