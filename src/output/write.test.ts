import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  always,
  codes,
  defaults,
  generate,
  get,
  once,
  put,
  root,
  tree,
} from '../../test/support/output-folder.ts';
import type { OutputFile } from '../code/output-file.ts';
import { prepareOutput } from './write.ts';

describe('a run', () => {
  test('writes what is new and nothing else', () => {
    const result = generate([always('src/a.py', 'a\n'), once('src/hooks.py', 'mine\n')]);
    expect(result).toMatchObject({ written: ['src/a.py', 'src/hooks.py'], removed: [], problems: [] });
    expect(tree()).toEqual(['src/a.py', 'src/hooks.py']);
    expect(readdirSync(join(root, '.hookline')).sort()).toEqual(['gen.base', 'gen.lock']);
  });

  test('gives the same bytes twice, and leaves unchanged files alone', () => {
    const files = [always('src/a.py', 'a\n'), always('README.md', 'b\n')];
    generate(files);
    const old = new Date(2001, 1, 1);
    const paths = ['src/a.py', 'README.md', '.hookline/gen.lock', '.hookline/gen.base'];
    const bytes = paths.map(get);
    for (const path of paths) utimesSync(join(root, path), old, old);
    const again = generate(files);
    expect(again).toMatchObject({ written: [], unchanged: ['README.md', 'src/a.py'] });
    expect(paths.map(get)).toEqual(bytes);
    for (const path of paths) expect(statSync(join(root, path)).mtime).toEqual(old);
  });

  test('removes what is no longer generated, and the folders it leaves empty', () => {
    generate([always('src/models/a.py', 'a\n'), always('src/b.py', 'b\n')]);
    const result = generate([always('src/b.py', 'b\n')]);
    expect(result.removed).toEqual(['src/models/a.py']);
    expect(existsSync(join(root, 'src/models'))).toBe(false);
  });

  test('writes Unix line ends, and takes those of Windows for no edit', () => {
    generate([always('a.py', 'one\r\ntwo\r\n')]);
    expect(get('a.py')).toBe('one\ntwo\n');
    put('a.py', 'one\r\ntwo\r\n');
    expect(generate([always('a.py', 'one\ntwo\n')])).toMatchObject({ unchanged: ['a.py'], kept: [] });
    expect(generate([always('a.py', 'three\n')])).toMatchObject({ written: ['a.py'], kept: [] });
  });

  test('turns a module into a package and back', () => {
    generate([always('src/things.py', 'a\n')]);
    generate([always('src/things.py/not.txt', 'b\n')]);
    expect(tree()).toEqual(['src/things.py/not.txt']);
    generate([always('src/things.py', 'a\n')]);
    expect(tree()).toEqual(['src/things.py']);
  });

  test('keeps what it knows in .speakeasy where the project has that folder', () => {
    put('.speakeasy/gen.yaml', 'configVersion: 2.0.0\n');
    generate([always('a.py', 'a\n')]);
    expect(existsSync(join(root, '.hookline'))).toBe(false);
    expect(get('.speakeasy/gen.lock')).toContain('generator: hookline');
  });

  test('does nothing when it is only prepared', () => {
    const prepared = prepareOutput(root, [always('a.py', 'a\n')], { ...defaults, readOnly: true });
    expect(prepared.changes).toEqual([{ kind: 'write', path: 'a.py', after: 'a\n' }]);
    expect(readdirSync(root)).toEqual([]);
  });
});

