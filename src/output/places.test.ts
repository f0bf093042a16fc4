import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { always, codes, generate, get, once, put, root, tree } from '../../test/support/output-folder.ts';

describe('paths', () => {
  test.each([
    [''],
    ['/etc/passwd'],
    ['../x.py'],
    ['a/../../x.py'],
    ['a/./x.py'],
    ['a//x.py'],
    ['C:/x.py'],
    ['a\\x.py'],
    ['a\nb.py'],
    ['a\0.py'],
    ['src/con.py'],
    ['AUX'],
    ['src/x.'],
    ['src/x '],
    ['.git/hooks/pre-commit'],
    ['.Git/config'],
    ['.hookline/gen.lock'],
    [`${'a'.repeat(300)}.py`],
    ['a?.py'],
  ])('%j is refused, and nothing is written', (path) => {
    const result = generate([always('ok.py', 'a\n'), always(path, 'x\n')]);
    expect(codes(result)).toEqual(['error output-path-unsafe']);
    expect(tree()).toEqual([]);
  });

  test.each([
    ['Thing.py', 'thing.py'],
    ['a/x.py', 'A/y.py'],
    ['a', 'a/x.py'],
    ['caf\u00e9.py', 'cafe\u0301.py'],
    ['a.py', 'a.py'],
  ])('%s and %s clash', (left, right) => {
    expect(codes(generate([always(left, 'l\n'), always(right, 'r\n')]))).toContain('error output-path-clash');
    expect(tree()).toEqual([]);
  });

  test('a link out of the folder is not followed', () => {
    const outside = mkdtempSync(join(tmpdir(), 'hookline-outside-'));
    symlinkSync(outside, join(root, 'src'));
    expect(codes(generate([always('src/a.py', 'a\n')]))).toEqual(['error output-path-unsafe']);
    expect(readdirSync(outside)).toEqual([]);
    rmSync(outside, { recursive: true });
  });

  test('nor is one in place of the folder of the lock', () => {
    const outside = mkdtempSync(join(tmpdir(), 'hookline-outside-'));
    symlinkSync(outside, join(root, '.hookline'));
    expect(codes(generate([always('a.py', 'a\n')]))).toEqual(['error output-path-unsafe']);
    expect(readdirSync(outside)).toEqual([]);
    expect(tree()).toEqual([]);
    rmSync(outside, { recursive: true });
  });

  test('nor is one by a journal that came with somebody else’s branch', () => {
    const outside = mkdtempSync(join(tmpdir(), 'hookline-outside-'));
    symlinkSync(outside, join(root, 'src'));
    put('.hookline/staging/files/src/evil.py', 'evil\n');
    const steps = [{ kind: 'move', path: 'src/evil.py' }];
    put('.hookline/staging/journal.json', JSON.stringify({ steps, swaps: [] }));
    expect(codes(generate([always('a.py', 'a\n')]))).toEqual([]);
    expect(readdirSync(outside)).toEqual([]);
    rmSync(outside, { recursive: true });
  });

  test('a folder in place of the lock is told before anything is written', () => {
    mkdirSync(join(root, '.hookline/gen.lock'), { recursive: true });
    expect(codes(generate([always('a.py', 'a\n')]))).toEqual(['error output-path-unsafe']);
    expect(tree()).toEqual([]);
  });

  test('a link in place of a file is not replaced', () => {
    put('target', 'x\n');
    symlinkSync(join(root, 'target'), join(root, 'a.py'));
    expect(codes(generate([always('a.py', 'a\n')]))).toEqual(['error output-not-ours']);
    expect(get('target')).toBe('x\n');
  });

  test('a folder in place of a file, and a file in place of a folder, are in the way', () => {
    put('a/x', '1');
    put('b', '2');
    const result = generate([always('a', 'a\n'), always('b/y', 'y\n')]);
    expect(codes(result)).toEqual(['error output-path-unsafe', 'error output-path-unsafe']);
    expect(tree()).toEqual(['a/x', 'b']);
  });
});

describe('the lock file', () => {
  test.each([
    ['with the markers of a merge', '<<<<<<< HEAD\nlockVersion: 1\n=======\n'],
    ['of no known form', 'hello\n'],
    ['of a later form', 'lockVersion: 9\ngenerator: hookline\n'],
  ])('%s stops the run', (_what, text) => {
    put('.hookline/gen.lock', text);
    expect(codes(generate([always('a.py', 'a\n')]))).toEqual(['error output-lock-unreadable']);
    expect(tree()).toEqual([]);
  });

  test('names inputs and files in order', () => {
    generate([always('b.py', 'b\n'), once('a.py', 'a\n')], { inputs: new Map([['openapi.yaml', 'abc']]) });
    const lines = get('.hookline/gen.lock').split('\n');
    expect(lines).toContain('  "openapi.yaml": "abc"');
    expect(lines.indexOf('  "a.py": once')).toBe(lines.findIndex((line) => line.startsWith('  "b.py"')) - 1);
  });

  test('a run that goes on elsewhere makes this one wait', () => {
    mkdirSync(join(root, '.hookline'));
    put('.hookline/run.lock', String(process.ppid));
    expect(codes(generate([always('a.py', 'a\n')]))).toEqual(['error output-busy']);
    expect(tree()).toEqual([]);
    put('.hookline/run.lock', '999999999');
    expect(generate([always('a.py', 'a\n')]).written).toEqual(['a.py']);
  });
});
