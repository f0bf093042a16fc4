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
  /** A tag that other members have too: only the member itself is named by it. */
  readonly alike?: string;
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
export function asksFor(place: Place, ownTitle: string | undefined): readonly string[] {
  const { root } = place;
  const member = place.steps.at(-1);
  if (member?.own !== undefined) return [join(member.own), join(root.name, member.own)];
  const steps = place.steps.filter((step) => step.text !== '');
  const tags = place.steps.flatMap((step) => step.tag ?? []).join(' ');
  const alike = member?.alike ?? '';
  const leaf = steps.at(-1)?.text;
  const title = ownTitle?.trim() ?? '';
  const role = roleSuffix[root.role];
  if (leaf === undefined) return rootAsks(root.name, words(tags, alike), role);
  if (steps.length === 1 && steps[0]?.role) return rootAsks(join(root.name, leaf), words(tags, alike), '');
  const between = steps.slice(0, -1).flatMap((step) => (step.role ? [] : step.text));
  const last = title === '' ? leaf : title;
  const bare = place.steps.every((step) => step.own === undefined || step.tag !== undefined);
  const asks = bare
    ? bareAsks(leaf, title, role, member?.tag === undefined ? alike : words(tags, alike))
    : [];
  for (let count = 0; count <= between.length; count++) {
    const middle = between.slice(between.length - count);
    asks.push(join(root.name, ...middle, last, alike));
    if (tags !== '') asks.push(join(root.name, ...middle, last, tags, alike));
  }
  return [...new Set(asks)];
}

/** Names that do without the root's. */
function bareAsks(leaf: string, title: string, role: string, tag: string): string[] {
  const last = title === '' ? leaf : title;
  const asks = [join(last, tag)];
  if (title !== '' && join(title) !== join(leaf)) asks.push(join(leaf, title, tag));
  if (role !== '') asks.push(join(last, tag, role));
  return asks;
}

function rootAsks(name: string, tag: string, role: string): readonly string[] {
  return role === '' ? [join(name, tag)] : [join(name, tag), join(name, tag, role)];
}

function words(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join(' ');
}

/** One class name of several texts. */
export function join(...texts: readonly string[]): string {
  return className(words(...texts));
}
