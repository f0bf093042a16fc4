/** Small questions about the nodes of the `yaml` library. */
import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar } from 'yaml';
import type { Span } from './parsed.ts';

/** The text of a key: as written where it looks like a number or the like. */
export function scalarKey(key: Scalar): string {
  if (typeof key.value === 'string') return key.value;
  return key.source ?? '';
}

/** Whether the pair is a merge: a plain `<<`, not one in quotes. */
export function isMergeKey(pair: Pair): boolean {
  return isScalar(pair.key) && pair.key.value === '<<' && pair.key.type === 'PLAIN';
}

/** What `yaml` types as unknown are nodes, because they come from its parser. */
export function asNode(item: unknown): Node | undefined {
  return isScalar(item) || isAlias(item) || isMap(item) || isSeq(item) ? item : undefined;
}

/** Where a node stands. */
export function spanOf(node: Node | undefined): Span {
  const range = node?.range;
  return range === null || range === undefined ? { start: 0, end: 0 } : { start: range[0], end: range[1] };
}
