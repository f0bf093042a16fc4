/**
 * `npm run corpus [-- NAME… ] [-- --types] [-- --old]`: generates the SDK of every real document in ../shared/corpus,
 * imports every module, calls every method through a stub, and lets ruff look at the files. mypy (strict) and
 * pyright look at a few small documents; with `--types` at all. `--old` configures as projects of some years ago did.
 */
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, capture, cli, environment, installPackages, requireNode, root, work } from './setup.mjs';

const folder = join(root, '../shared/corpus');
if (!existsSync(folder)) {
  console.log('corpus: ../shared/corpus is not there; nothing to check.');
  process.exit(0);
}
requireNode();
installPackages();
if (!process.env.HOOKLINE_BUILT) build();
const python = environment('test-venv', 'test/python/requirements.txt');

const options = process.argv.slice(2);
const names = options.filter((option) => !option.startsWith('--'));
const withTypes = options.includes('--types');
const withOld = options.includes('--old');

function documents() {
  const top = readdirSync(folder).filter((name) => /\.(json|ya?ml)$/.test(name));
  const found = [...top, 'digitalocean/DigitalOcean-public.v2.yaml', ...examples()];
  return found.filter((path) => names.length === 0 || names.some((name) => path.includes(name)));
}

function examples() {
  const base = join(folder, 'oai-examples');
  if (!existsSync(base)) return [];
  return readdirSync(base, { recursive: true, withFileTypes: false })
    .map(String)
    .filter(
      (path) =>
        /\.(json|ya?ml)$/.test(path) && statSync(join(base, path)).isFile() && isEntry(join(base, path)),
    )
    .sort()
    .map((path) => join('oai-examples', path));
}

// Documents over several files come with parts that are not documents of their own.
function isEntry(path) {
  return /^\s*"?(openapi|swagger)"?\s*:/m.test(capture('head', ['-c', '4000', path]).stdout);
}

const scripts = join(root, 'test/python/corpus');
/** Documents whose types are always checked: small ones that differ in kind. */
const typed = /adyen|tictactoe|callback/;

const older = `  enumFormat: enum
  asyncMode: split
  responseFormat: envelope-http
  imports:
    option: openapi
    paths: {shared: models/components, operations: models/operations, errors: models/errors}
`;

function check(path) {
  const name = path
    .replace(/\.(json|ya?ml)$/, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();
  const out = join(work, 'corpus', name);
  rmSync(out, { recursive: true, force: true });
  const config = join(work, 'corpus', `${name}.gen.yaml`);
  capture('mkdir', ['-p', join(work, 'corpus')]);
  writeFileSync(
    config,
    `configVersion: 2.0.0\ngeneration:\n  sdkClassName: SDK\npython:\n  packageName: ${name}_sdk\n${withOld ? older : ''}`,
  );
  const findings = [];
  const made = capture(process.execPath, [
    cli,
    'generate',
    '--schema',
    join(folder, path),
    '--config',
    config,
    '--out',
    out,
    '--allow-ref-outside',
    '--json',
  ]);
  if (made.code !== 0)
    return { path, findings: [`generate: exit ${made.code}\n${(made.stdout + made.stderr).slice(0, 2000)}`] };
  const report = JSON.parse(made.stdout);
  const source = join(out, 'src');
  const look = (what, command, args, cwd = out) => {
    const result = capture(command, args, {
      cwd,
      env: { ...process.env, PYTHONPATH: source, PYTHONDONTWRITEBYTECODE: '1' },
    });
    if (result.code !== 0) findings.push(`${what}:\n${(result.stdout + result.stderr).slice(-2000)}`);
    return result.stdout;
  };
  const modules = look('import', python, [join(scripts, 'modules.py'), `${name}_sdk`]).trim();
  const calls = look('calls', python, [join(scripts, 'calls.py'), `${name}_sdk`]).trim();
  look('ruff check', python, [
    '-m',
    'ruff',
    'check',
    '--isolated',
    '--no-cache',
    '--select',
    'E9,F',
    '--quiet',
    source,
  ]);
  look('ruff format', python, [
    '-m',
    'ruff',
    'format',
    '--isolated',
    '--no-cache',
    '--check',
    '--quiet',
    source,
  ]);
  look('ruff check (as configured)', python, ['-m', 'ruff', 'check', '--no-cache', '--quiet', source]);
  if (withTypes || typed.test(path)) {
    look('mypy', python, [
      '-m',
      'mypy',
      '--strict',
      '--no-error-summary',
      '--cache-dir',
      join(work, 'mypy'),
      source,
    ]);
    look('pyright', process.execPath, [
      join(root, 'node_modules/pyright/index.js'),
      '--pythonpath',
      python,
      source,
    ]);
  }
  return { path, findings, modules, calls, stats: report.stats, problems: report.problems };
}

let failed = 0;
const rows = documents();
for (const path of rows) {
  const result = check(path);
  if (result.findings.length > 0) failed++;
  const figures = result.stats
    ? `${result.stats.operations} operations, ${result.stats.models} models, ${result.modules} modules, ${result.calls} calls, ${result.stats.seconds.toFixed(1)} s, ${result.problems.length} problems`
    : '';
  console.log(`${result.findings.length === 0 ? 'ok    ' : 'FAILED'} ${path}  ${figures}`);
  for (const finding of result.findings) console.log(finding.replace(/^/gm, '    '));
}
console.log(`\ncorpus: ${rows.length - failed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