describe('files of the user', () => {
  test('a file that no run wrote stops the run', () => {
    put('README.md', 'mine\n');
    const result = generate([always('README.md', 'generated\n'), always('a.py', 'a\n')]);
    expect(codes(result)).toEqual(['error output-not-ours']);
    expect(tree()).toEqual(['README.md']);
    expect(get('README.md')).toBe('mine\n');
    expect(existsSync(join(root, '.hookline'))).toBe(false);
  });

  test('force does not touch it either', () => {
    put('README.md', 'mine\n');
    generate([always('README.md', 'generated\n')], { force: true });
    expect(get('README.md')).toBe('mine\n');
  });

  test('a file that is written once is theirs from then on', () => {
    generate([once('hooks.py', 'stub\n')]);
    put('hooks.py', 'mine\n');
    expect(generate([once('hooks.py', 'another stub\n')])).toMatchObject({ written: [], kept: ['hooks.py'] });
    expect(get('hooks.py')).toBe('mine\n');
  });

  test('one that was there before the first run is, too', () => {
    put('hooks.py', 'mine\n');
    expect(generate([once('hooks.py', 'stub\n')])).toMatchObject({ kept: ['hooks.py'], problems: [] });
  });

  test('one that is no longer used stays, and is named with what is beside it', () => {
    generate([always('h/types.py', 't\n'), once('h/async.py', 'stub\n')]);
    put('h/my_hook.py', 'mine\n');
    const result = generate([always('h/types.py', 't\n')]);
    expect(codes(result)).toEqual(['warning output-left-behind']);
    expect(result.problems[0]?.message).toContain('"h/async.py"');
    expect(result.problems[0]?.message).toContain('"h/my_hook.py"');
    expect(result.problems[0]?.message).not.toContain('h/types.py');
    expect(tree()).toEqual(['h/async.py', 'h/my_hook.py', 'h/types.py']);
  });

  test('.genignore keeps theirs in place of the generated one', () => {
    put('.genignore', '# mine\nREADME.md\n/docs/**\n!docs/keep.md\n');
    put('README.md', 'mine\n');
    const result = generate([always('README.md', 'g\n'), always('docs/x.md', 'g\n'), always('a.py', 'a\n')]);
    expect(result).toMatchObject({ written: ['a.py'], problems: [] });
    expect(tree()).toEqual(['.genignore', 'README.md', 'a.py']);
  });
});

