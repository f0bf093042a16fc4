/** What `--dry-run` tells is what a run does: its diff, applied to the folder before, gives the folder after. */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { applyPatch, parsePatch } from 'diff';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hooklineIn } from '../../test/support/cli.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookline-dry-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const config = (more = '') =>
  `generation: {changelog: true, versioningStrategy: automatic${more}}\npython: {version: 1.0.0, packageName: acme}\n`;

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function get(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

function documentText(model: string, type: string): string {
  return `openapi: 3.1.0
info: {title: Acme, version: 1.0.0, description: About ${model}s.}
paths:
  /things:
    get:
      operationId: list${model}s
      responses: {'200': {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/${model}'}}}}}
components: {schemas: {${model}: {type: object, required: [id], properties: {id: {type: ${type}}}}}}
`;
}

/** Files and their texts; the generator's records aside. */
function files(): ReadonlyMap<string, string> {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const seen = found.filter((path) => !/\.hookline\/(?!gen\.yaml)/.test(path)).sort();
  return new Map(seen.map((path) => [path, get(path)]));
}

/** The files of a diff in the place of what was there. */
function applied(before: ReadonlyMap<string, string>, diff: string, out: string): Map<string, string> {
  const result = new Map(before);
  for (const part of diff.split(/^(?=diff --git )/m).filter((text) => text !== '')) {
    const [, name = ''] = /^diff --git a\/(\S+) b\//.exec(part) ?? [];
    const path = join(out, name);
    const text = patched(before.get(path) ?? '', part);
    if (/^deleted file mode/m.test(part)) result.delete(path);
    else result.set(path, text);
  }
  return new Map([...result].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function patched(text: string, part: string): string {
  if (!part.includes('\n@@ ')) return text;
  const [patch] = parsePatch(part);
  const done = patch === undefined ? false : applyPatch(text, patch, { autoConvertLineEndings: false });
  if (done === false) throw new Error(`does not apply: ${part}`);
  return done;
}

async function expectTold(out: string, ...more: readonly string[]): Promise<string> {
  const args = ['generate', '-s', 'openapi.yaml', '-o', out, ...more];
  const before = files();
  const dry = await hooklineIn(folder, [...args, '--dry-run']);
  expect(files()).toEqual(before);
  const told = applied(before, dry.out, out);
  const run = await hooklineIn(folder, args);
  expect(run.code).toBe(dry.code);
  expect(files()).toEqual(told);
  expect((await hooklineIn(folder, [...args, '--dry-run'])).out).toBe('');
  return dry.out;
}

describe('a dry run tells what a run does', () => {
  test('the first time, with files that are empty', async () => {
    put('openapi.yaml', documentText('Thing', 'string'));
    const diff = await expectTold('sdk');
    expect(diff).toContain(
      'diff --git a/src/openapi/py.typed b/src/openapi/py.typed\nnew file mode 100644\n',
    );
  });

  test('with edits, text around README sections, files that go, the changelog and the version', async () => {
    put('openapi.yaml', documentText('Thing', 'string'));
    put('sdk/.hookline/gen.yaml', config());
    await hooklineIn(folder, ['generate', '-s', 'openapi.yaml', '-o', 'sdk']);
    put('sdk/README.md', `Ours.\r\n${get('sdk/README.md')}Ours as well, without an end`);
    put('sdk/src/acme/models/thing.py', `${get('sdk/src/acme/models/thing.py')}\n# edited\n`);
    put('sdk/CHANGELOG.md', '# Changelog\n\nOurs.\n');
    put('openapi.yaml', documentText('Item', 'integer'));
    const diff = await expectTold('sdk');
    for (const name of ['CHANGELOG.md', '.hookline/gen.yaml', 'README.md', 'pyproject.toml'])
      expect(diff).toContain(`diff --git a/${name} b/${name}\n`);
    expect(diff).toMatch(/^\+.*version: 2\.0\.0/m);
    expect(get('sdk/README.md')).toContain('Ours as well, without an end');
  });

  test('a gen.yaml that is elsewhere', async () => {
    put('openapi.yaml', documentText('Thing', 'string'));
    put('gen.yaml', config());
    await hooklineIn(folder, ['generate', '-s', 'openapi.yaml', '-o', 'sdk', '-c', 'gen.yaml']);
    put('openapi.yaml', documentText('Thing', 'integer'));
    expect(await expectTold('sdk', '-c', 'gen.yaml')).toContain('diff --git a/../gen.yaml b/../gen.yaml\n');
  });

  test('into the folder it is run in, and over links', async () => {
    put('openapi.yaml', documentText('Thing', 'string'));
    await expectTold('.');
    put('openapi.yaml', documentText('Item', 'string'));
    cpSync(join(folder, 'README.md'), join(folder, 'other.md'));
    symlinkSync('other.md', join(folder, 'link.md'));
    await expectTold('.');
  });

  test('conflicts, with the exit code of the run', async () => {
    put('openapi.yaml', documentText('Thing', 'string'));
    await hooklineIn(folder, ['generate', '-s', 'openapi.yaml', '-o', 'sdk']);
    const model = 'sdk/src/openapi/models/thing.py';
    put(model, get(model).replace(/^ {4}id: str$/m, '    id: bytes'));
    put('openapi.yaml', documentText('Thing', 'integer'));
    const args = ['generate', '-s', 'openapi.yaml', '-o', 'sdk'];
    const before = files();
    const dry = await hooklineIn(folder, [...args, '--dry-run']);
    const run = await hooklineIn(folder, args);
    expect([dry.code, run.code]).toEqual([1, 1]);
    expect(files()).toEqual(applied(before, dry.out, 'sdk'));
  });

  test('and check is stale as long as one of these is', async () => {
    put('openapi.yaml', documentText('Thing', 'string'));
    put('sdk/.hookline/gen.yaml', config());
    await hooklineIn(folder, ['generate', '-s', 'openapi.yaml', '-o', 'sdk']);
    put('openapi.yaml', documentText('Thing', 'integer'));
    const check = await hooklineIn(folder, ['generate', '-s', 'openapi.yaml', '-o', 'sdk', '--check']);
    expect(check.code).toBe(3);
    expect(check.out).toContain('CHANGELOG.md');
  });
});
