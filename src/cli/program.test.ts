import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCommand } from './program.ts';
import type { Terminal } from './terminal.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookline-cli-'));
  writeFileSync(join(folder, 'openapi.yaml'), documentText('Thing'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function documentText(model: string): string {
  return `openapi: 3.1.0
info: {title: Things, version: 1.0.0}
servers: [{url: 'https://things.example'}]
paths:
  /things/{thingId}:
    get:
      operationId: getThing
      tags: [things]
      parameters:
        - {name: thingId, in: path, required: true, schema: {type: string}}
      responses:
        '200':
          description: The thing.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/${model}'}
components:
  schemas:
    ${model}:
      type: object
      required: [id]
      properties:
        id: {type: string}
`;
}

interface Result {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

async function hookline(args: readonly string[], more: Partial<Terminal> = {}): Promise<Result> {
  const printed = { out: '', error: '' };
  const terminal: Terminal = {
    folder,
    environment: {},
    isInteractive: false,
    color: false,
    out: (text) => {
      printed.out += text;
    },
    error: (text) => {
      printed.error += text;
    },
    readInput: () => Promise.resolve(readFileSync(join(folder, 'openapi.yaml'))),
    ...more,
  };
  return { code: await runCommand(args, terminal), ...printed };
}

const generate = (...more: readonly string[]) =>
  hookline(['generate', '--schema', 'openapi.yaml', '--out', 'sdk', ...more]);

const exists = (path: string) => existsSync(join(folder, path));
const put = (path: string, text: string) => writeFileSync(join(folder, path), text);

describe('generate', () => {
  test('writes an SDK and says what to do next', async () => {
    const { code, out, error } = await generate();
    expect(error).toContain('Reading the document');
    expect(code, error).toBe(0);
    expect(out).toMatch(/^sdk: 1 operation, \d+ models?, \d+ files, no warnings/);
    expect(out).toContain('Next: pip install ./sdk');
    expect(exists('sdk/pyproject.toml')).toBe(true);
    expect(exists('sdk/src/openapi/models/thing.py')).toBe(true);
  });

  test('gives the same bytes twice', async () => {
    await generate();
    const { code, out } = await generate();
    expect(code).toBe(0);
    expect(out).toContain('0 written');
  });

  test('removes what a new document does not have', async () => {
    await generate();
    put('openapi.yaml', documentText('Item'));
    const { out } = await generate();
    expect(out).toContain('removed');
    expect(exists('sdk/src/openapi/models/thing.py')).toBe(false);
    expect(exists('sdk/src/openapi/models/item.py')).toBe(true);
  });

  test('reads standard input', async () => {
    const { code, error } = await hookline(['generate', '--schema', '-', '--out', 'sdk']);
    expect(code, error).toBe(0);
    expect(exists('sdk/pyproject.toml')).toBe(true);
  });

  test('finds gen.yaml in the output folder', async () => {
    mkdirSync(join(folder, 'sdk/.hookline'), { recursive: true });
    put('sdk/.hookline/gen.yaml', 'python: {packageName: acme}\n');
    await generate();
    expect(exists('sdk/src/acme/sdk.py')).toBe(true);
  });

  test('quiet says nothing where there is nothing to say', async () => {
    expect(await generate('--quiet')).toEqual({ code: 0, out: '', error: '' });
  });

  test('json prints one report and nothing else', async () => {
    const { code, out, error } = await generate('--json');
    expect(error).toBe('');
    const report = JSON.parse(out) as Record<string, unknown>;
    expect(code).toBe(0);
    expect(report).toMatchObject({ ok: true, outcome: 'written', exitCode: 0, stats: { operations: 1 } });
    expect(report.files).toContain('pyproject.toml');
  });
});

describe('check and dry run', () => {
  test('check is 3 before, 0 after, and writes nothing', async () => {
    expect((await generate('--check')).code).toBe(3);
    expect(exists('sdk')).toBe(false);
    await generate();
    expect(await generate('--check')).toMatchObject({ code: 0, out: 'sdk is current.\n' });
    put('openapi.yaml', documentText('Item'));
    const stale = await generate('--check');
    expect(stale.code).toBe(3);
    expect(stale.out).toContain('models/item.py');
    expect(stale.out).toContain('models/thing.py (to be removed)');
    expect(exists('sdk/src/openapi/models/item.py')).toBe(false);
  });

  test('dry run prints a diff', async () => {
    await generate();
    put('openapi.yaml', documentText('Thing').replace('id: {type: string}', 'id: {type: integer}'));
    const { code, out } = await generate('--dry-run');
    expect(code).toBe(0);
    expect(out).toMatch(/^diff --git a\/\S+ b\/\S+\n--- a\//);
    expect(out).toMatch(/^-\s+id: str$/m);
    expect(out).toMatch(/^\+\s+id: int$/m);
    expect((await generate('--check')).code).toBe(3);
  });
});

describe('edits', () => {
  const model = 'sdk/src/openapi/models/thing.py';
  const edit = (from: RegExp, to: string) =>
    put(model, readFileSync(join(folder, model), 'utf8').replace(from, to));

  test('conflicts are marked, and the exit code is 1', async () => {
    await generate();
    edit(/^ {4}id: str$/m, '    id: bytes');
    put('openapi.yaml', documentText('Thing').replace('id: {type: string}', 'id: {type: integer}'));
    const { code, error } = await generate();
    expect(code).toBe(1);
    expect(error).toContain('output-edit-conflict');
    expect(error).toContain(`models/thing.py:`);
    expect(readFileSync(join(folder, model), 'utf8')).toContain('<<<<<<< yours');
    expect((await generate()).error).toContain('output-edit-unresolved');
    expect((await generate('--force')).code).toBe(0);
    expect(readFileSync(join(folder, model), 'utf8')).not.toContain('<<<<<<<');
  });
});

describe('bad input', () => {
  // [what, change, arguments, printed]
  const cases: readonly [string, () => void, readonly string[], string][] = [
    ['a missing document', () => rmSync(join(folder, 'openapi.yaml')), [], 'document-unreadable'],
    ['a broken document', () => put('openapi.yaml', 'openapi: [\n'), [], 'openapi.yaml:'],
    ['a document of another kind', () => put('openapi.yaml', 'hello: world\n'), [], 'error'],
    ['a missing configuration', () => undefined, ['--config', 'gone.yaml'], 'there is no such file'],
    ['a folder as configuration', () => undefined, ['--config', '.'], 'it is a folder'],
    [
      'a wrong value',
      () => put('gen.yaml', 'python:\n  asyncMode: bth\n'),
      ['--config', 'gen.yaml'],
      'gen.yaml:2:14',
    ],
    [
      'a slip in a key, with --strict',
      () => put('gen.yaml', 'python:\n  useAsyncHook: true\n'),
      ['--config', 'gen.yaml', '--strict'],
      'Did you mean `useAsyncHooks`?',
    ],
    ['an output folder that is a file', () => put('sdk', 'x'), [], 'it is a file, not a folder'],
  ];

  test.each(cases)('%s: exit 1, nothing written, no trace', async (_what, change, more, printed) => {
    change();
    const { code, error } = await generate(...more);
    expect(error).toContain(printed);
    expect(code).toBe(1);
    expect(error).toContain('fix:');
    expect(error).toContain('nothing was written');
    expect(error).not.toMatch(/^\s+at /m);
    expect(exists('sdk/pyproject.toml')).toBe(false);
  });

  test('as JSON, each problem has its words', async () => {
    put('gen.yaml', 'python:\n  asyncMode: bth\n');
    const { code, out } = await generate('--config', 'gen.yaml', '--json');
    expect(code).toBe(1);
    const report = JSON.parse(out) as { problems: Record<string, unknown>[] };
    expect(report).toMatchObject({ ok: false, outcome: 'failed' });
    expect(report.problems[0]).toMatchObject({
      code: 'config-value',
      severity: 'error',
      place: { file: 'gen.yaml', line: 2, column: 14 },
      fix: expect.stringContaining(''),
    });
  });

  test('in GitHub Actions it is annotated', async () => {
    put('gen.yaml', 'python:\n  asyncMode: bth\n');
    const { out } = await hookline(
      ['generate', '--schema', 'openapi.yaml', '--out', 'sdk', '--config', 'gen.yaml'],
      { environment: { GITHUB_ACTIONS: 'true' } },
    );
    expect(out).toMatch(/^::error file=gen\.yaml,line=2,col=14,title=/);
  });
});

describe('hooks add', () => {
  const add = (...args: readonly string[]) => hookline(['hooks', 'add', ...args, '--out', 'sdk']);

  test('writes a stub, registers it, and the SDK is as current as before', async () => {
    await generate();
    const { code, out } = await add('audit', '--on', 'before_request,after_error');
    expect(code).toBe(0);
    expect(out).toContain('AuditHook in sdk/src/openapi/_hooks/audit_hook.py');
    const registration = readFileSync(join(folder, 'sdk/src/openapi/_hooks/registration.py'), 'utf8');
    expect(registration).toContain('hooks.register_after_error_hook(audit_hook)');
    expect((await generate('--check')).code).toBe(0);
  });

  test.each<[string, readonly string[], number, string]>([
    ['a point that is none', ['a', '--on', 'before_reqest'], 2, 'Did you mean "before_request"?'],
    ['no point', ['a'], 2, '--on'],
    ['a path as a name', ['../a', '--on', 'before_request'], 2, 'Letters'],
    ['async where there is none', ['a', '--on', 'before_request', '--async'], 1, 'useAsyncHooks'],
    ['async where there cannot be', ['a', '--on', 'sdk_init', '--async'], 1, 'no async form'],
  ])('%s is refused', async (_what, args, wanted, message) => {
    await generate();
    const { code, error } = await add(...args);
    expect(error).toContain(message);
    expect(code).toBe(wanted);
  });

  test('without an SDK it says what to do', async () => {
    const { code, error } = await add('audit', '--on', 'before_request');
    expect(code).toBe(1);
    expect(error).toContain('Generate the SDK first');
  });

  test('a hook that is there stays', async () => {
    await generate();
    await add('audit', '--on', 'before_request');
    expect((await add('audit', '--on', 'after_success')).error).toContain('is there already');
  });
});

describe('wrong usage', () => {
  test.each<[string, readonly string[], string]>([
    ['no document', ['generate', '--out', 'x'], '--schema'],
    ['no output folder', ['generate', '--schema', 'a'], '--out'],
    ['an unknown option', ['generate', '--schema', 'a', '--out', 'x', '--stric'], 'Did you mean --strict?'],
    ['an unknown command', ['generat'], 'Did you mean generate?'],
    ['help for an unknown command', ['help', 'generat'], 'Did you mean generate?'],
    ['an unknown target', ['generate', '--schema', 'a', '--out', 'x', '--target', 'cobol'], 'python'],
    ['too much', ['generate', '--schema', 'a', '--out', 'x', 'y'], "unexpected argument 'y'"],
    [
      'check and dry run',
      ['generate', '--schema', 'a', '--out', 'x', '--check', '--dry-run'],
      'cannot be used',
    ],
    ['two standard inputs', ['generate', '--schema', '-', '--schema', '-', '--out', 'x'], 'only once'],
    ['an empty name', ['generate', '--schema', '', '--out', 'x'], 'empty'],
  ])('%s: exit 2', async (_what, args, printed) => {
    const { code, error } = await hookline(args);
    expect(error).toContain(printed);
    expect(code).toBe(2);
  });

  test('no command shows the help', async () => {
    const { code, error, out } = await hookline([]);
    expect(`${out}${error}`).toContain('Usage: hookline');
    expect(code).toBe(2);
  });

  test.each([['--help'], ['generate', '--help']])('help is no error', async (...args) => {
    const { code, out } = await hookline(args);
    expect(code).toBe(0);
    expect(out).toContain('Usage: hookline');
  });

  test('the version is that of the package', async () => {
    const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
    const { version } = JSON.parse(manifest) as { version: string };
    expect((await hookline(['--version'])).out).toBe(`${version}\n`);
  });
});
