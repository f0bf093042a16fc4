/**
 * Three small APIs with every line that is written for them: read before you commit. `npm run golden` writes
 * them anew. Files copied from the runtime as they are do not stand here.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../src/config/load.ts';
import { nodeReader } from '../src/document/node-reader.ts';
import { generate } from '../src/generate.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'golden');
const runtime = join(folder, '../../src/targets/python/runtime/sdk');
const update = process.env.npm_lifecycle_event === 'golden';

describe.each(['minimal', 'split', 'everything'])('%s', (name) => {
  const place = join(folder, name);

  test('is written as it was read', async () => {
    const files = await emittedFiles(place);
    const sdk = join(place, 'sdk');
    if (update) {
      rmSync(sdk, { recursive: true, force: true });
      for (const [path, content] of files) write(join(sdk, path), content);
    }
    expect(listing(sdk)).toEqual([...files.keys()].sort());
    for (const [path, content] of files) expect(content, path).toBe(readFileSync(join(sdk, path), 'utf8'));
  });

  test('is the same bytes the second time', async () => {
    expect(await emittedFiles(place)).toEqual(await emittedFiles(place));
  });
});

async function emittedFiles(place: string): Promise<ReadonlyMap<string, string>> {
  const { config } = loadConfig(readFileSync(join(place, 'gen.yaml'), 'utf8'), 'gen.yaml', {
    isNewProject: true,
  });
  if (!config) throw new Error('the configuration has errors');
  const schemas = [{ kind: 'file', path: 'openapi.yaml' } as const];
  const { files, problems } = await generate({ schemas, reader: nodeReader(place) }, config);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const source = `src/${config.python.moduleName.replaceAll('.', '/')}/`;
  const own = files.filter(({ path, content }) => !isCopied(path, source, content));
  return new Map(own.map(({ path, content }) => [path.replace(/^\./, 'dot-'), content]));
}

/** Whether the file is the runtime's, word for word. */
function isCopied(path: string, source: string, content: string): boolean {
  if (!path.startsWith(source)) return false;
  const original = join(runtime, path.slice(source.length));
  return existsSync(original) && readFileSync(original, 'utf8') === content;
}

function write(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function listing(root: string, inside = ''): readonly string[] {
  const entries = existsSync(join(root, inside))
    ? readdirSync(join(root, inside), { withFileTypes: true })
    : [];
  return entries
    .flatMap((entry) =>
      entry.isDirectory() ? listing(root, `${inside}${entry.name}/`) : [`${inside}${entry.name}`],
    )
    .sort();
}
