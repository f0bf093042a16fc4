/** `npm test`: installs what it needs and runs everything; ends with one line that counts. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, environment, findPython, installPackages, requireNode, root, work } from './setup.mjs';

requireNode();
findPython();
installPackages();
build();
const python = environment('test-venv', 'test/python/requirements.txt');
mkdirSync(work, { recursive: true });

const env = {
  ...process.env,
  HOOKLINE_TEST_PYTHON: python,
  PYTHONDONTWRITEBYTECODE: '1',
  NO_COLOR: '1',
};
const totals = { passed: 0, failed: 0, skipped: 0 };

function stage(title, command, args, report) {
  console.log(`\n── ${title}`);
  if (report) rmSync(report.file, { force: true });
  const started = process.hrtime.bigint();
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', env });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const counts =
    report && existsSync(report.file)
      ? report.read(readFileSync(report.file, 'utf8'))
      : { passed: 0, failed: 0, skipped: 0 };
  if (result.status !== 0 && counts.failed === 0) counts.failed = 1;
  if (result.status === 0 && !report) counts.passed = 1;
  for (const key of Object.keys(totals)) totals[key] += counts[key];
  console.log(`${title}: ${result.status === 0 ? 'ok' : 'FAILED'} (${seconds.toFixed(1)} s)`);
}

const vitestReport = {
  file: join(work, 'vitest.json'),
  read: (text) => {
    const result = JSON.parse(text);
    return { passed: result.numPassedTests, failed: result.numFailedTests, skipped: result.numPendingTests };
  },
};

function junitReport(name) {
  const count = (text, key) =>
    [...text.matchAll(new RegExp(`<testsuite [^>]*\\b${key}="(\\d+)"`, 'g'))].reduce(
      (sum, found) => sum + Number(found[1]),
      0,
    );
  return {
    file: join(work, `${name}.xml`),
    read: (text) => {
      const failed = count(text, 'failures') + count(text, 'errors');
      const skipped = count(text, 'skipped');
      return { failed, skipped, passed: count(text, 'tests') - failed - skipped };
    },
  };
}

const only = process.argv.slice(2);
const wanted = (name) => only.length === 0 || only.includes(name);

if (wanted('typescript')) {
  stage(
    'TypeScript',
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${vitestReport.file}`,
    ],
    vitestReport,
  );
}
if (wanted('runtime')) {
  const report = junitReport('runtime');
  stage(
    'Python runtime',
    python,
    [
      '-m',
      'pytest',
      '-q',
      '-p',
      'no:cacheprovider',
      `--junitxml=${report.file}`,
      'src/targets/python/runtime/tests',
    ],
    report,
  );
}
if (wanted('sdk')) {
  const report = junitReport('sdk');
  stage(
    'Generated SDKs over real HTTP',
    python,
    ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', `--junitxml=${report.file}`, 'test/python'],
    report,
  );
}

console.log(
  `\n${totals.passed} passed, ${totals.failed} failed${totals.skipped > 0 ? `, ${totals.skipped} skipped` : ''}`,
);
process.exit(totals.failed > 0 ? 1 : 0);
