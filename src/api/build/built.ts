/** What was built of places, so that each is built once. */
import { isSamePlace } from '../../document/child.ts';
import type { Json, Node } from '../../document/types.ts';

export interface Built<T> {
  /** What was built of this place before. */
  get(node: Node): T | undefined;
  set(node: Node, built: T): void;
}

/** By the value, which is quicker to find than a long pointer; YAML can have one value at several places. */
export function createBuilt<T>(): Built<T> {
  const known = new Map<Json | undefined, { readonly node: Node; readonly built: T }>();
  return {
    get(node) {
      const found = known.get(node.value);
      return found !== undefined && isSamePlace(found.node, node) ? found.built : undefined;
    },
    set: (node, built) => void known.set(node.value, { node, built }),
  };
}
