/**
 * Kills `hookline generate` at random moments and looks at what is left each time:
 *
 *     npm run build && node bench/kill.mjs [200]
 *
 * The package has to be the old one or the new one, whole, right after the kill, or missing between two renames;
 * and the next run has to give exactly the new one.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const main = join(root, 'dist/cli/main.js');
const work = mkdtempSync(join(tmpdir(), 'hookline-kill-'));
const runs = Number(process.argv[2] ?? 200);

const text = readFileSync(join(root, 'example/api/openapi.yaml'), 'utf8');
writeFileSync(join(work, 'old.yaml'), text);
writeFileSync(join(work, 'new.yaml'), text.replace(/description: (?=[A-Za-z])/g, 'description: New. '));

const args = (schema, out) => [main, 'generate', '--schema', join(work, schema), '--out', out, '--quiet'];

function generate(schema, out) {
  const started = performance.now();
  const result = spawnSync(process.execPath, args(schema, out), { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(result.stderr);
  return performance.now() - started;
}

/** Of everything below `src`; nothing where it is not there. */
function sum(out) {
  if (!existsSync(join(out, 'src'))) return undefined;
  const hash = createHash('sha256');
  const files = readdirSync(join(out, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length === 0) return undefined;
  for (const file of files) hash.update(`${file.slice(out.length)}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

function killAfter(out, milliseconds) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args('new.yaml', out), { stdio: 'ignore' });
    const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
    child.on('exit', (_, signal) => {
      clearTimeout(timer);
      resolve(signal === 'SIGKILL');
    });
  });
}

try {
  const old = join(work, 'old');
  generate('old.yaml', old);
  const out = join(work, 'sdk');
  cpSync(old, out, { recursive: true });
  const full = generate('new.yaml', out);
  const sums = { old: sum(old), new: sum(out) };
  const seen = { old: 0, new: 0, missing: 0, mixed: 0, finished: 0, repaired: 0, broken: 0 };
  for (let run = 0; run < runs; run += 1) {
    rmSync(out, { recursive: true, force: true });
    cpSync(old, out, { recursive: true, preserveTimestamps: true });
    // Files are written at the end: half of the kills fall there.
    const at = run % 2 === 0 ? Math.random() * full : full * (0.7 + Math.random() * 0.35);
    const killed = await killAfter(out, at);
    const found = sum(out);
    if (!killed) seen.finished += 1;
    else if (found === undefined) seen.missing += 1;
    else if (found === sums.old) seen.old += 1;
    else if (found === sums.new) seen.new += 1;
    else seen.mixed += 1;
    if (run % 5 !== 0 && (found === sums.old || found === sums.new)) continue;
    generate('new.yaml', out);
    seen[sum(out) === sums.new ? 'repaired' : 'broken'] += 1;
  }
  console.log(JSON.stringify({ runs, milliseconds: Math.round(full), ...seen }));
  process.exitCode = seen.mixed + seen.broken > 0 ? 1 : 0;
} finally {
  rmSync(work, { recursive: true, force: true });
}