describe('edits in generated files', () => {
  const text = (...lines: string[]) => `${lines.join('\n')}\n`;
  const first = text('one', 'two', 'three', 'four', 'five');

  test('are kept while the rest changes', () => {
    generate([always('a.py', first)]);
    put('a.py', first.replace('one', 'ONE'));
    const result = generate([always('a.py', first.replace('five', 'FIVE'))]);
    expect(result).toMatchObject({ written: ['a.py'], kept: ['a.py'], problems: [] });
    expect(get('a.py')).toBe(text('ONE', 'two', 'three', 'four', 'FIVE'));
  });

  test('are kept over many runs', () => {
    generate([always('a.py', first)]);
    put('a.py', `${first}mine\n`);
    for (const word of ['X', 'Y', 'Z']) generate([always('a.py', first.replace('one', word))]);
    expect(get('a.py')).toBe(text('Z', 'two', 'three', 'four', 'five', 'mine'));
  });

  test('that conflict are marked, and reported with their line', () => {
    generate([always('a.py', first), always('b.py', 'b\n')]);
    put('a.py', first.replace('three', 'mine'));
    const result = generate([always('a.py', first.replace('three', 'theirs')), always('b.py', 'B\n')]);
    expect(codes(result)).toEqual(['error output-edit-conflict']);
    expect(result.problems[0]?.place).toMatchObject({ file: 'a.py', line: 3 });
    expect(result.conflicts).toEqual(['a.py']);
    expect(get('a.py')).toBe(
      text('one', 'two', '<<<<<<< yours', 'mine', '=======', 'theirs', '>>>>>>> generated', 'four', 'five'),
    );
    expect(get('b.py')).toBe('B\n');
  });

  test('with a conflict left in them stop the next run', () => {
    generate([always('a.py', first)]);
    put('a.py', first.replace('three', 'mine'));
    generate([always('a.py', first.replace('three', 'theirs'))]);
    const marked = get('a.py');
    const again = generate([always('a.py', first.replace('three', 'theirs'))]);
    expect(codes(again)).toEqual(['error output-edit-unresolved']);
    expect(get('a.py')).toBe(marked);
    expect(generate([always('a.py', first)], { force: true }).problems).toEqual([]);
    expect(get('a.py')).toBe(first);
  });

  test('give way where they conflict, with force', () => {
    generate([always('a.py', first)]);
    put('a.py', first.replace('three', 'mine').replace('five', 'FIVE'));
    const result = generate([always('a.py', first.replace('three', 'theirs'))], { force: true });
    expect(result.problems).toEqual([]);
    expect(get('a.py')).toBe(text('one', 'two', 'theirs', 'four', 'FIVE'));
  });

  test('stay in a file that is no longer generated', () => {
    generate([always('a.py', first), always('b.py', 'b\n')]);
    put('a.py', `${first}mine\n`);
    const result = generate([always('b.py', 'b\n')]);
    expect(codes(result)).toEqual(['warning output-edit-kept']);
    expect(tree()).toEqual(['a.py', 'b.py']);
    // and are merged when it is generated again
    generate([always('a.py', first.replace('one', 'ONE'))]);
    expect(get('a.py')).toBe(`${first.replace('one', 'ONE')}mine\n`);
  });

  test('are replaced where the configuration says so', () => {
    generate([always('a.py', first)]);
    put('a.py', 'mine\n');
    const result = generate([always('a.py', first)], { keepEdits: false });
    expect(codes(result)).toEqual(['warning output-edit-overwritten']);
    expect(get('a.py')).toBe(first);
  });

  test('cannot be merged where the last text is lost', () => {
    generate([always('a.py', first)]);
    put('a.py', 'mine\n');
    writeFileSync(join(root, '.hookline/gen.base'), 'damaged');
    expect(codes(generate([always('a.py', 'new\n')]))).toEqual(['error output-edit-without-base']);
    expect(get('a.py')).toBe('mine\n');
    generate([always('a.py', 'new\n')], { force: true });
    expect(get('a.py')).toBe('new\n');
  });

  test('a deleted file is generated again', () => {
    generate([always('a.py', first)]);
    rmSync(join(root, 'a.py'));
    expect(generate([always('a.py', first)]).written).toEqual(['a.py']);
  });
});

describe('custom code regions', () => {
  const text = (inside: string, tail: string) =>
    `import os\n# region imports\n${inside}# endregion imports\nclass SDK:\n    ${tail}\n`;

  test('keep what is written in them, whatever changes around', () => {
    const options = { customRegions: true };
    generate([always('sdk.py', text('', 'one'))], options);
    put('sdk.py', text('import mine\n', 'one'));
    const result = generate([always('sdk.py', text('', 'two'))], options);
    expect(result.problems).toEqual([]);
    expect(get('sdk.py')).toBe(text('import mine\n', 'two'));
  });

  test('are kept when the placeholder moves next to a change', () => {
    const options = { customRegions: true };
    const before = 'a\n# region r\n# endregion r\nb\n';
    generate([always('x.py', before)], options);
    put('x.py', before.replace('# region r\n', '# region r\nmine\n'));
    generate([always('x.py', 'A\n# region r\n# endregion r\nB\n')], options);
    expect(get('x.py')).toBe('A\n# region r\nmine\n# endregion r\nB\n');
  });

  test('are kept where edits are overwritten', () => {
    const options = { customRegions: true, keepEdits: false };
    generate([always('sdk.py', text('', 'one'))], options);
    put('sdk.py', text('import mine\n', 'one'));
    expect(generate([always('sdk.py', text('', 'one'))], options).problems).toEqual([]);
    expect(get('sdk.py')).toBe(text('import mine\n', 'one'));
  });
});

