/** Finds where a value stands in YAML text, in the tree that parsing has left. */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Location } from './parsed.ts';
import { asNode, isMergeKey, scalarKey, spanOf } from './yaml-node.ts';

/** A function that finds locations; it keeps the tree, because parsing again would take longer. */
export function yamlLocator(document: Document): (steps: readonly string[]) => Location | undefined {
  const indexes = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();
  const pairOf = (map: YAMLMap, key: string): Pair | undefined => {
    let index = indexes.get(map);
    if (index === undefined) {
      index = pairsByKey(map, document);
      indexes.set(map, index);
    }
    return index.get(key);
  };
  return (steps) => {
    let node = resolved(document.contents ?? undefined, document);
    let key: Node | undefined;
    let shown = node;
    for (const step of steps) {
      const pair = isMap(node) ? pairOf(node, step) : undefined;
      const element = isSeq(node) ? asNode(node.items[Number(step)]) : undefined;
      if (pair === undefined && element === undefined) break;
      key = pair === undefined ? undefined : asNode(pair.key);
      shown = pair === undefined ? element : asNode(pair.value);
      node = resolved(shown, document);
    }
    const value = spanOf(shown ?? key);
    const scalar = shown !== undefined && (isScalar(shown) || isAlias(shown)) && value.end > value.start;
    return { ...(key !== undefined && { key: spanOf(key) }), value, scalar };
  };
}

/** Own members first: what a merge brings in does not hide them. */
function pairsByKey(map: YAMLMap, document: Document): ReadonlyMap<string, Pair> {
  const pairs = new Map<string, Pair>();
  const merges: Pair[] = [];
  for (const pair of map.items) {
    if (isMergeKey(pair)) merges.push(pair);
    else if (isScalar(pair.key)) pairs.set(scalarKey(pair.key), pair);
  }
  for (const merge of merges) {
    const source = resolved(asNode(merge.value), document);
    for (const item of isSeq(source) ? source.items : [source]) {
      const base = resolved(asNode(item), document);
      if (!isMap(base)) continue;
      for (const [key, pair] of pairsByKey(base, document)) if (!pairs.has(key)) pairs.set(key, pair);
    }
  }
  return pairs;
}

function resolved(node: Node | undefined, document: Document): Node | undefined {
  return isAlias(node) ? node.resolve(document) : node;
}
