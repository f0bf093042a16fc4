/** A workflow.yaml of a stranger: whatever stands in it, nothing happens outside of what the user asked for. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readWorkflow } from '../../src/workflow/workflow.ts';
import { hooklineIn } from '../support/cli.ts';
import { payloads } from './payloads.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const api =
  "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {/a: {get: {operationId: a, responses: {'204': {description: ok}}}}}\n";

const whole = {
  workflowVersion: '1.0.0',
  sources: {
    api: { inputs: [{ location: 'api.yaml' }], overlays: [{ document: { location: 'fix.yaml' } }] },
  },
  targets: { sdk: { target: 'python', source: 'api', output: 'sdk' } },
};

/** The workflow with one place changed; a key is changed by its path with `key:` in front. */
const places: Readonly<Record<string, (text: string) => Json>> = {
  workflowVersion: (text) => ({ ...whole, workflowVersion: text }),
  'a key': (text) => ({ ...whole, [text]: text }),
  'a name of a source': (text) => ({
    ...whole,
    sources: { [text]: whole.sources.api },
    targets: { sdk: { ...whole.targets.sdk, source: text } },
  }),
  'a name of a target': (text) => ({ ...whole, targets: { [text]: whole.targets.sdk } }),
  'a target': (text) => ({ ...whole, targets: { sdk: { ...whole.targets.sdk, target: text } } }),
  'the source of a target': (text) => ({
    ...whole,
    targets: { sdk: { ...whole.targets.sdk, source: text } },
  }),
  'the output of a target': (text) => ({
    ...whole,
    targets: { sdk: { ...whole.targets.sdk, output: text } },
  }),
  'the output of a source': (text) => ({
    ...whole,
    sources: { api: { ...whole.sources.api, output: `${text}.yaml` } },
  }),
  'an input': (text) => ({ ...whole, sources: { api: { inputs: [{ location: text }] } } }),
  'a key of an input': (text) => ({
    ...whole,
    sources: { api: { inputs: [{ location: 'api.yaml', [text]: text }] } },
  }),
  'an overlay': (text) => ({ ...whole, sources: { api: { inputs: ['api.yaml'], overlays: [text] } } }),
};

const more = [
  'https:$x',
  '~/canary',
  '$HOME/canary',
  '%TEMP%/canary',
  '.git/hooks',
  '-',
  '--force',
  '*',
  'con',
];
const hidden = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

let outside: string;
let folder: string;

