import { expect, test } from 'vitest';
import { inlineMarkdown, safeMarkdown } from '../../src/targets/python/emit/readme/markdown.ts';

test.each([
  ['<script>a()</script>', '&lt;script>a()&lt;/script>'],
  ['a < b', 'a < b'],
  ['```\n<b>\n```\n<b>', '```\n<b>\n```\n&lt;b>'],
  // what has a language does not end a fence
  ['```\n<b>\n```python\nx', '```\n<b>\n```python\nx\n```'],
  ['````\n```\n<b>', '````\n```\n<b>\n````'],
  ['~~~ js\n```\n<b>\n~~~\n<b>', '~~~ js\n```\n<b>\n~~~\n&lt;b>'],
  // a fence in a list ends with the list
  ['- a\n  ```\n<b>', '- a\n  ```\n&lt;b>'],
  ['text\n    ```\n<b>', 'text\n    ```\n&lt;b>'],
  ['```\n<!-- End A [a] -->', '```\n&lt;!-- End A [a] -->\n```'],
  ['[x](javascript:a())', '[x](#))'],
  ['[x](&#106;avascript:a)', '[x](#)'],
  ['[x](java&Tab;script&colon;a)', '[x](#)'],
  ['[x]: vbscript:a', '[x]: #'],
  [
    '[x](https://example.com/a:b) [y](#z) [z](docs/a.md)',
    '[x](https://example.com/a:b) [y](#z) [z](docs/a.md)',
  ],
  ['a\u202eb\u0000', 'ab'],
])('%j as Markdown', (given, want) => {
  expect(safeMarkdown(given)).toBe(want);
});

test('a text in a table stays in its cell', () => {
  expect(inlineMarkdown('# a | b\n\n```\nc')).toBe('\\# a \\| b ` c');
});
