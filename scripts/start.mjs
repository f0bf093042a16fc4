/** `npm start`: generates the example's SDK and uses it against the example's API; then a real public API. */
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  build,
  capture,
  cli,
  environment,
  fail,
  findPython,
  hookline,
  installPackages,
  pip,
  requireNode,
  root,
  run,
  startServer,
  work,
} from './setup.mjs';

const step = (text) => console.log(`\n── ${text}`);

async function example(python) {
  const sdk = join(work, 'example-sdk');
  step('Generating the SDK of the example API (example/api/openapi.yaml)');
  rmSync(sdk, { recursive: true, force: true });
  mkdirSync(join(sdk, 'src/trailhead'), { recursive: true });
  cpSync(join(root, 'example/hooks'), join(sdk, 'src/trailhead/_hooks'), { recursive: true });
  hookline('generate', '--schema', 'example/api/openapi.yaml', '--config', 'example/gen.yaml', '--out', sdk);

  step('Installing it');
  pip(python, [sdk]);

  step('Starting the API and running example/program.py');
  const audit = join(work, 'audit.log');
  rmSync(audit, { force: true });
  const { child, line: url } = await startServer(python, ['example/api/server.py']);
  try {
    run(python, ['example/program.py', url], { env: { ...process.env, TRAILHEAD_AUDIT_LOG: audit } });
  } finally {
    child.removeAllListeners('exit');
    child.kill();
  }
  console.log(`\nThe audit log has ${readFileSync(audit, 'utf8').trim().split('\n').length} lines: ${audit}`);
}

const importAll = `
import importlib, pkgutil, sys, time
start = time.perf_counter()
package = importlib.import_module(sys.argv[1])
names = [m.name for m in pkgutil.walk_packages(package.__path__, package.__name__ + ".") if not m.name.endswith("__main__")]
for name in names:
    importlib.import_module(name)
print(len(names) + 1, round(time.perf_counter() - start, 2))
`;

function publicApi(python) {
  const schema = 'node_modules/@readme/oas-examples/3.1/json/readme.json';
  const sdk = join(work, 'readme-sdk');
  step(`Generating the SDK of a real public API (${schema})`);
  rmSync(sdk, { recursive: true, force: true });
  const result = capture(process.execPath, [
    cli,
    'generate',
    '--schema',
    schema,
    '--config',
    'example/readme.gen.yaml',
    '--out',
    sdk,
    '--json',
  ]);
  if (result.code !== 0) fail(result.stdout + result.stderr);
  const { stats } = JSON.parse(result.stdout);
  pip(python, ['--no-deps', sdk]);
  const imported = capture(python, ['-c', importAll, 'readme_api']);
  if (imported.code !== 0) fail(imported.stderr);
  const [modules, seconds] = imported.stdout.trim().split(' ');
  console.log(
    `${stats.operations} operations, ${stats.models} models, ${stats.files} files in ${stats.seconds.toFixed(1)} s; all ${modules} modules import in ${seconds} s`,
  );
}

requireNode();
findPython();
step('Installing what is needed');
installPackages();
build();
const python = environment('start-venv');
await example(python);
publicApi(python);
console.log(
  '\nYour own API:  node dist/cli/main.js generate --schema openapi.yaml --config gen.yaml --out my-sdk',
);
