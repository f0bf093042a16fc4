import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadProgram } from './compiled.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'compiled-'));
  path = join(folder, 'program.cjs');
  writeFileSync(path, "exports.answer = () => 'first';\n");
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function load(): { answer: string; keep(): void } {
  const { program, keep } = loadProgram(pathToFileURL(path));
  const { answer } = program as unknown as { answer(): string };
  return { answer: answer(), keep };
}

function kept(): readonly string[] {
  return readdirSync(folder).filter((name) => name !== 'program.cjs');
}

describe('a program that is kept compiled', () => {
  test('is used again, and written once', () => {
    load().keep();
    const [name = ''] = kept();
    const before = readFileSync(join(folder, name));
    const again = load();
    again.keep();
    expect(again.answer).toBe('first');
    expect(kept()).toEqual([name]);
    expect(readFileSync(join(folder, name)).equals(before)).toBe(true);
  });

  test('is not used for a program that has changed, even to one of the same length', () => {
    load().keep();
    writeFileSync(path, "exports.answer = () => 'other';\n");
    expect(load().answer).toBe('other');
  });

  test('is not used where it is not whole, and is replaced', () => {
    load().keep();
    const file = join(folder, kept()[0] ?? '');
    const whole = readFileSync(file);
    truncateSync(file, whole.length - 1);
    const again = load();
    expect(again.answer).toBe('first');
    again.keep();
    expect(readFileSync(file).length).toBe(whole.length);
  });

  test('is neither written nor read where Node is told so', () => {
    vi.stubEnv('NODE_DISABLE_COMPILE_CACHE', '1');
    load().keep();
    expect(kept()).toEqual([]);
  });

  test('is of one Node with its options', () => {
    load().keep();
    vi.stubEnv('NODE_OPTIONS', '--max-old-space-size=4000');
    load().keep();
    expect(kept().length).toBe(2);
  });

  test('is left out where the folder cannot be written to', () => {
    const { keep } = load();
    rmSync(folder, { recursive: true });
    expect(keep).not.toThrow();
  });
});
