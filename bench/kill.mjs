/**
 * Kills `hookline generate` at random moments and looks at what is left, without running hookline again:
 *
 *     npm run build && node bench/kill.mjs [200]
 *
 * So many runs are killed at moments spread evenly over a run's length, and a quarter as many more within the few
 * milliseconds after the journal is written. Every file of the SDK is looked at, at once and when the guard has ended:
 *
 * - `old`, `new`: all files are those of one SDK right after the kill;
 * - `between`: they were not at that instant, and became the new ones without anybody's doing;
 * - `broken`: they stayed a mixture, or the next run did not make them the new ones. There must be none.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const main = join(root, 'dist/cli/main.js');
const work = mkdtempSync(join(tmpdir(), 'hookline-kill-'));
const runs = Number(process.argv[2] ?? 200);
const out = join(work, 'sdk');
const old = join(work, 'old');
const journal = join(out, '.hookline/staging/journal.json');

const text = readFileSync(join(root, 'example/api/openapi.yaml'), 'utf8');
writeFileSync(join(work, 'old.yaml'), text);
writeFileSync(join(work, 'new.yaml'), text.replace(/description: (?=[A-Za-z])/g, 'description: New. '));

const args = (schema, folder) => [
  main,
  'generate',
  '--schema',
  join(work, schema),
  '--out',
  folder,
  '--quiet',
];

function generate(schema, folder) {
  const started = performance.now();
  const result = spawnSync(process.execPath, args(schema, folder), { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(result.stderr);
  return performance.now() - started;
}

/** Of every file of the SDK; what is hookline's own is left out. */
function sum(folder) {
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(join(folder, '.hookline')))
    .sort();
  for (const file of files) hash.update(`${file.slice(folder.length)}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

/** What is left right after the kill; a file that moves while it is read is a mixture. */
function sumNow() {
  try {
    return sum(out);
  } catch {
    return 'moving';
  }
}

function start() {
  rmSync(out, { recursive: true, force: true });
  cpSync(old, out, { recursive: true, preserveTimestamps: true });
  const child = spawn(process.execPath, args('new.yaml', out), { stdio: 'ignore' });
  return {
    child,
    ended: new Promise((resolve) => child.on('exit', (_, signal) => resolve(signal === 'SIGKILL'))),
  };
}

async function killAt(milliseconds) {
  const { child, ended } = start();
  const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
  const killed = await ended;
  clearTimeout(timer);
  return killed;
}

async function killAfterJournal(milliseconds) {
  const { child, ended } = start();
  while (!existsSync(journal) && child.exitCode === null) await wait(0);
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
  child.kill('SIGKILL');
  return ended;
}

async function look(killed, seen, sums) {
  let found = sumNow();
  const name = Object.keys(sums).find((key) => sums[key] === found);
  if (!killed) seen.finished += 1;
  else if (name !== undefined) seen[name] += 1;
  else {
    for (let left = 200; existsSync(journal) && left > 0; left -= 1) await wait(50);
    found = sumNow();
    seen[found === sums.new ? 'between' : 'broken'] += 1;
  }
  if (seen.again++ % 5 !== 0) return;
  generate('new.yaml', out);
  if (sum(out) !== sums.new) seen.broken += 1;
}

async function series(title, count, kill, sums) {
  const seen = { again: 0, old: 0, new: 0, between: 0, broken: 0, finished: 0 };
  for (let run = 0; run < count; run += 1) await look(await kill(), seen, sums);
  const { again, ...counts } = seen;
  console.log(`${title}: ${JSON.stringify({ kills: again, ...counts })}`);
  if (counts.broken > 0) process.exitCode = 1;
}

try {
  generate('old.yaml', old);
  cpSync(old, out, { recursive: true });
  const full = generate('new.yaml', out);
  const sums = { old: sum(old), new: sum(out) };
  const anywhere = () => killAt(Math.random() * full);
  await series(`at any moment of ${Math.round(full)} ms`, runs, anywhere, sums);
  const moving = () => killAfterJournal(Math.random() * 3);
  await series('within 3 ms after the journal', Math.ceil(runs / 4), moving, sums);
} finally {
  // The guard of the last kill may still be at work.
  rmSync(work, { recursive: true, force: true, maxRetries: 20 });
}
