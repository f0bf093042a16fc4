/** Nodes below other nodes. */
import { isArray, own } from './json.ts';
import { escapeStep, pointerSteps } from './pointer.ts';
import type { Json, Node } from './types.ts';

/** The member or element of a node. Its pointer is written when it is asked for: that of one in ten ever is. */
export class Child implements Node {
  readonly value: Json | undefined;
  readonly source: number;
  readonly parent: Node;
  readonly key: string | number;
  private written: string | undefined;

  constructor(parent: Node, key: string | number, value = memberOf(parent.value, key)) {
    this.value = value;
    this.source = parent.source;
    this.parent = parent;
    this.key = key;
    this.written = undefined;
  }

  get pointer(): string {
    this.written ??= `${this.parent.pointer}/${escapeStep(this.key)}`;
    return this.written;
  }
}

function memberOf(value: Json | undefined, key: string | number): Json | undefined {
  return isArray(value) ? value[Number(key)] : own(value, String(key));
}

/** A node that is known by its pointer alone, with all that is around it. */
export function nodeAt(root: Node, pointer: string, value: Json | undefined): Node {
  const steps = pointerSteps(pointer);
  const last = steps.length - 1;
  return steps.reduce<Node>(
    (at, step, index) => (index === last ? new Child(at, step, value) : new Child(at, step)),
    root,
  );
}

/** Whether two nodes are one place: then they have one value, which is quicker to compare than pointers. */
export function isSamePlace(left: Node, right: Node): boolean {
  if (left === right) return true;
  return left.value === right.value && left.source === right.source && left.pointer === right.pointer;
}

/** The key of a component in a section of its file: `Thing` of `#/components/schemas/Thing`. */
export function componentKey(node: Node, section: string): string | undefined {
  const { parent } = node;
  const isComponent =
    parent?.key === section && parent.parent?.key === 'components' && parent.parent.parent?.key === undefined;
  return isComponent ? String(node.key) : undefined;
}
