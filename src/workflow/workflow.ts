/** workflow.yaml: which documents make which SDKs. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Document, isMap, isNode, isScalar, type Node, parseDocument } from 'yaml';
import { z } from 'zod';
import { problemMaker, syntaxMessage } from '../config/problems.ts';
import { type Problem, problem } from '../diagnostics/problem.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { readTextFile } from '../document/text/text-file.ts';
import { refusedInput, refusedSourceOutput, refusedTargetOutput } from './places.ts';
import { nearMissing, unusedKeys } from './unused-keys.ts';

/** Where it is looked for, in this order. */
export const workflowPlaces = ['.hookline/workflow.yaml', '.speakeasy/workflow.yaml'] as const;

export interface Source {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly overlays: readonly string[];
  /** Where the document that the inputs and overlays make is written. */
  readonly output?: string;
}

export interface Target {
  readonly name: string;
  readonly source: Source;
  readonly output: string;
}

export interface Workflow {
  /** As it was found, relative to the folder. */
  readonly file: string;
  readonly targets: readonly Target[];
  /** Keys that are not known, or do something that hookline does not. */
  readonly problems: readonly Problem[];
}

const location = z.union([
  z.string().min(1),
  z.object({ location: z.string().min(1) }).transform((one) => one.location),
]);
const overlay = z.union([location, z.object({ document: location }).transform((one) => one.document)]);
const list = <T extends z.ZodType>(item: T) => z.array(item).nullish();

const fileSchema = z.object({
  workflowVersion: z.string().nullish(),
  sources: z.record(
    z.string(),
    z.object({ inputs: z.array(location).min(1), overlays: list(overlay), output: z.string().nullish() }),
  ),
  targets: z.record(
    z.string(),
    z.object({ target: z.string(), source: z.string(), output: z.string().nullish() }),
  ),
});

type Loaded = { readonly workflow: Workflow } | { readonly problems: readonly Problem[] };

/** Reads the workflow of a folder. */
export function loadWorkflow(folder: string, given: string | undefined): Loaded {
  const file = given ?? workflowPlaces.find((place) => existsSync(join(folder, place)));
  if (file === undefined) {
    const message = `There is no workflow in "${folder}".`;
    return { problems: [problem('workflow-missing', 'error', message)] };
  }
  const read = readTextFile(resolve(folder, file));
  switch (read.kind) {
    case 'text':
      return readWorkflow(read.text, file);
    case 'bad': {
      const { text, message, span } = read;
      return {
        problems: [problemMaker(text, file)({ code: 'workflow-invalid', severity: 'error', message }, span)],
      };
    }
    case 'unreadable':
      return {
        problems: [problem('workflow-missing', 'error', `"${file}" cannot be read: ${read.reason}.`)],
      };
  }
}

/** A workflow from its text. */
export function readWorkflow(text: string, file: string): Loaded {
  const make = problemMaker(text, file);
  const document = parse(text);
  const [error] = document?.errors ?? [];
  if (document === undefined || error !== undefined) {
    const message =
      error === undefined || /call stack/.test(error.message)
        ? 'The workflow is nested too deeply.'
        : syntaxMessage(error);
    const [start, end] = error?.pos ?? [0, 1];
    return { problems: [make({ code: 'workflow-invalid', severity: 'error', message }, { start, end })] };
  }
  const fail = (path: readonly PropertyKey[], message: string): Loaded => {
    const [start = 0, end = start + 1] = nodeAt(document, path)?.range ?? [];
    return { problems: [make({ code: 'workflow-invalid', severity: 'error', message }, { start, end })] };
  };
  const plain = plainValue(document);
  if (plain === undefined) return fail([], 'The aliases in it grow without end.');
  const read = fileSchema.safeParse(plain);
  if (!read.success) {
    const [issue] = read.error.issues;
    const path = issue?.path ?? [];
    return fail(path, `${wrongShape(plain, path)}${nearMissing(plain, path)}`);
  }
  const warn = (path: readonly PropertyKey[], message: string): Problem => {
    const [start = 0, end = start + 1] = keyAt(document, path)?.range ?? [];
    return make({ code: 'workflow-key-unused', severity: 'warning', message }, { start, end });
  };
  return settle(read.data, file, fail, unusedKeys(plain, warn));
}

const shapes: Readonly<Record<string, string>> = {
  sources: 'a map of sources by name',
  'sources.*': 'a map with `inputs`',
  'sources.*.inputs': 'a list of one or more files or URLs, such as `[{ location: openapi.yaml }]`',
  'sources.*.inputs.*': 'a file or URL, such as `{ location: openapi.yaml }`',
  'sources.*.overlays': 'a list of files or URLs',
  'sources.*.overlays.*': 'a file or URL, such as `{ location: fixes.yaml }`',
  targets: 'a map of targets by name',
  'targets.*': 'a map with `target`, `source` and `output`',
};

