/** The modules that declarations stand in. */
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
  const members = new Map<string, Named[]>();
  for (const named of all) {
    const { root } = named.draft.place;
    const module = `${root.layer} ${root.package ?? root.namespace ?? ''}\0${moduleOf(root, roots)}`;
    const list = members.get(module);
    if (list) list.push(named);
    else members.set(module, [named]);
  }
  const modules = new Map<Named, string>();
  const used = new Set(members.keys());
  for (const [id, list] of members) {
    const [layer = '', name = ''] = id.split('\0');
    if (list.length <= most) for (const named of list) modules.set(named, name);
    else divide(list, layer, used, modules);
  }
  return modules;
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
  for (const { draft, asks, settled } of all) {
    const { root, steps } = draft.place;
    if (steps.length > 0 || root.role === 'operation' || root.home || modules.has(root.key)) continue;
    const words = [...(asks[settled.step]?.slice(1) ?? []), ...endOf(draft, settled)];
    const full = [root.module, ...words.flatMap((word) => word.toLowerCase() || [])].join('_');
    modules.set(root.key, shortened(full));
  }
  return modules;
}

function moduleOf(root: Root, modules: ReadonlyMap<string, string>): string {
  return root.home ? moduleOf(root.home.root, modules) : (modules.get(root.key) ?? root.module);
}
