import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultConfig, loadConfig } from '../../src/index.ts';
import { formatSource } from '../../src/targets/python/format-source.ts';
import { hostileDocument } from './document.ts';
import { payloads } from './payloads.ts';
import { generateFrom } from './support.ts';

const config = defaultConfig({ isNewProject: true });
const text = fc.oneof(
  fc.constantFrom(...Object.values(payloads)),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(fc.constantFrom('"', "'", '\\', '{', '}', '\n', '#', '"""', 'a', ' ', '`', '<', '\u2028'), {
      maxLength: 12,
    })
    .map((parts) => parts.join('')),
);

// Ruff's own check runs inside of generate, and throws where text became code that is not valid.
test('any texts at any places give an SDK, or problems', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 30 }), async (texts) => {
      let at = 0;
      const next = (): string => texts[at++ % texts.length] ?? '';
      const { files, problems } = await generateFrom(hostileDocument({ text: next, name: next }), config);
      expect(files.length > 0 || problems.some(({ severity }) => severity === 'error')).toBe(true);
    }),
    { numRuns: 60, interruptAfterTimeLimit: 15_000 },
  );
});

const options = [
  ['generation', 'sdkClassName'],
  ['generation', 'baseServerUrl'],
  ['generation', 'requestBodyFieldName'],
  ['python', 'version'],
  ['python', 'packageName'],
  ['python', 'moduleName'],
  ['python', 'description'],
  ['python', 'homepage'],
  ['python', 'license'],
  ['python', 'envVarPrefix'],
  ['python', 'defaultErrorName'],
  ['python', 'baseErrorName'],
  ['python', 'inputModelSuffix'],
] as const;

const document = {
  openapi: '3.1.0',
  info: { title: 'Small', version: '1' },
  paths: { '/a': { get: { operationId: 'a', responses: { 200: { description: 'ok' } } } } },
};

test.each(options)('%s.%s is text, or refused with its place', async (group, key) => {
  for (const payload of Object.values(payloads)) {
    const given = JSON.stringify({ [group]: { [key]: payload } });
    const loaded = loadConfig(given, 'gen.yaml', { isNewProject: true });
    for (const { severity, place, message } of loaded.problems) {
      expect(severity === 'error' ? place?.file : 'gen.yaml', message).toBe('gen.yaml');
    }
    if (loaded.config === undefined) continue;
    const { files } = await generateFrom(document, loaded.config);
    expect(files.length).toBeGreaterThan(50);
    const project = files.find(({ path }) => path === 'pyproject.toml')?.content ?? '';
    expect(project).not.toMatch(/^\s*\[(project\.scripts|tool\.canary)\]/m);
    const version = files.find(({ path }) => path.endsWith('_version.py'))?.content ?? '';
    expect(formatSource({ path: '_version.py', content: version })).toBe(version);
  }
});
