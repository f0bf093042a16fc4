/** What every script needs first: Node and Python that are new enough, installed packages, a build. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** Everything that scripts make goes here; git ignores it. */
export const work = join(root, '.work');

const isWindows = process.platform === 'win32';
const oldestNode = [20, 19];
const oldestPython = [3, 9];

/** Ends the program with a plain message. */
export function fail(message) {
  console.error(`\n${message}`);
  process.exit(1);
}

function isOlder(found, wanted) {
  return found[0] < wanted[0] || (found[0] === wanted[0] && found[1] < wanted[1]);
}

export function requireNode() {
  const found = process.versions.node.split('.').map(Number);
  if (isOlder(found, oldestNode)) {
    fail(
      `Node ${oldestNode.join('.')} or newer is needed; this is ${process.versions.node}. See https://nodejs.org.`,
    );
  }
}

/** Path of a Python that is new enough: `HOOKLINE_PYTHON`, else what `python3`, `python` or `py` start. */
export function findPython() {
  const seen = [];
  for (const name of [process.env.HOOKLINE_PYTHON, 'python3', 'python', 'py'].filter(Boolean)) {
    const script = 'import sys; print(sys.executable); print(*sys.version_info[:2])';
    const result = spawnSync(name, ['-c', script], { encoding: 'utf8' });
    if (result.status !== 0) continue;
    const [path, version] = result.stdout.trim().split(/\r?\n/);
    if (!isOlder(version.split(' ').map(Number), oldestPython)) return path;
    seen.push(`${path} is Python ${version.replace(' ', '.')}`);
  }
  return fail(
    seen.length > 0
      ? `Python ${oldestPython.join('.')} or newer is needed; ${seen.join(', ')}. Name another one in HOOKLINE_PYTHON.`
      : `Python ${oldestPython.join('.')} or newer is needed, and none was found. See https://www.python.org.`,
  );
}

/** Runs a command, its output on ours; ends the program where it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: isWindows && command === 'npm',
    ...options,
  });
  if (result.error) fail(`${command} could not be started: ${result.error.message}`);
  if (result.status !== 0) fail(`${[command, ...args].join(' ')} failed.`);
}

/** Runs a command and gives its output and exit code. */
export function capture(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28, ...options });
  return {
    code: result.status ?? 1,
    stdout: result.stdout ?? '',
    stderr: result.stderr ?? String(result.error ?? ''),
  };
}

/** Does something once for what `key` holds; `stamp` remembers that it was done. */
function once(stamp, key, action) {
  const digest = createHash('sha256').update(key).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  action();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, digest);
}

// Not `npm ci`: it refuses a lock file without the packages of other platforms, which mirrors do not always have.
export function installPackages() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const stamp = join(root, 'node_modules', '.installed');
  once(stamp, lock, () =>
    run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']),
  );
}

export function build() {
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json']);
  run(process.execPath, ['scripts/copy-runtime.mjs']);
  run(process.execPath, ['scripts/bundle.mjs']);
}

/** A virtual environment below `.work` with the packages of a requirements file; gives its Python. */
export function environment(name, requirements) {
  const folder = join(work, name);
  const python = join(folder, isWindows ? 'Scripts/python.exe' : 'bin/python');
  const wanted = requirements ? readFileSync(join(root, requirements)) : '';
  const system = findPython();
  once(join(folder, '.installed'), `${system}\n${wanted}`, () => {
    run(system, ['-m', 'venv', '--clear', folder]);
    if (requirements) pip(python, ['-r', requirements]);
  });
  return python;
}

export function pip(python, args) {
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...args]);
}

export const cli = join(root, 'dist/cli/main.js');

/** Runs the built command; ends the program where it fails. */
export function hookline(...args) {
  run(process.execPath, [cli, ...args]);
}

/** Starts a program and gives it with the first line that it prints. */
export function startServer(command, args) {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${args.at(-1)} ended with ${code}`)));
    child.stdout.once('data', (data) => resolve({ child, line: String(data).trim() }));
  });
}

export function isClean() {
  return execFileSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' }) === '';
}