describe('files with sections', () => {
  const section = (id: string, text: string) =>
    `<!-- Start ${id} [${id}] -->\n${text}\n<!-- End ${id} [${id}] -->\n`;
  const readme = (content: string): OutputFile => ({ ...always('README.md', content), sections: true });
  const both = (a: string, b: string) => `# SDK\n\n${section('a', a)}\n${section('b', b)}`;

  test('the rest is the user’s', () => {
    generate([readme(both('one', 'two'))]);
    put('README.md', both('one', 'two').replace('# SDK', '# My SDK\n\nHello'));
    expect(generate([readme(both('ONE', 'two'))])).toMatchObject({ kept: ['README.md'], problems: [] });
    expect(get('README.md')).toBe(both('ONE', 'two').replace('# SDK', '# My SDK\n\nHello'));
  });

  test('a section that was taken out stays out; a new one comes behind the one it follows', () => {
    generate([readme(both('one', 'two'))]);
    put('README.md', `mine\n\n${section('a', 'one')}\nend\n`);
    generate([readme(`${both('one', 'two')}\n${section('c', 'three')}`)]);
    expect(get('README.md')).toBe(`mine\n\n${section('a', 'one')}\n${section('c', 'three')}\nend\n`);
    generate([readme(`# SDK\n\n${section('c', 'three')}`)]);
    expect(get('README.md')).toBe(`mine\n\n${section('c', 'three')}\nend\n`);
  });

  test('a README that was there before the first run is the user’s', () => {
    put('README.md', '# Mine\n');
    expect(generate([readme(both('one', 'two'))])).toMatchObject({ kept: ['README.md'], problems: [] });
    expect(get('README.md')).toBe('# Mine\n');
  });
});

describe('a project of another generator', () => {
  const sha1 = { a: '3f786850e387550fdab836ed7e6dc881de23001b' };

  function adopt(lock: string): void {
    put('.speakeasy/gen.lock', `lockVersion: 2.0.0\nid: 1\n${lock}`);
  }

  test('is taken over: its generated files are replaced', () => {
    adopt('generatedFiles:\n  - src/a.py\n');
    put('src/a.py', 'theirs\n');
    put('src/mine.py', 'mine\n');
    expect(generate([always('src/a.py', 'ours\n')])).toMatchObject({ written: ['src/a.py'], problems: [] });
    expect(get('src/mine.py')).toBe('mine\n');
    expect(get('.speakeasy/gen.lock')).toContain('defaults: old');
  });

  test('loses what is surely unedited and not generated any more; the rest stays', () => {
    adopt(
      `trackedFiles:\n  old.py:\n    last_write_checksum: sha1:${sha1.a}\n  edited.py:\n    last_write_checksum: sha1:${sha1.a}\n`,
    );
    put('old.py', 'a\n');
    put('edited.py', 'b\n');
    const result = generate([always('new.py', 'n\n')]);
    expect(result.removed).toEqual(['old.py']);
    expect(result.problems[0]?.message).toContain('edited.py');
    expect(tree()).toEqual(['edited.py', 'new.py']);
  });

  test('keeps an edited file from being lost', () => {
    adopt(`trackedFiles:\n  a.py:\n    last_write_checksum: sha1:${sha1.a}\n`);
    put('a.py', 'edited\n');
    expect(codes(generate([always('a.py', 'n\n')]))).toEqual(['error output-edit-without-base']);
    expect(get('a.py')).toBe('edited\n');
  });

  test('cannot lead out of the folder', () => {
    const outside = mkdtempSync(join(tmpdir(), 'hookline-outside-'));
    writeFileSync(join(outside, 'x'), 'a\n');
    adopt(
      `trackedFiles:\n  "${outside}/x": {last_write_checksum: "sha1:${sha1.a}"}\n  "../${outside.split('/').pop()}/x": {last_write_checksum: "sha1:${sha1.a}"}\n`,
    );
    generate([always('a.py', 'n\n')]);
    expect(existsSync(join(outside, 'x'))).toBe(true);
    rmSync(outside, { recursive: true });
  });
});
