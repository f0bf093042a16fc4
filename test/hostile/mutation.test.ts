/**
 * One value of a rich, valid file is replaced by another of the wrong kind: what comes is an SDK or an error that says
 * where and how to mend it, never an exception. A sample here; `HOOKLINE_MUTATIONS=all` takes every place.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Json } from '../../src/document/types.ts';
import {
  catalogue,
  defaultConfig,
  generate,
  loadConfig,
  memoryReader,
  type Problem,
} from '../../src/index.ts';
import { hooklineIn } from '../support/cli.ts';

const all = process.env.HOOKLINE_MUTATIONS === 'all';
const config = defaultConfig({ isNewProject: true });
const wrong: readonly Json[] = [
  null,
  7,
  -1.5,
  1e308,
  true,
  'text',
  '',
  ' ',
  'a\nb',
  '../x',
  '__proto__',
  'constructor',
  'x'.repeat(5000),
  [],
  {},
  [null],
  [[]],
  { a: null },
  { $ref: '#' },
  { $ref: '#/components/schemas/Nothing' },
  { $ref: 5 },
];

type Steps = readonly string[];

function placesIn(value: Json, steps: Steps = []): readonly Steps[] {
  if (typeof value !== 'object' || value === null) return [steps];
  return [steps, ...Object.entries(value).flatMap(([key, member]) => placesIn(member, [...steps, key]))];
}

function replaced(value: Json, [step, ...rest]: Steps, by: Json): Json {
  if (step === undefined) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as { [key: string]: Json };
  copy[step] = replaced(copy[step] ?? null, rest, by);
  return copy as Json;
}

/** Pairs of a place and a wrong value, spread evenly over all there are. */
function mutationsOf(value: Json, count: number): readonly (readonly [string, Json])[] {
  const pairs = placesIn(value).flatMap((steps) => wrong.map((by) => [steps, by] as const));
  const stride = all ? 1 : Math.max(1, Math.floor(pairs.length / count)) | 1;
  return pairs
    .filter((_, index) => index % stride === 0)
    .map(([steps, by]) => [
      `${steps.join('/')} = ${JSON.stringify(by)?.slice(0, 60)}`,
      replaced(value, steps, by),
    ]);
}

function expectTold(problems: readonly Problem[], where: string): void {
  for (const { code, message, fix, place } of problems) {
    expect(`${message} ${fix ?? catalogue[code].fix}`, where).not.toMatch(
      /\bundefined\b|\[object |TypeError|RangeError|Invalid input|native code/,
    );
    expect(place?.line, `${where}: ${message}`).toBeGreaterThan(0);
    expect(place?.column, `${where}: ${message}`).toBeGreaterThan(0);
  }
}

const repository = new URL('../../', import.meta.url);
const documents = ['test/conformance/extensions.yaml', 'test/golden/everything/openapi.yaml'];

test.each(documents)(
  '%s with a wrong value anywhere',
  async (path) => {
    const document = parse(readFileSync(new URL(path, repository), 'utf8')) as Json;
    for (const [where, changed] of mutationsOf(document, 25)) {
      const text = JSON.stringify(changed, undefined, 1);
      const { files, problems } = await generate(
        { schemas: [{ kind: 'text', name: 'openapi.json', text }], reader: memoryReader({}) },
        config,
      );
      expectTold(problems, where);
      expect(files.length > 0, where).toBe(problems.every(({ severity }) => severity !== 'error'));
    }
  },
  3_600_000,
);

test('gen.yaml with a wrong value anywhere', () => {
  const { generation, python } = JSON.parse(JSON.stringify(config)) as { generation: Json; python: Json };
  const given = { configVersion: '2.0.0', generation, python } as Json;
  for (const [where, changed] of mutationsOf(given, 300)) {
    const loaded = loadConfig(stringify(changed), 'gen.yaml', { isNewProject: true });
    expectTold(loaded.problems, where);
    expect(loaded.config === undefined, where).toBe(
      loaded.problems.some(({ severity }) => severity === 'error'),
    );
  }
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookline-mutation-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const api =
  "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {/a: {get: {operationId: a, responses: {'204': {description: ok}}}}}\n";
const overlay: Json = {
  overlay: '1.0.0',
  info: { title: 'O', version: '1' },
  actions: [
    { target: '$.info', description: 'd', update: { title: 'F' } },
    { target: "$.paths['/a'].get", remove: true },
  ],
};
const workflow: Json = {
  workflowVersion: '1.0.0',
  sources: {
    api: { inputs: [{ location: 'api.yaml' }], overlays: [{ location: 'overlay.yaml' }], output: 'all.yaml' },
  },
  targets: { sdk: { target: 'python', source: 'api', output: 'sdk' } },
};

test.each([
  ['overlay.yaml', ['overlay', 'apply', 'api.yaml', 'overlay.yaml'], overlay, 120],
  ['.hookline/workflow.yaml', ['run', '--check'], workflow, 60],
] as const)(
  '%s with a wrong value anywhere',
  async (name, args, value, count) => {
    for (const [where, changed] of mutationsOf(value, count)) {
      const texts = { 'api.yaml': api, 'overlay.yaml': stringify(overlay), [name]: stringify(changed) };
      for (const [path, text] of Object.entries(texts)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      const before = readdirSync(folder, { recursive: true });
      const { code, out, error } = await hooklineIn(folder, [...args]);
      expect([0, 1, 3], where).toContain(code);
      expect(out + error, where).not.toMatch(/\bundefined\b|\[object |\n\s+at .+:\d+|Invalid input|a bug in/);
      if (code === 1) expect(error, where).toMatch(/fix:/);
      expect(readdirSync(folder, { recursive: true }), where).toEqual(before);
    }
  },
  3_600_000,
);
