import { expect, test } from 'vitest';
import { type Code, join, putTogether, ref, takeApart } from './code.ts';
import { ident, lit } from './printable.ts';
import { py } from './template.ts';

function text(code: Code): string {
  return putTogether(takeApart(code), new Map());
}

const fields = [py`id: ${ref('builtins', 'str')}`, py`size: ${ref('builtins', 'int')}`];

test.each<[string, Code, string]>([
  [
    'the common indent goes',
    py`
      def f():
          pass
    `,
    'def f():\n    pass',
  ],
  [
    'a list stands on lines of its own, indented',
    py`
      class ${ident('A')}:
          ${fields}
    `,
    'class A:\n    id: str\n    size: int',
  ],
  [
    'lines that begin with a reference are indented too',
    py`
      class A:
          ${join([ref('x', 'First'), ref('x', 'second')], '\n')}
    `,
    'class A:\n    First\n    second',
  ],
  [
    'blank lines stay blank',
    py`
      class A:
          ${join(fields, '\n\n')}
    `,
    'class A:\n    id: str\n\n    size: int',
  ],
  [
    'what is empty and alone removes its line',
    py`
      a
      ${false}
      ${[]}
      b
    `,
    'a\nb',
  ],
  ['what is empty within a line leaves the rest', py`a${false}b`, 'ab'],
  [
    'nested templates keep their own shape',
    py`
      if x:
          ${py`
            for y in z:
                ${lit('a')}
          `}
    `,
    'if x:\n    for y in z:\n        "a"',
  ],
])('%s', (_, given, want) => {
  expect(text(given)).toBe(want);
});
