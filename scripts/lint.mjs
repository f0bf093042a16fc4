/** `npm run lint`: every linter and type checker, over our sources. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { environment, installPackages, requireNode, root } from './setup.mjs';

requireNode();
installPackages();
const python = environment('test-venv', 'test/python/requirements.txt');
const runtime = 'src/targets/python/runtime';
const bin = (name) => join(root, 'node_modules', name);
const node = process.execPath;

const checks = [
  ['tsc', node, [bin('typescript/bin/tsc'), '--noEmit', '-p', '.']],
  ['biome', node, [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings']],
  ['layers', node, ['scripts/layers.mjs']],
  ['knip', node, [bin('knip/bin/knip.js')]],
  ['publint', node, [bin('publint/src/cli.js'), '--strict', '--pack=false']],
  ['ruff check', python, ['-m', 'ruff', 'check', '--no-cache', runtime, 'example', 'test/python']],
  [
    'ruff format',
    python,
    ['-m', 'ruff', 'format', '--no-cache', '--check', runtime, 'example', 'test/python'],
  ],
  [
    'mypy',
    python,
    [
      '-m',
      'mypy',
      '--strict',
      '--config-file',
      `${runtime}/pyproject.toml`,
      '--cache-dir',
      '.work/mypy',
      `${runtime}/sdk`,
    ],
  ],
  [
    'pyright',
    node,
    [bin('pyright/index.js'), '--project', `${runtime}/pyproject.toml`, '--pythonpath', python],
  ],
];

const only = process.argv.slice(2);
let failed = 0;
for (const [name, command, args] of checks) {
  if (only.length > 0 && !only.includes(name)) continue;
  const result = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  console.log(`${result.status === 0 ? 'ok    ' : 'FAILED'} ${name}`);
  if (result.status !== 0) {
    failed++;
    console.log(`${result.stdout ?? ''}${result.stderr ?? ''}${result.error ?? ''}`.slice(0, 6000));
  }
}
process.exit(failed > 0 ? 1 : 0);
