import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hooklineIn } from '../../test/support/cli.ts';

let folder: string;

/** Shells that not every machine has. */
function hasShell(name: string): boolean {
  return spawnSync(name, ['--version']).status === 0;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookline-commands-'));
  put('api.yaml', api('verbose'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function api(parameter: string): string {
  return `openapi: 3.1.0
info: {title: Things, version: 1.0.0}
servers: [{url: 'https://things.example'}]
paths:
  /things:
    get:
      operationId: listThings
      tags: [things]
      parameters: [{name: ${parameter}, in: query, schema: {type: boolean}}]
      responses: {'204': {description: Done.}}
`;
}

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const get = (path: string) => readFileSync(join(folder, path), 'utf8');
const hookline = (...args: readonly string[]) => hooklineIn(folder, args);

describe('diff', () => {
  test('tells what breaks, and fails where that is asked for', async () => {
    put('new.yaml', api('chatty'));
    const { code, out } = await hookline('diff', 'api.yaml', 'new.yaml');
    expect(code).toBe(0);
    expect(out).toContain('The argument `verbose` is gone.');
    expect(out).toContain('Version: 0.0.1 → 0.1.0 (breaking).');
    expect((await hookline('diff', 'api.yaml', 'new.yaml', '--fail-on', 'breaking')).code).toBe(1);
    expect((await hookline('diff', 'api.yaml', 'api.yaml', '--fail-on', 'cosmetic')).code).toBe(0);
  });

  test('as JSON, and as Markdown into a file', async () => {
    put('new.yaml', api('chatty'));
    const { out } = await hookline('diff', 'api.yaml', 'new.yaml', '--json');
    expect(JSON.parse(out)).toMatchObject({ ok: true, level: 'breaking', nextVersion: '0.1.0' });
    const { code, out: nothing } = await hookline(
      'diff',
      'api.yaml',
      'new.yaml',
      '--format',
      'markdown',
      '-o',
      'a.md',
    );
    expect([code, nothing]).toEqual([0, '']);
    expect(get('a.md')).toContain('#### Breaking (1)');
  });

  test('a document that is not there is told, and not compared', async () => {
    const { code, error } = await hookline('diff', 'apj.yaml', 'api.yaml');
    expect(code).toBe(1);
    expect(error).toContain('Did you mean "api.yaml"?');
    expect((await hookline('diff', 'api.yaml')).code).toBe(2);
  });
});

describe('lint', () => {
  test('warnings fail only where that is asked for', async () => {
    const { code, out, error } = await hookline('lint', 'api.yaml');
    expect(code).toBe(0);
    expect(error).toContain('[lint-no-description]');
    expect(out).toBe('api.yaml: 2 warnings.\n');
    expect((await hookline('lint', 'api.yaml', '--fail-on', 'warning')).code).toBe(1);
  });

  test('as JSON', async () => {
    const { out } = await hookline('lint', 'api.yaml', '--json');
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      problems: [{ code: 'lint-no-errors', place: { line: 6 } }, {}],
    });
  });

  test('errors of the document fail', async () => {
    put('api.yaml', 'openapi: 3.1.0\ninfo: {');
    expect((await hookline('lint', 'api.yaml')).code).toBe(1);
  });
});

describe('overlay', () => {
  test('what compare writes, apply applies', async () => {
    put('new.yaml', api('chatty'));
    expect((await hookline('overlay', 'compare', 'api.yaml', 'new.yaml', '-o', 'o.yaml')).code).toBe(0);
    expect((await hookline('overlay', 'apply', 'api.yaml', 'o.yaml', '-o', 'done.yaml')).code).toBe(0);
    expect((await hookline('overlay', 'compare', 'done.yaml', 'new.yaml')).out).toContain('actions: []');
    expect((await hookline('overlay', 'validate', 'o.yaml', '--schema', 'api.yaml')).out).toBe(
      'o.yaml: 2 actions, no errors.\n',
    );
  });

  test('a target that matches nothing is a warning, or with --strict an error', async () => {
    put(
      'o.yaml',
      'overlay: 1.0.0\ninfo: {title: O, version: 1.0.0}\nactions: [{target: $.nothing, remove: true}]\n',
    );
    const { code, error } = await hookline('overlay', 'validate', 'o.yaml', '-s', 'api.yaml');
    expect([code, error.includes('overlay-unmatched')]).toEqual([0, true]);
    expect((await hookline('overlay', 'validate', 'o.yaml', '-s', 'api.yaml', '--strict')).code).toBe(1);
    put('o.yaml', 'overlay: 9.0.0\n');
    expect((await hookline('overlay', 'validate', 'o.yaml', '--json')).code).toBe(1);
  });
});

describe('run', () => {
  const workflow = `workflowVersion: 1.0.0
sources:
  api: {inputs: [{location: api.yaml}]}
  broken: {inputs: [{location: none.yaml}]}
targets:
  one: {target: python, source: api, output: one}
  two: {target: python, source: api, output: two}
`;

  test('generates every target', async () => {
    put('.speakeasy/workflow.yaml', workflow);
    const { code, out, error } = await hookline('run');
    expect(code, error).toBe(0);
    expect(out).toContain('Next: pip install ./one');
    expect(get('one/pyproject.toml')).toBe(get('two/pyproject.toml'));
    expect((await hookline('run', '--check')).code).toBe(0);
    put('api.yaml', api('chatty'));
    const stale = await hookline('run', '--check', '--json');
    expect(JSON.parse(stale.out)).toMatchObject({ exitCode: 3, targets: { one: { exitCode: 3 }, two: {} } });
  });

  test('one that fails does not keep the others from being generated', async () => {
    put(
      '.hookline/workflow.yaml',
      workflow.replace('source: api, output: two', 'source: broken, output: two'),
    );
    const { code, error } = await hookline('run');
    expect(code).toBe(1);
    expect(error).toContain('none.yaml cannot be read');
    expect([existsSync(join(folder, 'one')), existsSync(join(folder, 'two'))]).toEqual([true, false]);
    expect((await hookline('run', '--target', 'one')).code).toBe(0);
    expect((await hookline('run', '--target', 'other')).code).toBe(2);
  });

  test('writes the document of a source that has an output', async () => {
    put(
      'orders.yaml',
      api('open')
        .replaceAll('/things', '/orders')
        .replaceAll('Things', 'Orders')
        .replace('[things]', '[orders]'),
    );
    put(
      'fixes.yaml',
      "overlay: 1.0.0\ninfo: {title: F, version: '1'}\nactions: [{target: $.info, update: {title: Fixed}}]\n",
    );
    put(
      '.hookline/workflow.yaml',
      workflow
        .replace(
          '[{location: api.yaml}]',
          '[api.yaml, orders.yaml], overlays: [fixes.yaml], output: out/all.yaml',
        )
        .replace('  two: {target: python, source: api, output: two}\n', ''),
    );
    const stale = await hookline('run', '--check', '--json');
    expect(JSON.parse(stale.out)).toMatchObject({ exitCode: 3, sources: { api: { outcome: 'stale' } } });
    expect(existsSync(join(folder, 'out'))).toBe(false);
    const { code, out, error } = await hookline('run');
    expect(code, error).toBe(0);
    expect(out).toContain('Source api: out/all.yaml is written.');
    expect(get('out/all.yaml')).toMatch(/title: Fixed[\s\S]*\/things:[\s\S]*\/orders:/);
    const again = await hookline('generate', '--schema', 'out/all.yaml', '--out', 'one', '--check');
    expect(again.error).not.toContain('error');
    expect((await hookline('run', '--check')).code).toBe(0);
    put('out/all.yaml', 'mine: true\n');
    const taken = await hookline('run');
    expect([taken.code, get('out/all.yaml')]).toEqual([1, 'mine: true\n']);
    expect(taken.error).toContain('[workflow-output-taken]');
  });

  test('keys that have no effect are told', async () => {
    put(
      '.hookline/workflow.yaml',
      workflow
        .replace('sources:\n', 'sources:\n  # mine\n')
        .replace('[{location: api.yaml}]', '[api.yaml], registry: {location: a/b}, overlay: [fixes.yaml]'),
    );
    const { code, error } = await hookline('run', '--target', 'one');
    expect(code).toBe(0);
    expect(error).toContain('`sources.api.registry` has no effect: nothing is uploaded to a registry.');
    expect(error).toContain('Did you mean "overlays"?');
    expect(error).toContain('.hookline/workflow.yaml:4:');
    expect((await hookline('run', '--strict', '--target', 'one')).code).toBe(1);
  });

  test('a workflow that is missing or wrong is told with its place', async () => {
    expect((await hookline('run')).error).toContain('[workflow-missing]');
    put('.hookline/workflow.yaml', workflow.replace('source: api, output: one', 'source: appi, output: one'));
    const { code, error } = await hookline('run');
    expect(code).toBe(1);
    expect(error).toContain('.hookline/workflow.yaml:6:');
  });
});

describe('versioningStrategy: automatic', () => {
  const generate = ['generate', '--schema', 'api.yaml', '--out', 'sdk'];

  test.each(['sdk/.hookline/gen.yaml', 'sdk/gen.yaml', 'mine.yaml'])(
    'raises the version in %s',
    async (place) => {
      put(place, '# mine\npython: {version: 1.2.3} # ours\n');
      const args = place === 'mine.yaml' ? [...generate, '--config', place] : generate;
      expect((await hookline(...args)).code).toBe(0);
      expect(get(place)).toContain('version: 1.2.3');
      put('api.yaml', api('chatty'));
      const stale = await hookline(...args, '--check');
      expect(stale.code).toBe(3);
      expect(get(place)).toContain('version: 1.2.3');
      const { code, error } = await hookline(...args);
      expect(code, error).toBe(0);
      expect(error).toContain('the version rises from 1.2.3 to 2.0.0: the changes are breaking');
      expect(get(place)).toBe('# mine\npython: {version: 2.0.0} # ours\n');
      expect(get('sdk/pyproject.toml')).toContain('version = "2.0.0"');
      expect((await hookline(...args, '--check')).code).toBe(0);
      expect((await hookline(...args)).error).not.toContain('rises');
    },
  );

  test('tells in CHANGELOG.md what changed', async () => {
    put('sdk/gen.yaml', 'python: {version: 1.2.3}\n');
    await hookline(...generate);
    expect(existsSync(join(folder, 'sdk/CHANGELOG.md'))).toBe(false);
    put('api.yaml', api('chatty'));
    expect((await hookline(...generate, '--check')).code).toBe(3);
    expect(existsSync(join(folder, 'sdk/CHANGELOG.md'))).toBe(false);
    await hookline(...generate);
    expect(get('sdk/CHANGELOG.md')).toMatch(/^# Changelog\n\n## 2\.0\.0\n\n### Breaking\n\n- `things\.list/);
    const edited = `${get('sdk/CHANGELOG.md')}\nMine.\n`;
    put('sdk/CHANGELOG.md', edited);
    await hookline(...generate);
    expect(get('sdk/CHANGELOG.md')).toBe(edited);
    put('sdk/.genignore', 'CHANGELOG.md\n');
    put('api.yaml', api('silent'));
    await hookline(...generate);
    expect(get('sdk/CHANGELOG.md')).toBe(edited);
    put('sdk/.genignore', '');
    put('sdk/gen.yaml', 'generation: {changelog: false}\npython: {version: 3.0.0}\n');
    put('api.yaml', api('loud'));
    await hookline(...generate);
    expect(get('sdk/CHANGELOG.md')).toBe(edited);
  });

  test('leaves a version that was set by hand, and with `manual` every one', async () => {
    put('sdk/gen.yaml', 'python: {version: 1.2.3}\n');
    await hookline(...generate);
    put('api.yaml', api('chatty'));
    put('sdk/gen.yaml', 'python: {version: 1.9.0}\n');
    await hookline(...generate);
    expect(get('sdk/gen.yaml')).toBe('python: {version: 1.9.0}\n');
    put('api.yaml', api('silent'));
    put('sdk/gen.yaml', 'generation: {versioningStrategy: manual}\npython: {version: 1.9.0}\n');
    await hookline(...generate);
    expect(get('sdk/gen.yaml')).toContain('1.9.0');
  });
});

describe('--json', () => {
  const overlay = "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions: []\n";
  test.each([
    [0, ['generate', '--schema', 'api.yaml', '--out', 'sdk']],
    [0, ['generate', '--schema', 'api.yaml', '--out', 'sdk', '--dry-run']],
    [3, ['generate', '--schema', 'api.yaml', '--out', 'sdk', '--check']],
    [1, ['generate', '--schema', 'none.yaml', '--out', 'sdk']],
    [2, ['generate', '--schema', 'api.yaml']],
    [0, ['diff', 'api.yaml', 'api.yaml']],
    [1, ['diff', 'api.yaml', 'none.yaml']],
    [2, ['diff', 'api.yaml']],
    [0, ['lint', 'api.yaml']],
    [1, ['lint', 'none.yaml']],
    [0, ['overlay', 'apply', 'api.yaml', 'o.yaml']],
    [0, ['overlay', 'apply', 'api.yaml', 'o.yaml', '--output', 'new.yaml']],
    [1, ['overlay', 'apply', 'api.yaml', 'none.yaml']],
    [1, ['overlay', 'apply', 'api.yaml', 'o.yaml', '--output', 'no/such/folder.yaml']],
    [0, ['overlay', 'compare', 'api.yaml', 'api.yaml']],
    [1, ['overlay', 'compare', 'api.yaml', 'none.yaml']],
    [0, ['overlay', 'validate', 'o.yaml']],
    [1, ['overlay', 'validate', 'api.yaml']],
    [0, ['run']],
    [1, ['run', '--workflow', 'none.yaml']],
    [2, ['run', '--target', 'none']],
    [0, ['init', '--schema', 'api.yaml', '--out', 'sdk']],
    [1, ['init']],
    [1, ['hooks', 'add', 'x', '--on', 'before_request']],
    [2, ['hooks', 'add', 'x', '--on', 'never']],
  ])('exit %d: %j prints one document', async (wanted, args) => {
    put('o.yaml', overlay);
    put(
      '.hookline/workflow.yaml',
      'sources: {a: {inputs: [api.yaml]}}\ntargets: {t: {target: python, source: a, output: sdk}}\n',
    );
    const { code, out } = await hookline(...args, '--json');
    expect(code).toBe(wanted);
    expect(JSON.parse(out)).toMatchObject({ ok: wanted === 0, exitCode: wanted });
  });

  test('the document and the overlay are in it', async () => {
    put('o.yaml', overlay);
    const applied = await hookline('overlay', 'apply', 'api.yaml', 'o.yaml', '--json');
    expect(JSON.parse(applied.out)).toMatchObject({ document: { info: { title: 'Things' } } });
    const compared = await hookline('overlay', 'compare', 'api.yaml', 'api.yaml', '--json');
    expect(JSON.parse(compared.out)).toMatchObject({ overlay: { actions: [] } });
  });
});

test('--watch runs again when a file that was read changes', async () => {
  const stop = new AbortController();
  const told: string[] = [];
  let finish: () => void = () => undefined;
  const seen = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const more = {
    error: (text: string) => {
      told.push(text);
      if (!text.startsWith('Watching')) return;
      const runs = told.filter((line) => line.startsWith('Watching')).length;
      if (runs === 1) put('api.yaml', api('chatty'));
      if (runs === 2) put('api.yaml', 'openapi: 3.1.0\ninfo: {');
      if (runs === 3) finish();
    },
  };
  const args = ['generate', '--schema', 'api.yaml', '--out', 'sdk', '--watch'];
  const running = hooklineIn(folder, args, more, stop.signal);
  await seen;
  stop.abort();
  const { code, out } = await running;
  expect(code).toBe(0);
  expect(out.match(/Next: pip install/g)).toHaveLength(2);
  expect(told.join('')).toContain('nothing was written');
  expect(get('sdk/src/openapi/things.py')).toContain('chatty');
});

describe('completion', () => {
  test.each(['bash', 'zsh', 'fish'])('%s knows commands and options', async (shell) => {
    const { code, out } = await hookline('completion', shell);
    expect(code).toBe(0);
    for (const word of ['generate', 'overlay', 'apply', 'fail-on']) expect(out).toContain(word);
  });

  /** What a shell offers for words; the last one is being written. */
  const offers = [
    [['hookline', 'overlay', 'va'], ['validate']],
    [['hookline', 'lint', '--fa'], ['--fail-on']],
    [
      ['hookline', 'lint', '--fail-on', ''],
      ['error', 'warning'],
    ],
    [['hookline', 'completion', 'f'], ['fish']],
    [['hookline', 'hooks', ''], ['add']],
  ] as const;

  test('bash takes the script, and completes', async () => {
    const { out } = await hookline('completion', 'bash');
    for (const [words, wanted] of offers) {
      const line = `COMP_WORDS=(${words.map((word) => `"${word}"`).join(' ')}); COMP_CWORD=${words.length - 1}`;
      const script = `${out}\n${line}; _hookline; printf "%s\\n" "\${COMPREPLY[@]}"`;
      expect(execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim().split('\n')).toEqual(wanted);
    }
  });

  test('bash leaves files to itself', async () => {
    const { out } = await hookline('completion', 'bash');
    const script = `${out}\nCOMP_WORDS=(hookline generate --schema ""); COMP_CWORD=3; _hookline; echo "\${#COMPREPLY[@]}"`;
    expect(execFileSync('bash', ['-c', script], { encoding: 'utf8' })).toBe('0\n');
  });

  test.skipIf(!hasShell('fish'))('fish takes the script, and completes', async () => {
    const { out } = await hookline('completion', 'fish');
    for (const [words, wanted] of offers) {
      const script = `${out}\ncomplete -C "${words.join(' ')}"`;
      const lines = execFileSync('fish', ['--no-config', '-c', script], { encoding: 'utf8' })
        .trim()
        .split('\n');
      expect(lines.map((line) => line.split('\t')[0])).toEqual(expect.arrayContaining([...wanted]));
    }
  });

  test.skipIf(!hasShell('zsh'))('zsh takes the script', async () => {
    const { out } = await hookline('completion', 'zsh');
    const script = `${out}\nprint -r -- $_comps[hookline]`;
    expect(execFileSync('zsh', ['-f', '-c', script], { encoding: 'utf8' })).toContain('_bash_complete');
  });

  test('another shell is wrong usage', async () => {
    expect((await hookline('completion', 'cmd')).code).toBe(2);
  });
});

test('each command has a help with examples', async () => {
  const commands = [
    'generate',
    'run',
    'diff',
    'lint',
    'overlay apply',
    'overlay compare',
    'overlay validate',
  ];
  for (const command of [...commands, 'init', 'hooks add', 'completion']) {
    const { code, out } = await hookline(...command.split(' '), '--help');
    expect([command, code, out.includes(`$ hookline ${command}`)]).toEqual([command, 0, true]);
  }
});