beforeEach(() => {
  outside = mkdtempSync(join(tmpdir(), 'hookline-hostile-'));
  folder = join(outside, 'project');
  mkdirSync(join(folder, '.git'), { recursive: true });
  writeFileSync(join(folder, 'api.yaml'), api);
  writeFileSync(
    join(folder, 'fix.yaml'),
    'overlay: 1.0.0\ninfo: {title: F, version: "1"}\nactions: [{target: $.info, update: {title: U}}]\n',
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
  rmSync(outside, { recursive: true, force: true });
});

describe.each(Object.keys(places))('%s', (place) => {
  test('does no harm', async () => {
    const asked = vi.fn(() => Promise.reject(new Error('no network here')));
    vi.stubGlobal('fetch', asked);
    for (const payload of [...Object.values(payloads), ...more]) {
      writeFileSync(join(folder, 'w.yaml'), JSON.stringify(places[place]?.(payload)));
      // What is written is seen by the outputs alone.
      const args = ['run', '-w', 'w.yaml', ...(place.startsWith('the output') ? [] : ['--check'])];
      const { code, out, error } = await hooklineIn(folder, args);
      const where = JSON.stringify(payload.slice(0, 60));
      expect([0, 1, 3], `${where}: ${error}`).toContain(code);
      expect((out + error).replaceAll('\n', ''), where).not.toMatch(hidden);
      expect(error, where).not.toMatch(/\bundefined\b|\[object |a bug in/);
      expect(readdirSync(outside), where).toEqual(['project']);
      expect(readdirSync(join(folder, '.git')), where).toEqual([]);
      expect(readFileSync(join(folder, 'api.yaml'), 'utf8'), where).toBe(api);
    }
    expect(asked).not.toHaveBeenCalled();
  });
});

describe('a value of a wrong type', () => {
  const wrong: readonly Json[] = [null, true, 5, [], [[]], {}, { a: 1 }, [null], '', 'x: y'];
  const ways: Readonly<Record<string, (value: Json) => Json>> = {
    'the file': (value) => value,
    workflowVersion: (value) => ({ ...whole, workflowVersion: value }),
    sources: (value) => ({ ...whole, sources: value }),
    'sources.api': (value) => ({ ...whole, sources: { api: value } }),
    'sources.api.inputs': (value) => ({ ...whole, sources: { api: { inputs: value } } }),
    'sources.api.inputs.0': (value) => ({ ...whole, sources: { api: { inputs: [value] } } }),
    'sources.api.inputs.0.location': (value) => ({
      ...whole,
      sources: { api: { inputs: [{ location: value }] } },
    }),
    'sources.api.overlays': (value) => ({
      ...whole,
      sources: { api: { inputs: ['api.yaml'], overlays: value } },
    }),
    'sources.api.output': (value) => ({
      ...whole,
      sources: { api: { inputs: ['api.yaml'], output: value } },
    }),
    targets: (value) => ({ ...whole, targets: value }),
    'targets.sdk': (value) => ({ ...whole, targets: { sdk: value } }),
    'targets.sdk.target': (value) => ({
      ...whole,
      targets: { sdk: { ...whole.targets.sdk, target: value } },
    }),
    'targets.sdk.source': (value) => ({
      ...whole,
      targets: { sdk: { ...whole.targets.sdk, source: value } },
    }),
    'targets.sdk.output': (value) => ({
      ...whole,
      targets: { sdk: { ...whole.targets.sdk, output: value } },
    }),
  };
  // Nothing, and no text, are what leaving a key out is.
  const fine = new Set([
    'workflowVersion null',
    'sources.api.overlays null',
    'sources.api.overlays []',
    'sources.api.output null',
    'targets.sdk.output null',
    'targets.sdk.output ""',
    'sources.api.inputs.0 "x: y"',
    'sources.api.inputs.0.location "x: y"',
  ]);
  const rows = Object.entries(ways).flatMap(([name, way]) =>
    wrong.map((value) => [name, JSON.stringify(value), way(value)] as const),
  );
  test.each(rows)('%s: %s', (name, value, workflow) => {
    const read = readWorkflow(JSON.stringify(workflow), 'w.yaml');
    expect('workflow' in read).toBe(fine.has(`${name} ${value}`));
    if ('workflow' in read) return;
    const [problem] = read.problems;
    expect(problem?.place).toMatchObject({ file: 'w.yaml', line: 1 });
    expect(problem?.frame).toBeDefined();
    expect(problem?.message).not.toMatch(/\bundefined\b|\[object |Invalid input/);
  });
});

test.each([
  ['source: {}\ntargets: {}', 'There is `source`. Did you mean "sources"?'],
  ['sources: {a: {input: [x]}}\ntargets: {}', 'There is `input`. Did you mean "inputs"?'],
  ['sources: {a: {inputs: [x]}}\ntarget: {}', 'There is `target`. Did you mean "targets"?'],
  ['sources: {a: {inputs: [{locaton: x}]}}\ntargets: {}', 'Did you mean "location"?'],
  ['sources: {a: {inputs: [x]}}\ntargets: {t: {target: python, sorce: a}}', 'Did you mean "source"?'],
  ['workflowVersion: 2.0.0\nsources: {a: {inputs: [x]}}\ntargets: {}', '`workflowVersion` is `"2.0.0"`'],
  ['sources: {a: {inputs: [x]}}\ntargets: {}\n---\na: 1\n', 'several YAML documents'],
])('%j is told with what was meant', (text, message) => {
  const read = readWorkflow(text, 'w.yaml');
  expect('problems' in read ? read.problems[0]?.message : 'it was accepted').toContain(message);
});

test('a source may take over what another map has', () => {
  const text =
    'x-shared: &x {inputs: [a.yaml]}\nsources: {a: {<<: *x}}\ntargets: {t: {target: python, source: a}}\n';
  expect(readWorkflow(text, 'w.yaml')).toMatchObject({ workflow: { problems: [] } });
});

test('any value anywhere gives a workflow, or one problem with a place', () => {
  const leaf = fc.oneof(fc.constantFrom(...Object.values(payloads), ...more), fc.jsonValue({ maxDepth: 2 }));
  const names = fc.constantFrom(
    'inputs',
    'overlays',
    'output',
    'location',
    'target',
    'source',
    'x',
    '__proto__',
  );
  const map = fc.dictionary(names, fc.oneof(leaf, fc.array(leaf), fc.dictionary(names, leaf)));
  const workflow = fc.record({
    sources: fc.oneof(leaf, fc.dictionary(fc.constantFrom('a', 'b'), fc.oneof(map, leaf))),
    targets: fc.oneof(leaf, fc.dictionary(fc.constantFrom('a', 'b'), fc.oneof(map, leaf))),
  });
  fc.assert(
    fc.property(workflow, (value) => {
      const read = readWorkflow(JSON.stringify(value), 'w.yaml');
      if ('workflow' in read) return;
      expect(read.problems).toHaveLength(1);
      expect(read.problems[0]?.place?.line).toBe(1);
      expect(read.problems[0]?.message).not.toMatch(/\bundefined\b|\[object |Invalid input/);
    }),
    { numRuns: 500, interruptAfterTimeLimit: 15_000 },
  );
});
