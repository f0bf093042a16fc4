/**
 * `npm run pairs [-- NAME…]`: generates each pair in ../shared/pairs with its own document and configuration, and
 * compares the public surface with that of the published SDK.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, capture, cli, fail, findPython, installPackages, requireNode, root, work } from './setup.mjs';

const shared = join(root, '../shared');
if (!existsSync(join(shared, 'pairs'))) {
  console.log('pairs: ../shared/pairs is not there; nothing to compare.');
  process.exit(0);
}
requireNode();
const python = findPython();
installPackages();
if (!process.env.HOOKLINE_BUILT) build();

const surfaceBar = 99;
const typingBar = 95;
/** The oldest form of the style: newer ones win where they contradict it. */
const oldestGeneration = /generation 2\.6\d\d\./;
const oldestSurfaceBar = 97;

const names = process.argv.slice(2);
const tool = join(shared, 'tools/surface.py');
let failed = 0;

function compare(name) {
  const pair = join(shared, 'pairs', name);
  const out = join(work, 'pairs', name);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(join(out, '.speakeasy'), { recursive: true });
  cpSync(join(pair, 'gen.yaml'), join(out, '.speakeasy/gen.yaml'));
  writeFileSync(
    join(out, '.speakeasy/gen.lock'),
    'lockVersion: 2.0.0\nid: 00000000-0000-0000-0000-000000000000\nmanagement: {}\n',
  );
  const made = capture(process.execPath, [
    cli,
    'generate',
    '--schema',
    join(pair, 'openapi.yaml'),
    '--out',
    out,
    '--json',
  ]);
  if (made.code !== 0) fail(`${name}: generate failed\n${(made.stdout + made.stderr).slice(0, 3000)}`);
  const source = join(out, 'src', readdirSync(join(out, 'src'))[0]);
  const surface = join(work, 'pairs', `${name}.json`);
  writeFileSync(surface, capture(python, [tool, 'extract', source]).stdout);
  const report = JSON.parse(
    capture(python, [tool, 'compare', join(pair, 'surface.json'), surface, '--json']).stdout,
  );
  const text = capture(python, [
    tool,
    'compare',
    join(pair, 'surface.json'),
    surface,
    '--top',
    names.length > 0 ? '40' : '8',
  ]).stdout;
  console.log(`\n${text}`);
  const oldest = oldestGeneration.test(capture('cat', [join(pair, 'META.md')]).stdout);
  const bar = oldest ? oldestSurfaceBar : surfaceBar;
  const passed = report.surface_percent >= bar && report.typing_percent >= typingBar;
  if (!passed) failed++;
  return `${passed ? 'ok    ' : 'FAILED'} ${name.padEnd(16)} surface ${report.surface_percent} % (bar ${bar}), typing ${report.typing_percent} % (bar ${typingBar})`;
}

const wanted = readdirSync(join(shared, 'pairs')).filter(
  (name) => names.length === 0 || names.includes(name),
);
const lines = wanted.map(compare);
console.log(`\n${lines.join('\n')}\n\npairs: ${wanted.length - failed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
