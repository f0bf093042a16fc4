/** Runs that are killed: at every single change they make to the file system, and truly, in a process of their own. */
import { spawnSync } from 'node:child_process';
import fs, {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { compile } from '../../test/support/compile.ts';
import type { OutputFile } from '../code/output-file.ts';
import { type WriteResult, writeOutput } from './write.ts';

const changing = [
  'renameSync',
  'unlinkSync',
  'rmSync',
  'rmdirSync',
  'mkdirSync',
  'writeFileSync',
  'openSync',
  'linkSync',
  'chmodSync',
] as const;

const options = {
  version: '1.0.0',
  inputs: new Map<string, string>(),
  keepEdits: true,
  customRegions: false,
  force: false,
};

let work: string;

beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'hookline-kill-'));
});
afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

/** A folder of the user's files, one that is ours alone and changes as a whole, one that goes, and one that comes. */
function files(text: string, more: readonly string[]): readonly OutputFile[] {
  const many = Array.from({ length: 3 }, (_, index) => `src/models/m${index}.py`);
  const paths = ['README.md', 'src/a.py', 'src/models/same.py', 'src/models/deep/x.py', ...many, ...more];
  return paths.map((path) => {
    return { path, content: path.includes('same') ? 'same\n' : `${text}\n`, write: 'always' };
  });
}

const gone = Array.from({ length: 2 }, (_, index) => `docs/g${index}.md`);
const oldFiles = files('old', ['src/gone.py', 'src/models/gone.py', ...gone]);
const newFiles = files('new', ['src/fresh.py', 'extra/deep/x.py']);

function run(root: string, list: readonly OutputFile[]): WriteResult {
  const result = writeOutput(root, list, options);
  expect(result.problems).toEqual([]);
  return result;
}

