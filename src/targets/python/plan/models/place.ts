/** Where a type stands in the document, and the names that follow from it. */

import { remembered } from '../../remembered.ts';
import { className, clearClassName, followingWords, leadingWords } from '../names.ts';

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
  readonly home?: Place;
  /** A package of its own inside its layer's: `billing`. */
  readonly namespace?: string;
  /** The package that it stands in, whatever its layer. */
  readonly package?: string;
}

/** A step from a type to one inside it. */
export interface Step {
  /** Tells it from its siblings: `properties/size`, `oneOf/1`. */
  readonly key: string;
  /** Its position among its siblings in a module. */
  readonly order: number;
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
  /** In the body of a form with files: binary text is a file. */
  readonly multipart?: boolean | undefined;
}

export function inside({ root, steps, multipart }: Place, step: Step): Place {
  return { root, steps: [...steps, step], multipart };
}

/** The last step once more, in other words: a list's items are named by its singular. */
export function renamed(place: Place, key: string, rename: (text: string) => string): Place {
  const last = place.steps.at(-1);
  if (!last) return inside(place, { key, order: 0, text: '' });
  const step: Step = { ...last, key: `${last.key}/${key}`, text: rename(last.text) };
  return { root: place.root, steps: place.steps.with(-1, step), multipart: place.multipart };
}

/** Tells a place from all others, and orders them. */
export function placeKey({ root, steps }: Place): string {
  return steps.reduce((key, step) => `${key}/${step.key}`, root.key);
}

/** As by their keys, which would be long and are seldom needed. */
export function isSamePlace(a: Place, b: Place): boolean {
  if (a.root !== b.root && a.root.key !== b.root.key) return false;
  return (
    a.steps.length === b.steps.length && a.steps.every((step, index) => step.key === b.steps[index]?.key)
  );
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

/** A name that is asked for: its parts in the document's words. */
export type Ask = readonly string[];

export interface Asks {
  readonly asks: readonly Ask[];
  /** Asked for only when nothing else is left. */
  readonly lastResort: readonly Ask[];
}

/**
 * Names for a type, the most wanted first: its title or the property's name; with the role of what it stands
 * in; with the root's name in front; then with more and more of the steps between.
 *
 *   steps `cpu`, `mode` in Metrics → Mode, MetricsMode, CPUMode, MetricsCPUMode
 *
 * `side` tells what callers give from what the server gives.
 */
export function asksFor(place: Place, ownTitle: string | undefined, side: string): Asks {
  const { root } = place;
  const role = roleSuffix[root.role];
  if (place.steps.length === 0) return only(...rootAsks([root.name], [], role, side));
  const member = place.steps.at(-1);
  if (member?.own !== undefined) return only([root.name, member.own]);
  const steps = place.steps.filter((step) => step.text !== '');
  const tag = tagsOf(place.steps);
  const alike = member?.alike === undefined ? [] : [member.alike];
  const leaf = steps.at(-1)?.text;
  if (leaf === undefined) return only(...rootAsks([root.name], [...tag, ...alike], role, side));
  if (steps.length === 1 && steps[0]?.role)
    return only(...rootAsks([root.name, leaf], [...tag, ...alike], '', ''));
  const title = ownTitle?.trim() ?? '';
  const inner: Inner = {
    root: root.name,
    between: steps.slice(0, -1).flatMap((step) => (step.role ? [] : step.text)),
    leaf: title === '' ? leaf : title,
    tag,
    own: member?.tag === undefined ? alike : [...tag, ...alike],
    side: side === '' ? [] : [side],
    bare: place.steps.every((step) => step.own === undefined || step.tag !== undefined),
  };
  return { asks: innerAsks(inner, role), lastResort: title === '' ? [] : titledAsks(inner, leaf) };
}

function tagsOf(steps: readonly Step[]): readonly string[] {
  const tags: string[] = [];
  steps.forEach(({ tag }) => {
    if (tag !== undefined) tags.push(tag);
  });
  return tags;
}

interface Inner {
  readonly root: string;
  readonly between: readonly string[];
  readonly leaf: string;
  /** What a union on the way tells its members apart by. */
  readonly tag: readonly string[];
  /** Where the type is a member itself, its tag belongs to the name from the start. */
  readonly own: readonly string[];
  readonly side: readonly string[];
  /** May do without the root's name. */
  readonly bare: boolean;
}

function innerAsks({ root, between, leaf, tag, own, side, bare }: Inner, role: string): readonly Ask[] {
  const asks: Ask[] = [];
  const add = (ask: Ask): void => {
    asks.push(ask);
    if (side.length > 0) asks.push([...ask, ...side]);
  };
  if (bare) add([leaf, ...own]);
  if (bare && role !== '') add([leaf, ...own, role]);
  for (let count = 0; count <= between.length; count++) {
    const middle = between.slice(between.length - count);
    if (bare && count > 0) add([...middle, leaf, ...own]);
    add([root, ...middle, leaf, ...(own.length > tag.length ? own.slice(tag.length) : [])]);
    if (tag.length > 0) asks.push([root, ...middle, leaf, ...tag, ...own.slice(tag.length)]);
  }
  return asks;
}

/** The property's name in front of the title. */
function titledAsks({ root, between, leaf, tag, own, bare }: Inner, property: string): readonly Ask[] {
  const whole: Ask = [root, ...between, property, leaf, ...new Set([...tag, ...own])];
  return bare ? [[property, leaf, ...own], whole] : [whole];
}

function rootAsks(name: Ask, tag: Ask, role: string, side: string): readonly Ask[] {
  const isSaid = side === '' || join(name).toLowerCase().endsWith(side.toLowerCase());
  const end = isSaid ? [] : [side];
  const asks = [[...name, ...tag, ...end]];
  return role === '' ? asks : [...asks, [...name, ...tag, role, ...end]];
}

function only(...asks: readonly Ask[]): Asks {
  return { asks, lastResort: [] };
}

/** One class name of several texts: of the same few texts in many ways, so that each is read once. */
export function join(texts: Ask): string {
  let name = leading(texts[0] ?? '');
  // Without a letter or digit in it, the next one leads.
  if (name === '') return className(texts.join(' '));
  for (let index = 1; index < texts.length; index++) name += following(texts[index] ?? '');
  return clearClassName(name);
}

const leading = remembered(leadingWords);
const following = remembered(followingWords);
