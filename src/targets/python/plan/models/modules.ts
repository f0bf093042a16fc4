/** The modules that declarations stand in. */

import { groupBy } from '../group-by.ts';
import { moduleName, shortened } from '../names.ts';
import type { Draft } from './builder.ts';
import type { Named } from './naming.ts';
import type { Place, Root } from './place.ts';
import type { Settled } from './settle.ts';

/** A module with more declarations is divided: importing one of them should not mean reading all. */
const most = 150;

/** Module of every draft, without its package. */
export function placeModules(all: readonly Named[]): ReadonlyMap<Named, string> {
  const roots = rootModules(all);
  const members = groupBy(all, ({ draft: { place } }) => moduleId(place.root, roots));
  const modules = new Map<Named, string>();
  const used = new Set(members.keys());
  members.forEach((list, id) => {
    const end = id.indexOf('\0');
    const name = id.slice(end + 1);
    if (list.length <= most) list.forEach((named) => void modules.set(named, name));
    else divide(list, id.slice(0, end), used, modules);
  });
  return modules;
}

/** Its package and name. */
function moduleId(root: Root, roots: ReadonlyMap<string, string>): string {
  return `${root.layer} ${root.package ?? root.namespace ?? ''}\0${moduleOf(root, roots)}`;
}

/** Cuts a module into pieces, each named after its first declaration. */
function divide(list: readonly Named[], layer: string, used: Set<string>, modules: Map<Named, string>): void {
  const order = new Map(list.map((named) => [named, positionOf(named.draft.place)]));
  const sorted = [...list].sort((a, b) => comparePositions(order.get(a) ?? [], order.get(b) ?? []));
  const first = sorted.length % most || most;
  for (let start = 0; start < sorted.length; start += start === 0 ? first : most) {
    const piece = sorted.slice(start, start === 0 ? first : start + most);
    const name = piece[0] ? pieceName(piece[0]) : '';
    let free = name;
    for (let count = 1; start > 0 && used.has(`${layer}\0${free}`); count++) free = `${name}_${count}`;
    used.add(`${layer}\0${free}`);
    for (const named of piece) modules.set(named, free);
  }
}

function pieceName({ draft, asks, settled }: Named): string {
  const words = [...(asks[settled.step] ?? []), ...endOf(draft, settled)];
  return shortened(
    words.flatMap((word) => (word === '' ? [] : moduleName(word).replace(/^_(?=\d)/, ''))).join('_'),
  );
}

/** What a name got behind the words that were asked for. */
function endOf({ suffix = '' }: Draft, { suffixed, number }: Settled): readonly string[] {
  return [suffixed ? suffix : '', number === undefined ? '' : String(number)];
}

/** Where a declaration stands among others: steps from the module's first root. */
function positionOf(place: Place): readonly number[] {
  const own = place.steps.map((step) => step.order);
  return place.root.home ? [...positionOf(place.root.home), ...own] : own;
}

function comparePositions(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** A component's module, with the suffix that its class got: `inputhttp_input`, `tlssettings_union`. */
function rootModules(all: readonly Named[]): ReadonlyMap<string, string> {
  const modules = new Map<string, string>();
  all.forEach(({ draft, asks, settled }) => {
    const { root, steps } = draft.place;
    if (steps.length > 0 || root.role === 'operation' || root.home || modules.has(root.key)) return;
    const words = [...(asks[settled.step]?.slice(1) ?? []), ...endOf(draft, settled)];
    const full = [root.module, ...words.flatMap((word) => word.toLowerCase() || [])].join('_');
    modules.set(root.key, shortened(full));
  });
  return modules;
}

function moduleOf(root: Root, modules: ReadonlyMap<string, string>): string {
  return root.home ? moduleOf(root.home.root, modules) : (modules.get(root.key) ?? root.module);
}
