/** Keys of a workflow that have no effect: said, so that nobody waits for one. */
import type { Problem } from '../diagnostics/problem.ts';
import { didYouMean } from '../diagnostics/suggest.ts';

const used = {
  workflow: ['workflowVersion', 'sources', 'targets'],
  source: ['inputs', 'overlays', 'output'],
  target: ['target', 'source', 'output'],
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
};
/** They say which other program or version wrote the file, and promise nothing. */
const silent = new Set(['speakeasyVersion', 'dependents']);

type Warn = (path: readonly PropertyKey[], message: string) => Problem;

/** A warning for each key that nothing is done with. */
export function unusedKeys(workflow: unknown, warn: Warn): readonly Problem[] {
  const found: Problem[] = [];
  const check = (value: unknown, path: readonly string[], kind: keyof typeof used): void => {
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
    for (const [name, value] of Object.entries(isRecord(named) ? named : {}))
      check(value, [group, name], kind);
  }
  return found;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
