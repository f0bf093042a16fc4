/** `hookline run` as a program: each of several targets in a thread of its own. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { hooklineIn } from '../../test/support/cli.ts';
import { compile } from '../../test/support/compile.ts';

let program: string;
let work: string;
let folder: string;

beforeAll(() => {
  program = join(compile('run'), 'cli/main-unbundled.js');
  work = mkdtempSync(join(tmpdir(), 'hookline-run-'));
}, 120_000);
afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

const names = ['delta', 'alpha', 'broken', 'charlie'];

beforeEach(() => {
  folder = mkdtempSync(join(work, 'case-'));
  mkdirSync(join(folder, '.hookline'));
  const inputs = names.map((name) => `  ${name}: {inputs: [{location: ${name}.yaml}]}\n`);
  const targets = names.map((name) => `  ${name}: {target: python, source: ${name}, output: sdk/${name}}\n`);
  writeFileSync(
    join(folder, '.hookline/workflow.yaml'),
    `workflowVersion: 1.0.0\nsources:\n${inputs.join('')}targets:\n${targets.join('')}`,
  );
  for (const name of names) writeFileSync(join(folder, `${name}.yaml`), documentText(name));
});

function documentText(name: string): string {
  if (name === 'broken') return 'openapi: 3.1.0\npaths: [\n';
  const response = `{'200': {description: OK, content: {application/json: {schema: {type: string}}}}}`;
  return `openapi: 3.1.0\ninfo: {title: ${name}, version: 1.0.0}\npaths: {/x: {get: {operationId: ${name}Get, responses: ${response}}}}\n`;
}

function run(...args: readonly string[]): {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
} {
  const done = spawnSync(process.execPath, [program, 'run', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { code: done.status, out: done.stdout, error: done.stderr };
}

test('a broken document costs its own target alone; all is told in the order of the file', () => {
  const { code, out, error } = run();
  expect(code).toBe(1);
  const order = [...error.matchAll(/^(delta|alpha|broken|charlie):$/gm)].map(([, name]) => name);
  expect(order).toEqual(names);
  expect(error).toContain('broken.yaml:');
  expect([...out.matchAll(/^sdk\/(\w+): 1 operation/gm)].map(([, name]) => name)).toEqual([
    'delta',
    'alpha',
    'charlie',
  ]);
  for (const name of ['delta', 'alpha', 'charlie'])
    expect(readFileSync(join(folder, `sdk/${name}/pyproject.toml`), 'utf8')).toContain('name = "openapi"');
  expect(existsSync(join(folder, 'sdk/broken'))).toBe(false);
});

test('json has the reports in that order, and the heaviest exit code', () => {
  const { code, out } = run('--json');
  const report = JSON.parse(out) as { exitCode: number; targets: Record<string, { exitCode: number }> };
  expect(code).toBe(1);
  expect(report.exitCode).toBe(1);
  expect(Object.entries(report.targets).map(([name, { exitCode }]) => [name, exitCode])).toEqual([
    ['delta', 0],
    ['alpha', 0],
    ['broken', 1],
    ['charlie', 0],
  ]);
  expect(run('--check', '--target', 'alpha', '--target', 'charlie').code).toBe(0);
  writeFileSync(join(folder, 'alpha.yaml'), documentText('other'));
  expect(run('--check', '--target', 'alpha', '--target', 'charlie').code).toBe(3);
});

test('a thread that breaks down is told like a bug, and the others go on', async () => {
  const told = await hooklineIn(folder, ['run', '--json'], {
    lane: () => ({
      work: ({ options }) => {
        const failed = options.out.endsWith('alpha');
        const out = failed ? '{"ok": false, "exitCode": 70}' : '{"ok": true, "exitCode": 0}';
        return Promise.resolve({ code: failed ? 70 : 0, out, error: '' });
      },
      end: () => undefined,
    }),
  });
  expect(told.code).toBe(70);
  expect(Object.keys((JSON.parse(told.out) as { targets: object }).targets)).toEqual(names);
});
