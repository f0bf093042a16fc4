/** Wrong calls and wrong configurations: told in words, with the right exit code, and nothing written. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hooklineIn } from '../../test/support/cli.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookline-bad-'));
  put(
    'api.yaml',
    "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {/a: {get: {operationId: a, responses: {'204': {description: ok}}}}}\n",
  );
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(path: string, content: string | Uint8Array): void {
  writeFileSync(join(folder, path), content);
}

const noTrace = /\n\s+at .+:\d+|node:internal|TypeError|RangeError|\[object /;

async function refused(code: number, args: readonly string[], message: string): Promise<void> {
  const before = readdirSync(folder, { recursive: true }).sort();
  const result = await hooklineIn(folder, args);
  const told = result.error + result.out;
  expect(told).toContain(message);
  expect(told).not.toMatch(noTrace);
  expect(result.code).toBe(code);
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(before);
}

const generate = ['generate', '--schema', 'api.yaml', '--out', 'sdk'];

describe('gen.yaml', () => {
  const deep = `generation: ${'{a: '.repeat(5000)}`;
  test.each([
    ['python: {version: [1]}', '`python.version`'],
    ['python: 5', '`python` is `5`; expected is a map'],
    ['generation: []', '`generation`'],
    ['python: {useAsyncHooks: yes}', 'Write true, without quotes'],
    ['python: {useAsyncHooks: 1}', '`python.useAsyncHooks` is `1`'],
    ['python: {asyncMode: bothh}', 'Did you mean "both"?'],
    ['python: {responseFormat: flatt}', 'Did you mean "flat"?'],
    ['python: {maxMethodParams: many}', '`python.maxMethodParams`'],
    ['python: {maxMethodParams: -1}', '`python.maxMethodParams`'],
    ['python: {enumFormat: struct}', '`python.enumFormat`'],
    ['python: {authors: me}', '`python.authors`'],
    ['python: {additionalDependencies: [a]}', '`python.additionalDependencies`'],
    ['python: {moduleName: class}', '`class` is a keyword of Python'],
    ['python: {moduleName: None}', '`None` is a keyword of Python'],
    ['python: {moduleName: json}', "a module of Python's standard library"],
    ['python: {moduleName: httpx}', 'a package that the SDK needs itself'],
    ['python: {moduleName: con}', 'a device on Windows'],
    ['python: {moduleName: ../x}', '`python.moduleName`'],
    ['python: {moduleName: /etc/x}', '`python.moduleName`'],
    [`python: {moduleName: ${'w'.repeat(400)}}`, 'it is longer than 120 characters'],
    ['python: {packageName: "a b"}', '`python.packageName`'],
    ['python: {defaultErrorName: 5x}', '`python.defaultErrorName`'],
    ['python: {baseErrorName: class}', '`class` is a keyword of Python'],
    ['python: {baseErrorName: __init__}', "Python's own"],
    ['python: {imports: {paths: {errors: ../x}}}', '`python.imports'],
    ['generation: {sdkClassName: 5x}', '`generation.sdkClassName`'],
    ['generation: {sdkClassName: None}', '`None` is a keyword of Python'],
    ['generation: {maintainOpenAPIOrder: maybe}', '`generation.maintainOpenAPIOrder`'],
    ['generation: {schemas: {allOfMergeStrategy: merge}}', '`generation.schemas.allOfMergeStrategy`'],
    ['configVersion: 1.0.0', '`configVersion` is `1.0.0`; expected is 2.0.0.'],
    ['configVersion: [2]', '`configVersion`'],
    ['- a\n- b', 'expected'],
    ['text', 'expected'],
    ['python: {', '[config-syntax]'],
    ['python:\n\tversion: 1', '[config-syntax]'],
    ['python: {version: 1}\npython: {version: 2}', '[config-syntax]'],
    ['python: *nothing', '[config-syntax]'],
    ['a: &a [x]\nb: &b [*a,*a,*a]\npython: {authors: *c}', '[config-syntax]'],
    [deep, '[config-syntax]'],
    [`# ${'x'.repeat(1_100_000)}`, 'too large'],
  ])('%#: %.60s', async (text, message) => {
    put('gen.yaml', text);
    await refused(1, [...generate, '--config', 'gen.yaml'], message);
  });

  test('bytes that are no text', async () => {
    put('gen.yaml', new Uint8Array([0xff, 0xfe, 0x00, 0xd8]));
    await refused(
      1,
      [...generate, '--config', 'gen.yaml'],
      'gen.yaml:1:1  The file begins with the mark of UTF-16LE',
    );
    put('gen.yaml', Buffer.from('python:\n  description: caf\u00e9\n', 'latin1'));
    await refused(1, [...generate, '--config', 'gen.yaml'], 'gen.yaml:2:19  The byte 0xe9');
    await refused(1, [...generate, '--config', '/dev/zero'], 'it is not a regular file');
  });

  test('no file, and a folder', async () => {
    await refused(1, [...generate, '--config', 'gem.yaml'], 'there is no such file');
    mkdirSync(join(folder, 'conf'));
    await refused(1, [...generate, '--config', 'conf'], 'it is a folder');
  });
});

describe('workflow.yaml', () => {
  const good = 'sources: {a: {inputs: [api.yaml]}}\ntargets: {t: {target: python, source: a, output: sdk}}\n';
  test.each([
    ['', 'The workflow is not a map'],
    ['- a', 'The workflow is not a map'],
    ['{}', '`sources` is missing'],
    [
      good.replace('inputs: [api.yaml]', ''),
      '`sources.a.inputs` is missing; expected is a list of one or more',
    ],
    [good.replace('[api.yaml]', 'api.yaml'), '`sources.a.inputs` is `"api.yaml"`; expected is a list'],
    [good.replace('[api.yaml]', '[]'), '`sources.a.inputs` is a list; expected is a list of one or more'],
    [good.replace('[api.yaml]', '[{}]'), '`sources.a.inputs.0` is a map; expected is a file or URL'],
    [good.replace('source: a,', ''), '`targets.t.source` is missing; expected is text'],
    ['a: &a [*a]\n', '`sources` is missing'],
    ['sources: &a {a: *a}\ntargets: {}\n', '`sources.a.inputs` is missing'],
    [`a: &a [1,1,1]\nb: &b [*a,*a]\nsources: [${'*b,'.repeat(200)}]\n`, 'grow without end'],
    [`sources: ${'{a: '.repeat(5000)}`, 'nested too deeply'],
    [good.replace('output: sdk', `output: ${'x'.repeat(300)}`), 'its name is too long'],
    [good.replace('output: sdk', 'output: api.yaml'), 'it is a file, not a folder'],
  ])('%#: %.60s', async (text, message) => {
    put('w.yaml', text);
    await refused(1, ['run', '--workflow', 'w.yaml'], message);
  });
});

describe('the command line', () => {
  test.each([
    [['generat'], "unknown command 'generat'"],
    [['generate'], 'required option'],
    [
      ['generate', 'api.yaml', '--out', 'x'],
      "unexpected argument 'api.yaml': a document is named with --schema",
    ],
    [['generate', '--schema', 'api.yaml'], "required option '-o, --out <dir>' not specified"],
    [['generate', '--out', 'x'], '--schema'],
    [[...generate, '--shema', 'x'], "unknown option '--shema'"],
    [[...generate, '--target', 'cobol'], 'Allowed choices are python'],
    [[...generate, '--check', '--dry-run'], 'cannot be used with'],
    [[...generate, '--watch', '--check'], 'cannot be used with'],
    [[...generate, 'more'], "unexpected argument 'more'"],
    [[...generate, '--schema', ''], 'It is empty'],
    [['generate', '--schema', '-', '--schema', '-', '--out', 'x'], 'only once'],
    [['generate', '--schema', '-', '--out', 'x', '--watch'], 'cannot be watched'],
    [['diff', 'api.yaml'], "missing required argument 'new'"],
    [['diff', 'api.yaml', 'api.yaml', '--format', 'xml'], 'Allowed choices'],
    [['diff', 'api.yaml', 'api.yaml', '--fail-on', 'all'], 'Allowed choices'],
    [['lint'], 'missing required argument'],
    [['lint', 'api.yaml', '--fail-on', 'nothing'], 'Allowed choices'],
    [['overlay', 'apply', 'api.yaml'], 'missing required argument'],
    [['overlay', 'aply'], 'unknown command'],
    [['hooks', 'add', '../x', '--on', 'before_request'], 'Letters, digits'],
    [['hooks', 'add', 'x', '--on', 'before_requests'], 'Did you mean "before_request"?'],
    [['hooks', 'add', 'x'], '--on'],
    [['completion', 'cmd'], 'Allowed choices are bash, zsh, fish'],
  ])('%j is wrong usage', async (args, message) => {
    await refused(2, args, message);
  });

  test.each([
    [['generate', '--schema', 'apj.yaml', '--out', 'sdk'], 'Did you mean "api.yaml"?'],
    [['generate', '--schema', '.', '--out', 'sdk'], 'it is a folder'],
    [['generate', '--schema', 'api.yaml', '--out', 'api.yaml'], 'cannot be written'],
    [
      ['generate', '--schema', 'api.yaml', '--overlay', 'none.yaml', '--out', 'sdk'],
      'none.yaml cannot be read',
    ],
    [['diff', 'api.yaml', 'api.yaml', '--config', 'none.yaml'], 'there is no such file'],
    [['diff', 'api.yaml', 'api.yaml', '--output', 'no/such/folder.md'], 'cannot be written'],
    [['lint', 'none.yaml'], 'none.yaml cannot be read'],
    [['overlay', 'validate', 'api.yaml'], 'This is an OpenAPI document'],
    [['overlay', 'apply', 'api.yaml', 'none.yaml'], 'none.yaml cannot be read'],
    [['run'], 'There is no workflow'],
    [['run', '--workflow', 'none.yaml'], 'there is no such file'],
    [['run', '--workflow', '.'], 'it is a folder'],
    [['run', '--workflow', 'api.yaml'], '`sources` is missing; expected is a map of sources by name'],
    [['diff', 'api.yaml', 'api.yaml', '--output', '.'], 'it is a folder'],
    [['generate', '--schema', 'api.yaml', '--out', 'x'.repeat(300)], 'its name is too long'],
    [['hooks', 'add', 'x', '--on', 'before_request'], '[hooks-add]'],
    [['init', '--yes'], 'The document is not given'],
  ])('%j is bad input', async (args, message) => {
    await refused(1, args, message);
    expect(existsSync(join(folder, 'sdk'))).toBe(false);
  });
});
