/** Looking at loaded sources as one document. */
import type { Problem, ProblemSink } from '../diagnostics/problem.ts';
import { Child, nodeAt } from './child.ts';
import { own } from './json.ts';
import { type Failure, resolver } from './resolve.ts';
import { frameOf, placeAt, problemAt, type Source, type SourceText, writtenAt } from './source.ts';
import type { Document, Node } from './types.ts';

/** The document over sources; `root` is the index of the one that holds the OpenAPI object. */
export function createDocument(
  sources: readonly Source[],
  root: number,
  version: string,
  sink: ProblemSink,
): Document {
  const sourceOf = (node: Node): Source => {
    const source = sources[node.source];
    if (source === undefined) throw new Error(`There is no source ${node.source}.`);
    return source;
  };
  const rootOf = (source: number): Node => ({ value: sources[source]?.value, source, pointer: '' });
  const child = (node: Node, key: string | number): Node => {
    const found = new Child(node, key);
    const { mounts } = sourceOf(node);
    const mounted = mounts.size === 0 ? undefined : mounts.get(found.pointer);
    return mounted === undefined ? found : nodeAt(rootOf(mounted.source), mounted.pointer, mounted.value);
  };
  const place: Document['place'] = (node) => placeAt(sourceOf(node), node.pointer);
  const problem: Document['problem'] = (node, code, severity, message, fix) =>
    problemAt(sourceOf(node), node.pointer, code, severity, message, fix);
  const resolve = resolver(sources, child);
  const reported = new Set<string>();
  const report = (node: Node, failure: Failure): undefined => {
    const key = `${node.source}#${node.pointer}`;
    if (reported.has(key)) return;
    reported.add(key);
    for (const found of failure.problems) sink.report(found);
    if (failure.problems.length > 0) return;
    sink.report(problem(node, failure.code, severityOf(failure), failure.message, failure.fix));
  };
  return {
    version,
    root: rootOf(root),
    child,
    place,
    problem,
    follow(node) {
      if (own(node.value, '$ref') === undefined) return node;
      const found = resolve.follow(node);
      return found.kind === 'node' ? found.node : report(child(found.at, '$ref'), found);
    },
    resolve(ref, from) {
      const found = resolve.ref(ref, from);
      return found.kind === 'node' ? found.node : report(from, found);
    },
    identity: (node) => `${sourceOf(node).id}#${node.pointer}`,
    frame: (at) => {
      const file = fileNamed(sources, at.file);
      return file === undefined ? undefined : frameOf(file, at);
    },
    written: (node) => writtenAt(sourceOf(node), node.pointer),
  };
}

/**
 * A part of a schema that refers to nothing can be anything, and the rest of the schema is as useful as
 * before: published documents have such places. What an operation itself refers to has to be there.
 */
function severityOf({ code, at }: Failure): Problem['severity'] {
  const inSchema = /\/(?:properties|items|allOf|anyOf|oneOf|additionalProperties)(?:\/|$)/.test(at.pointer);
  return code === 'ref-dangling' && inSchema ? 'warning' : 'error';
}

function fileNamed(sources: readonly Source[], name: string): SourceText | undefined {
  for (const { file, origins } of sources) {
    if (file.name === name) return file;
    for (const origin of origins.values()) if (origin.file.name === name) return origin.file;
  }
  return undefined;
}