function wrongShape(value: unknown, path: readonly PropertyKey[]): string {
  const found = path.reduce<unknown>(
    (inner, step) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined),
    value,
  );
  if (path.length === 0) return 'The workflow is not a map; expected are `sources` and `targets`.';
  const [first = '', , ...rest] = path.map(String);
  const key =
    path.length === 1 ? first : [first, '*', ...rest.map((step) => step.replace(/^\d+$/, '*'))].join('.');
  const name = `\`${path.map(String).join('.')}\``;
  const expected =
    shapes[key] ?? (/inputs|overlays/.test(key) ? shapes[`${key.split('.', 3).join('.')}.*`] : 'text');
  return `${name} is ${found === undefined ? 'missing' : shown(found)}; expected is ${expected}.`;
}

/** Values of the file may hold themselves: only scalars are shown. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a map';
  const text = JSON.stringify(value) ?? String(value);
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
}

type Fail = (path: readonly PropertyKey[], message: string) => Loaded;

function settle(
  { workflowVersion: version, sources, targets }: z.infer<typeof fileSchema>,
  file: string,
  fail: Fail,
  problems: readonly Problem[],
): Loaded {
  if (version != null && !/^1\./.test(version))
    return fail(['workflowVersion'], `\`workflowVersion\` is ${shown(version)}; expected is 1.0.0.`);
  const found: Target[] = [];
  const outputs = new Map<string, string>();
  const claim = (output: string, owner: string): string | undefined => {
    const folded = resolve('/', output).toLowerCase();
    const other = outputs.get(folded);
    outputs.set(folded, owner);
    return other;
  };
  for (const [name, { inputs, overlays, output }] of Object.entries(sources)) {
    const input = refusedInput([...inputs, ...(overlays ?? [])]);
    if (input !== undefined) return fail(['sources', name, 'inputs'], input);
    const message = output == null ? undefined : refusedSourceOutput(name, output, inputs);
    if (message !== undefined) return fail(['sources', name, 'output'], message);
    const other = output == null ? undefined : claim(output, `source "${name}"`);
    if (other !== undefined)
      return fail(['sources', name, 'output'], `The ${other} and the source "${name}" have the same output.`);
  }
  for (const [name, target] of Object.entries(targets)) {
    if (target.target !== 'python')
      return fail(
        ['targets', name, 'target'],
        `The target "${name}" is for ${JSON.stringify(target.target)}; there is python.`,
      );
    const source = Object.hasOwn(sources, target.source) ? sources[target.source] : undefined;
    if (source === undefined) {
      const near = didYouMean(target.source, Object.keys(sources));
      return fail(['targets', name, 'source'], `There is no source "${target.source}".${near}`);
    }
    const output = target.output ?? '.';
    const message = refusedTargetOutput(name, output);
    if (message !== undefined) return fail(['targets', name, 'output'], message);
    const other = claim(output, `target "${name}"`);
    if (other !== undefined)
      return fail(['targets', name], `The ${other} and the target "${name}" have the same output folder.`);
    found.push({ name, output, source: sourceOf(target.source, source) });
  }
  if (found.length === 0) return fail(['targets'], 'The workflow has no targets.');
  return { workflow: { file, targets: found, problems } };
}

function sourceOf(
  name: string,
  { inputs, overlays, output }: z.infer<typeof fileSchema>['sources'][string],
): Source {
  return { name, inputs, overlays: overlays ?? [], ...(output != null && { output }) };
}

// The parser recurses: what is nested thousands deep ends in a RangeError.
function parse(text: string): Document | undefined {
  try {
    return parseDocument(text, { prettyErrors: false, logLevel: 'error', merge: true });
  } catch {
    return undefined;
  }
}

function plainValue(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}

/** The key that a path ends in. */
function keyAt(document: Document, path: readonly PropertyKey[]): Node | undefined {
  const holder = nodeAt(document, path.slice(0, -1));
  const pair = isMap(holder)
    ? holder.items.find(({ key }) => isScalar(key) && key.value === path.at(-1))
    : undefined;
  return isNode(pair?.key) ? pair.key : undefined;
}

/** The nearest node there is to a path. */
function nodeAt(document: Document, path: readonly PropertyKey[]): Node | undefined {
  let node: unknown = document.contents;
  for (const step of path) {
    const inner: unknown = isMap(node) || hasItems(node) ? node.get(step, true) : undefined;
    if (!isNode(inner)) break;
    node = inner;
  }
  return isNode(node) && (isScalar(node) || node.range != null) ? node : undefined;
}

function hasItems(node: unknown): node is { get(key: PropertyKey, keepScalar: true): unknown } {
  return isNode(node) && 'items' in node && 'get' in node;
}
