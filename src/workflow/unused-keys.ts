/** Keys of a workflow that have no effect: said, so that nobody waits for one. */
import type { Problem } from '../diagnostics/problem.ts';
import { didYouMean } from '../diagnostics/suggest.ts';

const used = {
  workflow: ['workflowVersion', 'sources', 'targets'],
  source: ['inputs', 'overlays', 'output'],
  target: ['target', 'source', 'output'],
  input: ['location'],
  overlay: ['location', 'document'],
} as const;

/** What other programs that read the file do by these keys. */
const elsewhere: Readonly<Record<string, string>> = {
  registry: 'nothing is uploaded to a registry',
  ruleset: '`hookline lint` has rules of its own',
  transformations: 'the document is taken as it is; use an overlay',
  publish: 'hookline does not publish packages',
  publishing: 'hookline does not publish packages',
  codeSamples: 'code samples are in the docs of the SDK',
  testing: 'tests are made by `generation.tests` of gen.yaml',
  deployment: 'hookline does not deploy anything',
  auth: 'documents are asked for without credentials',
};
/** They say which other program or version wrote the file, and promise nothing. */
const silent = new Set(['speakeasyVersion', 'dependents']);

type Warn = (path: readonly PropertyKey[], message: string) => Problem;

/** A warning for each key that nothing is done with. */
export function unusedKeys(workflow: unknown, warn: Warn): readonly Problem[] {
  const found: Problem[] = [];
  const check = (value: unknown, path: readonly (string | number)[], kind: keyof typeof used): void => {
    for (const key of Object.keys(isRecord(value) ? value : {})) {
      if (used[kind].some((one) => one === key) || silent.has(key) || key.startsWith('x-')) continue;
      const reason = Object.hasOwn(elsewhere, key)
        ? `: ${elsewhere[key]}.`
        : `.${didYouMean(key, used[kind])}`;
      found.push(warn([...path, key], `\`${[...path, key].join('.')}\` has no effect${reason}`));
    }
  };
  check(workflow, [], 'workflow');
  for (const [kind, group] of [
    ['source', 'sources'],
    ['target', 'targets'],
  ] as const) {
    const named = isRecord(workflow) ? workflow[group] : undefined;
    for (const [name, value] of Object.entries(isRecord(named) ? named : {})) {
      check(value, [group, name], kind);
      for (const [list, part] of kind === 'source' ? lists : []) {
        const items = isRecord(value) ? value[list] : undefined;
        for (const [index, item] of Array.isArray(items) ? items.entries() : [])
          check(item, [group, name, list, index], part);
      }
    }
  }
  return found;
}

const lists = [
  ['inputs', 'input'],
  ['overlays', 'overlay'],
] as const;

/** Of a key that is missing: the one that was probably meant for it. */
export function nearMissing(workflow: unknown, path: readonly PropertyKey[]): string {
  const last = path.at(-1);
  // A file or URL in a list may be text or a map: nothing says which of the two was meant.
  const missing = typeof last === 'number' ? 'location' : last;
  const holder = valueAt(workflow, typeof last === 'number' ? path : path.slice(0, -1));
  if (!isRecord(holder) || typeof missing !== 'string' || Object.hasOwn(holder, missing)) return '';
  const unused = Object.keys(holder).find((key) => didYouMean(key, [missing]) !== '');
  return unused === undefined ? '' : ` There is \`${unused}\`. Did you mean "${missing}"?`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, step)
        ? Reflect.get(inner, step)
        : undefined,
    value,
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
