import type { Problem } from '../../src/diagnostics/problem.ts';
import { loadDocument } from '../../src/document/load.ts';
import { memoryReader } from '../../src/document/memory-reader.ts';
import type { Document, Node } from '../../src/document/types.ts';

/** The text of `openapi.yaml`, or several files of which the first is the entry. */
export type Given = string | Uint8Array | { readonly [name: string]: string | Uint8Array };

/** Loads a document and follows every reference in it, as building an API would. */
export async function loadGiven(
  given: Given,
): Promise<{ readonly document: Document | undefined; readonly problems: readonly Problem[] }> {
  const files = typeof given === 'string' || given instanceof Uint8Array ? { 'openapi.yaml': given } : given;
  const path = Object.keys(files)[0] ?? '';
  const { document, problems } = await loadDocument({
    schemas: [{ kind: 'file', path }],
    reader: memoryReader(files),
  });
  if (document !== undefined) followAll(document, document.root, new Set());
  return { document, problems };
}

/** `error ref-dangling openapi.yaml:11:30 There is …`, and the cure behind a bar, if it is a special one. */
export function lineOf({ severity, code, place, message, fix }: Problem): string {
  const at = place === undefined ? '-' : `${place.file}:${place.line}:${place.column}`;
  return `${severity} ${code} ${at} ${message}${fix === undefined ? '' : ` | ${fix}`}`;
}

/** The node that the steps lead to. */
export function nodeAt(document: Document, ...steps: readonly (string | number)[]): Node {
  return steps.reduce((node, step) => document.child(node, step), document.root);
}

function followAll(document: Document, node: Node, seen: Set<string>): void {
  const { value } = node;
  if (typeof value !== 'object' || value === null) return;
  if ('$ref' in value && typeof value.$ref !== 'object') {
    const target = document.follow(node);
    if (target === undefined || seen.has(document.identity(target))) return;
    seen.add(document.identity(target));
    followAll(document, target, seen);
    return;
  }
  for (const key of Object.keys(value)) followAll(document, document.child(node, key), seen);
}
