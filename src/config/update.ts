/** Writes values back into gen.yaml: everything else keeps its bytes. */
import {
  type Document,
  isMap,
  isNode,
  isScalar,
  type Node,
  parseDocument,
  stringify,
  type YAMLMap,
} from 'yaml';
import type { Value } from './option.ts';

/** One option and its new value: `['python', 'version']`, `'1.2.0'`. */
export interface ConfigChange {
  readonly path: readonly [string, ...string[]];
  readonly value: Value;
}

/** The text with the values set; comments, order, quotes and unknown keys stay as they are. */
export function updateConfig(text: string, changes: readonly ConfigChange[]): string {
  return changes.reduce(applyChange, text);
}

function applyChange(text: string, { path, value }: ConfigChange): string {
  const document = parseDocument(text);
  if (document.errors.length > 0) throw new Error('only a configuration that can be read can be changed');
  if (document.hasIn(path) && same(document.getIn(path), value)) return text;
  const spliced = splice(text, document, path, value);
  // Rare forms (flow maps over lines, anchors) are left to the library, which may lay the text out anew.
  return spliced !== undefined && isRight(spliced, document, path, value)
    ? spliced
    : rewritten(document, path, value);
}

function splice(
  text: string,
  document: Document,
  path: ConfigChange['path'],
  value: Value,
): string | undefined {
  const found = document.getIn(path, true);
  if (isNode(found)) return replaced(text, found, value);
  const depth = path.findIndex((_, index) => !isMap(document.getIn(path.slice(0, index + 1), true)));
  const parent = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
  if (document.contents === null)
    return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${lines(path, value, 0)}`;
  return isMap(parent) && !parent.flow ? inserted(text, parent, path.slice(depth), value) : undefined;
}

function replaced(text: string, node: Node, value: Value): string | undefined {
  if (!isScalar(node) || node.range == null || typeof value === 'object') return undefined;
  const [start, end] = node.range;
  return text.slice(0, start) + scalarText(node, value) + text.slice(end);
}

/** In the quotes that the old value had. */
function scalarText(node: Node, value: Value): string {
  const quoted = isScalar(node) && typeof value === 'string' ? node.type : undefined;
  if (quoted === 'QUOTE_SINGLE' && typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (quoted === 'QUOTE_DOUBLE') return JSON.stringify(value);
  return stringify(value, { lineWidth: 0 }).trimEnd();
}

function inserted(text: string, parent: YAMLMap, path: readonly string[], value: Value): string | undefined {
  const last = parent.items.at(-1);
  const first = parent.items[0]?.key;
  if (last === undefined || !isNode(first) || first.range == null) return undefined;
  const indent = first.range[0] - (text.lastIndexOf('\n', first.range[0] - 1) + 1);
  const node = isNode(last.value) ? last.value : last.key;
  const end = isNode(node) ? node.range?.[1] : undefined;
  if (end === undefined) return undefined;
  const at = text[end - 1] === '\n' ? end : lineEnd(text, end);
  const gap = at > 0 && text[at - 1] !== '\n' ? '\n' : '';
  return text.slice(0, at) + gap + lines(path, value, indent) + text.slice(at);
}

function lineEnd(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found < 0 ? text.length : found + 1;
}

function lines(path: readonly string[], value: Value, indent: number): string {
  const nested = path.reduceRight<Value>((inner, key) => ({ [key]: inner }), value);
  return stringify(nested, { lineWidth: 0 }).replace(/^(?=.)/gm, ' '.repeat(indent));
}

/** Whether the new text says what it said before, and the new value. */
function isRight(text: string, before: Document, path: readonly string[], value: Value): boolean {
  const after = parseDocument(text);
  if (after.errors.length > 0) return false;
  const wanted = before.clone();
  wanted.setIn(path, wanted.createNode(value));
  return same(after.toJS(), wanted.toJS());
}

function rewritten(document: Document, path: readonly string[], value: Value): string {
  document.setIn(path, document.createNode(value));
  return document.toString({ lineWidth: 0 });
}

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
