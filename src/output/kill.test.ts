/** Runs that are killed: at every single change they make to the file system, in a process of their own. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compile } from '../../test/support/compile.ts';
import type { OutputFile } from './types.ts';
import { writeOutput } from './write.ts';

/** Ends the process at the nth call that changes a file. */
const killer = `
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
let left = Number(process.env.KILL_AT);
for (const name of ['renameSync', 'unlinkSync', 'rmSync', 'rmdirSync', 'mkdirSync', 'writeFileSync', 'openSync']) {
  const original = fs[name];
  fs[name] = (...args) => {
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
    return original(...args);
  };
}
syncBuiltinESMExports();
`;

const writer = (module: string) => `
import { writeOutput } from ${JSON.stringify(module)};
import { readFileSync } from 'node:fs';
const files = JSON.parse(readFileSync(process.argv[3], 'utf8'));
const options = { version: '1.0.0', inputs: new Map(), keepEdits: true, customRegions: false, force: false };
const result = writeOutput(process.argv[2], files, options);
if (result.problems.length > 0) throw new Error(JSON.stringify(result.problems));
`;

let work: string;

beforeAll(() => {
  const compiled = compile('output');
  work = mkdtempSync(join(tmpdir(), 'hookline-kill-'));
  writeFileSync(join(work, 'killer.mjs'), killer);
  writeFileSync(join(work, 'writer.mjs'), writer(pathToFileURL(join(compiled, 'output/write.js')).href));
  writeFileSync(join(work, 'old.json'), JSON.stringify(files('old', ['gone.py', 'models/gone.py'])));
  writeFileSync(join(work, 'new.json'), JSON.stringify(files('new', ['fresh.py', 'fresh/deep/x.py'])));
});
afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

function files(text: string, own: readonly string[]): unknown {
  const paths = ['README.md', 'src/a.py', 'src/models/b.py', 'src/models/same.py', ...own];
  return paths.map((path) => ({
    path,
    content: path.includes('same') ? 'same\n' : `${text}\n`,
    write: 'always',
  }));
}

/** A run in this process, to its end. */
function run(root: string, list: string): void {
  const files = JSON.parse(readFileSync(join(work, list), 'utf8')) as readonly OutputFile[];
  const options = {
    version: '1.0.0',
    inputs: new Map(),
    keepEdits: true,
    customRegions: false,
    force: false,
  };
  expect(writeOutput(root, files, options).problems).toEqual([]);
}

/** A run in a process of its own; false where it ended before it made so many changes. */
function killedRun(root: string, list: string, killAt: number): boolean {
  const preload = ['--import', pathToFileURL(join(work, 'killer.mjs')).href];
  const args = [...preload, join(work, 'writer.mjs'), root, join(work, list)];
  const env = { ...process.env, KILL_AT: String(killAt) };
  const result = spawnSync(process.execPath, args, { encoding: 'utf8', env });
  if (result.signal === null && result.status !== 0) throw new Error(result.stderr);
  return result.signal === 'SIGKILL';
}

/** Every file with its text; the folder of the lock left out. */
function sdk(root: string): Readonly<Record<string, string>> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('.hookline'))
    .sort();
  return Object.fromEntries(entries.map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]));
}

function project(name: string): string {
  const root = join(work, name);
  mkdirSync(root);
  run(root, 'old.json');
  return root;
}

test('wherever a run is killed, the next one finds or makes the SDK whole', () => {
  const old = project('old');
  const fresh = project('new');
  run(fresh, 'new.json');
  const wanted = sdk(fresh);
  let kills = 0;
  for (let at = 1; ; at += 1) {
    const root = join(work, `at-${at}`);
    cpSync(old, root, { recursive: true });
    if (!killedRun(root, 'new.json', at)) break;
    kills += 1;
    const journal = readdirSync(join(root, '.hookline'), { recursive: true }).some((path) =>
      String(path).endsWith('journal.json'),
    );
    const left = sdk(root);
    // Without a journal the SDK is the old one or the new one as it stands.
    if (!journal) expect([sdk(old), wanted]).toContainEqual(left);
    run(root, 'old.json');
    expect(sdk(root), `old after ${at}`).toEqual(sdk(old));
    run(root, 'new.json');
    expect(sdk(root), `new after ${at}`).toEqual(wanted);
    expect(readdirSync(join(root, '.hookline')).sort()).toEqual(['gen.base', 'gen.lock']);
  }
  expect(kills).toBeGreaterThan(20);
}, 300_000);

test('completing a killed run keeps what the user changed since', () => {
  const root = project('edited');
  let at = 1;
  // up to the moment at which the first files have been moved
  for (; ; at += 1) {
    rmSync(root, { recursive: true });
    cpSync(join(work, 'old'), root, { recursive: true });
    if (!killedRun(root, 'new.json', at)) throw new Error('never mixed');
    const texts = new Set(Object.values(sdk(root)));
    if (texts.has('old\n') && texts.has('new\n')) break;
  }
  const untouched = Object.entries(sdk(root)).find(([, text]) => text === 'old\n')?.[0] ?? '';
  writeFileSync(join(root, untouched), 'old\nmine\n');
  run(root, 'new.json');
  expect(sdk(root)[untouched]).toContain('mine');
});
