import { expect, test } from 'vitest';
import { loadConfig } from './load.ts';
import type { Value } from './option.ts';
import { updateConfig } from './update.ts';

const original = `# our SDK
configVersion: 2.0.0
generation:
    sdkClassName: Acme   # the class
    unknown: {kept: [1,  2]}
python:
    version: '1.0.0' # bumped by CI

    packageName:   "acme"
    authors: [ Ada,Bob ]
# the end
`;

const cases: readonly [string, [string, ...string[]], Value, string, string][] = [
  ['a value keeps its quotes', ['python', 'version'], '1.1.0', "'1.0.0'", "'1.1.0'"],
  ['in double quotes as well', ['python', 'packageName'], 'acme-api', '"acme"', '"acme-api"'],
  ['a plain value stays plain', ['generation', 'sdkClassName'], 'Acme2', 'Acme ', 'Acme2 '],
  [
    'a new option comes last in its group',
    ['python', 'useAsyncHooks'],
    true,
    '    authors: [ Ada,Bob ]\n',
    '    authors: [ Ada,Bob ]\n    useAsyncHooks: true\n',
  ],
  [
    'a new group too',
    ['generation', 'auth', 'hoistGlobalSecurity'],
    false,
    '    unknown: {kept: [1,  2]}\n',
    '    unknown: {kept: [1,  2]}\n    auth:\n      hoistGlobalSecurity: false\n',
  ],
  ['what is so already changes nothing', ['python', 'version'], '1.0.0', '', ''],
];

test.each(cases)('%s', (_what, path, value, from, to) => {
  expect(updateConfig(original, [{ path, value }])).toBe(original.replace(from, to));
});

test('several changes at once', () => {
  const text = updateConfig(original, [
    { path: ['python', 'version'], value: '2.0.0' },
    { path: ['python', 'useAsyncHooks'], value: true },
  ]);
  const { config } = loadConfig(text, 'gen.yaml', { isNewProject: true });
  expect(config?.python).toMatchObject({ version: '2.0.0', useAsyncHooks: true, packageName: 'acme' });
});

test.each([
  ['an empty file', '', 'python:\n  version: 1.0.0\n'],
  ['only a comment', '# hello\n', '# hello\npython:\n  version: 1.0.0\n'],
  [
    'a file without a line break at its end',
    'generation:\n  sdkClassName: A',
    'generation:\n  sdkClassName: A\npython:\n  version: 1.0.0\n',
  ],
  ['a flow map', 'python: {packageName: a}\n', 'python: { packageName: a, version: 1.0.0 }\n'],
])('into %s', (_what, given, wanted) => {
  expect(updateConfig(given, [{ path: ['python', 'version'], value: '1.0.0' }])).toBe(wanted);
});