/** From the nth change on, every change fails: nothing is tidied up either. False where the run needs fewer. */
function killedRun(root: string, list: readonly OutputFile[], killAt: number): boolean {
  const originals = changing.map((name) => [name, fs[name]] as const);
  let count = 0;
  const patch = fs as unknown as Record<string, (...args: unknown[]) => unknown>;
  for (const [name, original] of originals) {
    patch[name] = (...args: unknown[]) => {
      count += 1;
      if (count >= killAt) throw new Error('killed');
      return (original as (...args: unknown[]) => unknown)(...args);
    };
  }
  syncBuiltinESMExports();
  try {
    run(root, list);
    return false;
  } catch (error) {
    expect(error).toMatchObject({ message: 'killed' });
    return true;
  } finally {
    for (const [name, original] of originals) patch[name] = original as (...args: unknown[]) => unknown;
    syncBuiltinESMExports();
  }
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

/** Whether the package is the old one or the new one; empty between the two renames. */
function packageOf(root: string): string {
  const texts = Object.entries(sdk(root)).flatMap(([path, text]) =>
    path.startsWith('src/') && !/same|mine/.test(path) ? [text.trim()] : [],
  );
  return [...new Set(texts)].join(' and ');
}

function hasJournal(root: string): boolean {
  return existsSync(join(root, '.hookline/staging/journal.json'));
}

function project(name: string, list: readonly OutputFile[]): string {
  const root = join(work, name);
  mkdirSync(join(root, 'src'), { recursive: true });
  run(root, list);
  writeFileSync(join(root, 'src/mine.py'), 'mine\n');
  return root;
}

test('wherever a run is killed, the SDK is whole, or the next run makes it so', () => {
  const old = project('old', oldFiles);
  const wanted = sdk(project('new', newFiles));
  let kills = 0;
  let mixed = 0;
  for (let at = 1; ; at += 1) {
    const root = join(work, `at-${at}`);
    cpSync(old, root, { recursive: true });
    if (!killedRun(root, newFiles, at)) break;
    kills += 1;
    // Without a journal the SDK is the old one or the new one as it stands.
    if (hasJournal(root)) {
      mixed += 1;
      const back = join(work, `back-${at}`);
      cpSync(root, back, { recursive: true });
      run(back, oldFiles);
      expect(packageOf(root), `package at ${at}`).toMatch(/^(?:old|new|)$/);
      expect(sdk(back), `old after ${at}`).toEqual(sdk(old));
    } else {
      expect([sdk(old), wanted], `at ${at}`).toContainEqual(sdk(root));
    }
    run(root, newFiles);
    expect(sdk(root), `new after ${at}`).toEqual(wanted);
    expect(readdirSync(join(root, '.hookline')).sort()).toEqual(['gen.base', 'gen.lock']);
  }
  expect(kills).toBeGreaterThan(40);
  expect(mixed).toBeGreaterThan(0);
});

test('completing a killed run keeps what the user changed since', () => {
  const old = join(work, 'old');
  const root = join(work, 'edited');
  for (let at = 1; ; at += 1) {
    rmSync(root, { recursive: true, force: true });
    cpSync(old, root, { recursive: true });
    expect(killedRun(root, newFiles, at)).toBe(true);
    const texts = new Set(Object.values(sdk(root)));
    if (texts.has('old\n') && texts.has('new\n')) break;
  }
  const untouched = Object.entries(sdk(root)).find(([, text]) => text === 'old\n')?.[0] ?? '';
  writeFileSync(join(root, untouched), 'old\nmine\n');
  writeOutput(root, newFiles, options);
  expect(sdk(root)[untouched]).toContain('mine');
});

test('a folder that is swapped keeps the times of its other files, and caches that are not ours', () => {
  const root = project('times', oldFiles);
  const same = join(root, 'src/models/same.py');
  utimesSync(same, new Date(2001, 1, 1), new Date(2001, 1, 1));
  mkdirSync(join(root, 'src/models/__pycache__'));
  writeFileSync(join(root, 'src/models/__pycache__/m0.pyc'), 'cache');
  run(root, newFiles);
  expect(statSync(same).mtime).toEqual(new Date(2001, 1, 1));
  expect(readFileSync(join(root, 'src/models/m0.py'), 'utf8')).toBe('new\n');
  expect(existsSync(join(root, 'src/models/__pycache__/m0.pyc'))).toBe(true);
  expect(existsSync(join(root, 'src/models/gone.py'))).toBe(false);
  expect(existsSync(join(root, 'docs'))).toBe(false);
});

test('a file of the user goes along with its folder', () => {
  const root = project('own', oldFiles);
  writeFileSync(join(root, 'src/models/mine.py'), 'mine\n');
  linkSync(join(root, 'src/models/mine.py'), join(work, 'same-file'));
  run(root, newFiles);
  expect(readFileSync(join(root, 'src/models/mine.py'), 'utf8')).toBe('mine\n');
  expect(statSync(join(root, 'src/models/mine.py')).ino).toBe(statSync(join(work, 'same-file')).ino);
  expect(readFileSync(join(root, 'src/models/m0.py'), 'utf8')).toBe('new\n');
});

/** Ends the process at the nth change. */
const killer = `
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
let left = Number(process.env.KILL_AT);
for (const name of ${JSON.stringify(changing)}) {
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
const options = { version: '1.0.0', inputs: new Map(), keepEdits: true, customRegions: false, force: false };
if (process.argv[4]) (await import(process.argv[4])).guardOutput(process.argv[2]);
writeOutput(process.argv[2], JSON.parse(readFileSync(process.argv[3], 'utf8')), options);
`;

/** Runs the writer in a process that is killed at its nth change. */
function kill(compiled: string, root: string, at: number, guard: readonly string[]): void {
  cpSync(join(work, 'old'), root, { recursive: true });
  writeFileSync(join(work, 'killer.mjs'), killer);
  writeFileSync(join(work, 'writer.mjs'), writer(pathToFileURL(join(compiled, 'output/write.js')).href));
  writeFileSync(join(work, 'new.json'), JSON.stringify(newFiles));
  const preload = ['--import', pathToFileURL(join(work, 'killer.mjs')).href];
  const result = spawnSync(
    process.execPath,
    [...preload, join(work, 'writer.mjs'), root, join(work, 'new.json'), ...guard],
    { encoding: 'utf8', env: { ...process.env, KILL_AT: String(at) } },
  );
  expect(result.signal, result.stderr).toBe('SIGKILL');
}

describe('a process that is really killed', () => {
  let compiled: string;
  beforeAll(() => {
    compiled = compile('output');
  }, 120_000);

  test.each([3, 20, 38, 45, 50])(
    'at change %d leaves the SDK whole, or to the next run',
    (at) => {
      const wanted = sdk(join(work, 'new'));
      const root = join(work, `killed-${at}`);
      kill(compiled, root, at, []);
      if (!hasJournal(root)) expect([sdk(join(work, 'old')), wanted]).toContainEqual(sdk(root));
      run(root, newFiles);
      expect(sdk(root)).toEqual(wanted);
    },
    60_000,
  );

  test('has its work completed by its guard, at every change after the journal', async () => {
    const wanted = sdk(join(work, 'new'));
    const guard = pathToFileURL(join(compiled, 'output/guard.js')).href;
    const first = firstInterrupted();
    for (const at of [first, first + 1, first + 2, first + 4]) {
      const root = join(work, `guarded-${at}`);
      kill(compiled, root, at, [guard]);
      await vi.waitFor(() => expect(hasJournal(root)).toBe(false), { timeout: 60_000 });
      expect(sdk(root), `at ${at}`).toEqual(wanted);
    }
  }, 240_000);
});

/** The first change at which a kill leaves the SDK neither old nor new. */
function firstInterrupted(): number {
  const [old, wanted] = [sdk(join(work, 'old')), sdk(join(work, 'new'))];
  for (let at = 1; ; at += 1) {
    const root = join(work, 'first');
    rmSync(root, { recursive: true, force: true });
    cpSync(join(work, 'old'), root, { recursive: true });
    expect(killedRun(root, newFiles, at)).toBe(true);
    const left = JSON.stringify(sdk(root));
    if (left !== JSON.stringify(old) && left !== JSON.stringify(wanted)) return at;
  }
}
