/**
 * `npm run bench [-- PART …]`: measures ours against the raw library and against peers, and writes tables and charts
 * to docs/benchmarks/ (hooks: docs/hooks/costs.md). Environments and generated packages are made below .work. Parts:
 * calls, import, events, lists, concurrency (`sdk` for these five), peers, hooks, generation.
 */
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generationRows } from '../bench/generation.mjs';
import { hookCosts } from '../bench/hooks/costs.mjs';
import { comparePeers, peersEnvironment } from '../bench/peers/report.mjs';
import { writeReport } from '../bench/report.mjs';
import {
  build,
  capture,
  environment,
  fail,
  hookline,
  installPackages,
  requireNode,
  root,
  work,
} from './setup.mjs';

const ofSdk = ['calls', 'import', 'events', 'lists', 'concurrency'];
const all = [...ofSdk, 'peers', 'hooks', 'generation'];
const asked = process.argv.slice(2).flatMap((name) => (name === 'sdk' ? ofSdk : [name]));
const unknown = asked.filter((name) => !all.includes(name));
if (unknown.length > 0) fail(`There is no bench ${unknown.join(', ')}; there are sdk, ${all.join(', ')}.`);
const names = asked.length > 0 ? asked : all;

requireNode();
installPackages();
if (!process.env.HOOKLINE_BUILT) build();
const python = environment('bench-venv', 'bench/requirements.txt');
const folder = join(work, 'bench');
const corpus = join(root, '../shared/corpus');
mkdirSync(folder, { recursive: true });

/** Generates a package to measure and gives the folder that holds it. */
function sdk(name, config, document = join(root, 'bench/sdk/openapi.yaml')) {
  const out = join(folder, name);
  const file = join(folder, `${name}.gen.yaml`);
  rmSync(out, { recursive: true, force: true });
  writeFileSync(file, `configVersion: 2.0.0\n${config}`);
  hookline('generate', '--schema', document, '--config', file, '--out', out);
  return join(out, 'src');
}

const made = new Map();

function bench(library = 'httpx') {
  if (!made.has(library)) {
    const path = sdk(
      `sdk-${library}`,
      `generation:\n  sdkClassName: Bench\npython:\n  packageName: bench_sdk\n  useAsyncHooks: true\n  httpClientLibrary: ${library}\n`,
    );
    // A second copy, from which the bench of hooks takes their calls out.
    cpSync(join(path, 'bench_sdk'), join(path, 'bench_bare'), { recursive: true });
    made.set(library, path);
  }
  return made.get(library);
}

/** What a script of the bench reports. */
function measure(script, paths, ...args) {
  console.log(`bench: ${[script, ...args].join(' ')}`);
  const separator = process.platform === 'win32' ? ';' : ':';
  // Compiled files are kept, as they are of an installed package.
  const env = { ...process.env, PYTHONPATH: paths.join(separator), PYTHONDONTWRITEBYTECODE: '' };
  const result = capture(python, [join(root, 'bench', script), ...args], { env });
  if (result.code !== 0) fail(`${script} failed.\n${result.stderr}`);
  return JSON.parse(result.stdout);
}

function imports() {
  const document = join(corpus, 'github.json');
  if (!existsSync(document)) {
    console.log('bench: import needs ../shared/corpus/github.json; left out.');
    return [];
  }
  const github = sdk(
    'sdk-github',
    'generation:\n  sdkClassName: SDK\npython:\n  packageName: github_sdk\n',
    document,
  );
  return measure('sdk/imports.py', [bench(), github]).rows;
}

/** OpenAI's document as an SDK, where the corpus is. */
function openai() {
  const document = join(corpus, 'openai.yaml');
  if (!existsSync(document)) return join(folder, 'sdk-openai');
  const config = 'generation:\n  sdkClassName: OpenAI\npython:\n  packageName: ours_openai\n';
  return sdk('sdk-openai', config, document);
}

const parts = {
  calls: () => measure('sdk/calls.py', [bench()]).rows,
  import: imports,
  events: () => measure('sdk/events.py', [bench()]).rows,
  lists: () => measure('sdk/lists.py', [bench()]).rows,
  concurrency: () => [
    ...measure('sdk/concurrency.py', [bench()]).rows,
    ...measure('sdk/concurrency.py', [bench('httpx2')], 'httpx2').rows,
  ],
  generation: () => generationRows({ folder, corpus, python }),
};

for (const name of names) {
  if (name === 'hooks') {
    const text = hookCosts((script, ...args) => measure(script, [bench()], ...args), python);
    writeFileSync(join(root, 'docs/hooks/costs.md'), text);
    console.log(text);
    continue;
  }
  if (name === 'peers') {
    console.log(comparePeers({ python: peersEnvironment(), ours: openai() }));
    continue;
  }
  const rows = parts[name]();
  if (rows.length > 0) console.log(writeReport(name, rows, python));
}
