/** Where a type stands in the document, and the names that follow from it. */
import { className } from '../names.ts';

/** Folder of generated models: `models`, `models.components`. */
export type Layer = 'shared' | 'operations' | 'errors' | 'callbacks' | 'webhooks';

/** What everything inside is named after: a component or an operation. */
export interface Root {
  /** Unique among all roots. */
  readonly key: string;
  readonly role: 'schema' | 'parameter' | 'requestBody' | 'response' | 'header' | 'error' | 'operation';
  /** In the document's words. */
  readonly name: string;
  readonly layer: Layer;
  /** Module without its package, before suffixes: `batch_payload`, `getthingop`. */
  readonly module: string;
  /** Whose module it stands in, where it has none of its own. */
  readonly home?: Root;
}

/** A step from a type to one inside it. */
export interface Step {
  /** Tells it from its siblings: `properties/size`, `oneOf/1`. */
  readonly key: string;
  /** In the document's words; empty where the step adds nothing to a name. */
  readonly text: string;
  /** Stands after everything else in a name: the value by which a union tells its members apart. */
  readonly tag?: string;
  /** Name of the component that a union's member was before it was merged: the member's own name. */
  readonly own?: string;
  /** A body of an operation: named by its root and text; what is inside is named without it. */
  readonly role?: boolean;
}

export interface Place {
  readonly root: Root;
  readonly steps: readonly Step[];
}

export function inside(place: Place, step: Step): Place {
  return { root: place.root, steps: [...place.steps, step] };
}

/** The last step once more, in other words: a list's items are named by its singular. */
export function renamed(place: Place, key: string, rename: (text: string) => string): Place {
  const last = place.steps.at(-1);
  if (!last) return inside(place, { key, text: '' });
  const step: Step = { ...last, key: `${last.key}/${key}`, text: rename(last.text) };
  return { root: place.root, steps: [...place.steps.slice(0, -1), step] };
}

export function placeKey({ root, steps }: Place): string {
  return [root.key, ...steps.map((step) => step.key)].join('/');
}

const roleSuffix: Readonly<Record<Root['role'], string>> = {
  schema: '',
  parameter: 'Parameter',
  requestBody: 'RequestBody',
  response: 'Response',
  header: 'Header',
  error: '',
  operation: '',
};

/**
 * Names for a type, the most wanted first: its title or the property's name; with the role of what it stands
 * in; with the root's name in front; then with more and more of the steps between.
 *
 *   steps `cpu`, `mode` in Metrics → Mode, MetricsMode, MetricsCPUMode
 */
export function asksFor(
  place: Place,
  own: { title?: string | undefined; suffix?: string },
): readonly string[] {
  const { root } = place;
  const suffix = own.suffix ?? '';
  const member = place.steps.at(-1);
  if (member?.own !== undefined) return variantAsks(root.name, member.own, suffix);
  const steps = place.steps.filter((step) => step.text !== '');
  const tags = place.steps.flatMap((step) => step.tag ?? []).join(' ');
  const leaf = steps.at(-1)?.text;
  const title = own.title?.trim() ?? '';
  const role = roleSuffix[root.role];
  if (leaf === undefined) return rootAsks(root.name, tags, suffix, role);
  if (steps.length === 1 && steps[0]?.role) return rootAsks(join(root.name, leaf), tags, suffix, '');
  const between = steps.slice(0, -1).flatMap((step) => (step.role ? [] : step.text));
  const last = title === '' ? leaf : title;
  if (member?.tag !== undefined) return taggedAsks(root.name, between, join(last, tags), suffix);
  const asks = [join(last)];
  if (title !== '' && join(title) !== join(leaf)) asks.push(join(leaf, title));
  if (suffix !== '') asks.push(join(last, suffix));
  if (role !== '') asks.push(join(last, role, suffix));
  for (let count = 0; count <= between.length; count++) {
    const middle = between.slice(between.length - count);
    asks.push(join(root.name, ...middle, last, suffix));
    if (tags !== '') asks.push(join(root.name, ...middle, last, tags, suffix));
  }
  return [...new Set(asks)];
}

/** A member of a union that has a name of its own. */
function variantAsks(root: string, own: string, suffix: string): readonly string[] {
  const asks = [join(own), join(root, own)];
  return suffix === '' ? asks : [...asks, join(root, own, suffix)];
}

/** A member of a union that is named by its tag: the tag belongs to the name from the start. */
function taggedAsks(
  root: string,
  between: readonly string[],
  name: string,
  suffix: string,
): readonly string[] {
  const asks = [name];
  if (suffix !== '') asks.push(join(name, suffix));
  for (let count = 0; count <= between.length; count++) {
    asks.push(join(root, ...between.slice(between.length - count), name, suffix));
  }
  return [...new Set(asks)];
}

function rootAsks(name: string, tags: string, suffix: string, role: string): readonly string[] {
  const asks = [join(name, tags)];
  if (suffix !== '') asks.push(join(name, tags, suffix));
  if (role !== '') asks.push(join(name, tags, role, suffix));
  return asks;
}

/** One class name of several texts. */
export function join(...texts: readonly string[]): string {
  return className(texts.filter((text) => text !== '').join(' '));
}
