/** The modules that declarations stand in. */
import { moduleName, shortened } from '../names.ts';
import type { Candidate } from './naming.ts';
import type { Place, Root } from './place.ts';
import type { Settled } from './settle.ts';

/** A module with more declarations is divided: importing one of them should not mean reading all. */
const most = 150;

/** Module of every draft, without its package. */
export function placeModules(
  candidates: ReadonlyMap<string, Candidate>,
  settled: ReadonlyMap<string, Settled>,
): ReadonlyMap<string, string> {
  const roots = rootModules(candidates, settled);
  const members = new Map<string, string[]>();
  for (const [key, { draft }] of candidates) {
    const { root } = draft.place;
    const module = `${root.layer} ${root.package ?? root.namespace ?? ''}\0${moduleOf(root, roots)}`;
    const list = members.get(module);
    if (list) list.push(key);
    else members.set(module, [key]);
  }
  const modules = new Map<string, string>();
  const used = new Set(members.keys());
  for (const [id, keys] of members) {
    const [layer = '', name = ''] = id.split('\0');
    if (keys.length <= most) for (const key of keys) modules.set(key, name);
    else divide(keys, layer, candidates, settled, used, modules);
  }
  return modules;
}

/** Cuts a module into pieces, each named after its first declaration. */
function divide(
  keys: readonly string[],
  layer: string,
  candidates: ReadonlyMap<string, Candidate>,
  settled: ReadonlyMap<string, Settled>,
  used: Set<string>,
  modules: Map<string, string>,
): void {
  const order = new Map(keys.map((key) => [key, positionOf(candidates.get(key)?.draft.place)]));
  const sorted = [...keys].sort((a, b) => comparePositions(order.get(a) ?? [], order.get(b) ?? []));
  const first = sorted.length % most || most;
  for (let start = 0; start < sorted.length; start += start === 0 ? first : most) {
    const piece = sorted.slice(start, start === 0 ? first : start + most);
    const name = pieceName(piece[0] ?? '', candidates, settled);
    let free = name;
    for (let count = 1; start > 0 && used.has(`${layer}\0${free}`); count++) free = `${name}_${count}`;
    used.add(`${layer}\0${free}`);
    for (const key of piece) modules.set(key, free);
  }
}

function pieceName(
  key: string,
  candidates: ReadonlyMap<string, Candidate>,
  settled: ReadonlyMap<string, Settled>,
): string {
  const name = settled.get(key);
  const candidate = candidates.get(key);
  const parts = candidate?.asks[name?.step ?? 0] ?? [];
  const suffix = name?.suffixed ? (candidate?.draft.suffix ?? '') : '';
  const words = [...parts, suffix, name?.number === undefined ? '' : String(name.number)];
  return shortened(
    words.flatMap((word) => (word === '' ? [] : moduleName(word).replace(/^_(?=\d)/, ''))).join('_'),
  );
}

/** Where a declaration stands among others: steps from the module's first root. */
function positionOf(place: Place | undefined): readonly number[] {
  if (!place) return [];
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
function rootModules(
  candidates: ReadonlyMap<string, Candidate>,
  settled: ReadonlyMap<string, Settled>,
): ReadonlyMap<string, string> {
  const modules = new Map<string, string>();
  for (const [key, { draft, asks }] of candidates) {
    const { root, steps } = draft.place;
    if (steps.length > 0 || root.role === 'operation' || root.home || modules.has(root.key)) continue;
    const name = settled.get(key);
    const parts = asks[name?.step ?? 0] ?? [];
    const suffix = name?.suffixed ? (draft.suffix ?? '') : '';
    const words = [...parts.slice(1), suffix, name?.number === undefined ? '' : String(name.number)];
    const full = [root.module, ...words.flatMap((word) => word.toLowerCase() || [])].join('_');
    modules.set(root.key, shortened(full));
  }
  return modules;
}

function moduleOf(root: Root, modules: ReadonlyMap<string, string>): string {
  return root.home ? moduleOf(root.home.root, modules) : (modules.get(root.key) ?? root.module);
}
