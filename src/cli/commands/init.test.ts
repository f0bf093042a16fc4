import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadConfig } from '../../config/load.ts';
import type { Terminal } from '../terminal.ts';
import { type InitOptions, type Prompter, runInit } from './init.ts';
import { suggestedClass, suggestedPackage } from './init-config.ts';

let folder: string;
let printed: { out: string; error: string };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookline-init-'));
  printed = { out: '', error: '' };
  writeFileSync(
    join(folder, 'openapi.yaml'),
    'openapi: 3.1.0\ninfo: {title: Train Travel API, version: 1.0.0}\npaths: {}\n',
  );
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function init(options: Partial<InitOptions>, prompter?: Prompter) {
  const terminal: Terminal = {
    folder,
    environment: {},
    isInteractive: false,
    color: false,
    out: (text) => {
      printed.out += text;
    },
    error: (text) => {
      printed.error += text;
    },
    readInput: () => Promise.resolve(new Uint8Array()),
  };
  return runInit({ out: 'sdk', yes: false, json: false, ...options }, terminal, prompter);
}

const written = () => readFileSync(join(folder, 'sdk/.hookline/gen.yaml'), 'utf8');

test.each([
  ['Train Travel API', 'TrainTravel', 'train-travel'],
  ['The API', 'TheAPI', 'the-api'],
  ['3scale', 'SDK', '3scale'],
  ['', 'SDK', 'my-sdk'],
])('the title %j suggests %s and %s', (title, className, packageName) => {
  expect(suggestedClass(title)).toBe(className);
  expect(suggestedPackage(title)).toBe(packageName);
});

test('works without a terminal, from options and suggestions', async () => {
  expect(await init({ schema: 'openapi.yaml', yes: true })).toBe(0);
  const { config, problems } = loadConfig(written(), 'gen.yaml', { isNewProject: true });
  expect(problems).toEqual([]);
  expect(config?.generation.sdkClassName).toBe('TrainTravel');
  expect(config?.python).toMatchObject({ packageName: 'train-travel', useAsyncHooks: true });
  expect(printed.out).toContain('Next: hookline generate --schema openapi.yaml --out sdk');
});

test('options are answers', async () => {
  await init({ schema: 'openapi.yaml', name: 'Acme', package: 'acme-api', asyncHooks: false });
  expect(written()).toContain('sdkClassName: Acme\n');
  expect(written()).toContain('useAsyncHooks: false\n');
});

test('asks for the rest, shows what it writes, and takes no for an answer', async () => {
  const asked: string[] = [];
  const prompter = (last: boolean): Prompter => ({
    text: (question, suggestion) => {
      asked.push(question);
      return Promise.resolve(suggestion);
    },
    confirm: (question) => {
      asked.push(question);
      return Promise.resolve(question === 'Write it?' ? last : true);
    },
    show: (title) => {
      asked.push(title);
    },
  });
  expect(await init({}, prompter(false))).toBe(1);
  expect(existsSync(join(folder, 'sdk'))).toBe(false);
  expect(asked).toHaveLength(6);
  expect(await init({}, prompter(true))).toBe(0);
  expect(written()).toContain('packageName: train-travel');
});

test.each<[string, Partial<InitOptions>, string]>([
  ['no document', { yes: true }, '--schema'],
  ['a document that is not there', { schema: 'gone.yaml', yes: true }, 'document-unreadable'],
  ['a name that is none', { schema: 'openapi.yaml', name: 'a b', yes: true }, 'generation.sdkClassName'],
  ['a package that is none', { schema: 'openapi.yaml', package: '-', yes: true }, 'python.packageName'],
])('%s: exit 1, nothing written', async (_what, options, message) => {
  expect(await init(options)).toBe(1);
  expect(printed.error).toContain(message);
  expect(existsSync(join(folder, 'sdk'))).toBe(false);
});

test('a configuration that is there stays', async () => {
  await init({ schema: 'openapi.yaml', yes: true });
  const before = written();
  expect(await init({ schema: 'openapi.yaml', name: 'Other', yes: true })).toBe(1);
  expect(written()).toBe(before);
});
