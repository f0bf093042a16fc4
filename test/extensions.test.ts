/** The extensions under either name: the SDK is the same, and ours wins where both stand there. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadConfig } from '../src/config/load.ts';
import { memoryReader } from '../src/document/memory-reader.ts';
import { generate } from '../src/generate.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'conformance');
const theirs = readFileSync(join(folder, 'extensions.yaml'), 'utf8')
  .replace(/^.*: not_this\n/m, '')
  .replaceAll('x-hookline-', 'x-speakeasy-');

/** As the contract lists them. */
const names = [
  ...['name-override', 'group', 'ignore', 'enums', 'enum-descriptions', 'enum-format', 'unknown-values'],
  ...[
    'retries',
    'pagination',
    'timeout',
    'server-id',
    'globals',
    'globals-hidden',
    'errors',
    'error-message',
  ],
  ...['max-method-params', 'flatten-request', 'usage-example', 'example', 'deprecation-message'],
  ...['deprecation-replacement', 'type-override', 'param-encoding-override', 'allow-empty-value'],
  ...['sse-sentinel', 'sse-overload', 'custom-security-scheme', 'token-endpoint-authentication'],
  ...['token-endpoint-additional-properties', 'overridable-scopes', 'model-namespace', 'extension-rewrite'],
];

async function sdkOf(text: string): Promise<ReadonlyMap<string, string>> {
  const { config } = loadConfig(readFileSync(join(folder, 'gen.extensions.yaml'), 'utf8'), 'gen.yaml', {
    isNewProject: true,
  });
  if (!config) throw new Error('the configuration has errors');
  const schemas = [{ kind: 'text', name: 'extensions.yaml', text } as const];
  const { files, problems } = await generate({ schemas, reader: memoryReader({}) }, config);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return new Map(files.map(({ path, content }) => [path, content]));
}

/** The document with our names, and with a value of another meaning under theirs beside each. */
function withBoth(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withBoth);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
      const name = /^x-speakeasy-(.*)$/.exec(key)?.[1];
      if (name === undefined || name === 'webhooks') return [[key, withBoth(inner)]];
      const ours: [string, unknown] = [`x-hookline-${name}`, withBoth(inner)];
      return name === 'extension-rewrite' ? [ours] : [[key, another(inner)], ours];
    }),
  );
}

function another(value: unknown): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return `other-${value}`;
  return Array.isArray(value) ? [] : {};
}

describe('the extensions', () => {
  let wanted: ReadonlyMap<string, string>;
  beforeAll(async () => {
    wanted = await sdkOf(theirs);
  });

  test.each(names)('%s stands in the document', (name) => {
    expect(theirs).toMatch(new RegExp(`x-speakeasy-${name}(?![\\w-])`));
  });

  test('are read under our name', async () => {
    expect(await sdkOf(theirs.replaceAll('x-speakeasy-', 'x-hookline-'))).toEqual(wanted);
  });

  test('are read under our name first', async () => {
    expect(await sdkOf(JSON.stringify(withBoth(parse(theirs))))).toEqual(wanted);
  });
});
