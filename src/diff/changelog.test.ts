import { expect, test } from 'vitest';
import { changelogWith } from './changelog.ts';
import type { Difference } from './compare.ts';

const gone: Difference = {
  level: 'breaking',
  name: 'things.get',
  request: 'GET /a',
  message: 'The method is gone.',
};
const added: Difference = { level: 'additive', name: 'things.list', message: 'The method is new.' };
const words: Difference = { level: 'cosmetic', name: 'things', message: 'The description changed.' };

test('a new file has a heading, and the version', () => {
  expect(changelogWith('', '1.1.0', [gone, added, words])).toBe(`# Changelog

## 1.1.0

### Breaking

- \`things.get\` (\`GET /a\`)
  - The method is gone.

### Added

- \`things.list\`
  - The method is new.
`);
});

test.each([
  [
    'below what is unreleased, above older versions',
    '# Ours\n\nIntro.\n\n## [Unreleased]\n\n- mine\n\n## [1.0.0] - 2024-01-01\n\n- old\n',
    '1.1.0',
    '# Ours\n\nIntro.\n\n## [Unreleased]\n\n- mine\n\n## 1.1.0\n\n### Added\n\n- `things.list`\n  - The method is new.\n\n## [1.0.0] - 2024-01-01\n\n- old\n',
  ],
  [
    'into the section that is there',
    '# Ours\n\n## Unreleased\n\n### Added\n\n- mine\n\n## 1.0.0\n\n### Added\n\n- old\n',
    undefined,
    '# Ours\n\n## Unreleased\n\n### Added\n\n- `things.list`\n  - The method is new.\n- mine\n\n## 1.0.0\n\n### Added\n\n- old\n',
  ],
  [
    'with the line ends of the file',
    '# Ours\r\n\r\n## 1.1.0\r\n\r\nMine.\r\n',
    '1.1.0',
    '# Ours\r\n\r\n## 1.1.0\r\n\r\n### Added\r\n\r\n- `things.list`\r\n  - The method is new.\r\n\r\nMine.\r\n',
  ],
  [
    'at the end where nothing is like a version',
    'Notes of ours',
    '1.1.0',
    'Notes of ours\n\n## 1.1.0\n\n### Added\n\n- `things.list`\n  - The method is new.\n',
  ],
])('%s', (_, text, version, wanted) => {
  expect(changelogWith(text, version, [added])).toBe(wanted);
});

test('details are one line, and no difference changes nothing', () => {
  expect(changelogWith('', '1.0.1', [words])).toContain('Descriptions and other details changed in 1 place.');
  expect(changelogWith('mine', '1.0.1', [])).toBe('mine');
});
