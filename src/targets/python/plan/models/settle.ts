/**
 * Settles names: everything asks for its shortest name first; where two want the same, they ask for the next
 * one, and numbers come last. The outcome depends on what is asked, never on the order of asking.
 */

export interface Request {
  /** Identity; decides between equals (numbers are given in its order). */
  readonly key: string;
  /** Names it would take, the most wanted first; not empty. */
  readonly asks: readonly string[];
  /** The lowest rank in a clash keeps its name: what the document names itself comes before what we name. */
  readonly rank: number;
  /** Steps back for anything else that wants the same name, as long as it has another to ask for. */
  readonly yields: boolean;
}

interface Bidder {
  readonly request: Request;
  step: number;
  name: string;
  frozen: boolean;
}

/** Settled names by key. Names are compared without regard to case: they also become file names. */
export function settleNames(
  requests: readonly Request[],
  taken: ReadonlySet<string> = new Set(),
): ReadonlyMap<string, string> {
  const bidders = [...requests]
    .sort((a, b) => compareKeys(a.key, b.key))
    .map((request) => ({ request, step: 0, name: request.asks[0] ?? 'Unknown', frozen: false }));
  const folded = new Set([...taken].map(fold));
  while (advance(bidders, folded)) {
    // Every round moves at least one bidder on, so this ends.
  }
  return new Map(bidders.map(({ request, name }) => [request.key, name]));
}

/** Moves on everyone who has to give up a name; whether somebody did. */
function advance(bidders: readonly Bidder[], taken: ReadonlySet<string>): boolean {
  const groups = byName(bidders);
  let moved = false;
  for (const [name, group] of groups) {
    if (group.length === 1 && !taken.has(name)) continue;
    const movers = losers(group, taken.has(name));
    for (const bidder of movers) {
      if (!next(bidder)) number(bidder, groups, taken);
      moved = true;
    }
  }
  return moved;
}

function byName(bidders: readonly Bidder[]): ReadonlyMap<string, readonly Bidder[]> {
  const groups = new Map<string, Bidder[]>();
  for (const bidder of bidders) {
    const name = fold(bidder.name);
    const group = groups.get(name);
    if (group) group.push(bidder);
    else groups.set(name, [bidder]);
  }
  return groups;
}

/** Who of a group gives the name up. */
function losers(group: readonly Bidder[], taken: boolean): readonly Bidder[] {
  const open = group.filter((bidder) => !bidder.frozen);
  if (taken || open.length < group.length) return open;
  const yielding = group.filter((bidder) => bidder.request.yields && hasNext(bidder));
  if (yielding.length > 0) return yielding;
  const movable = group.filter(hasNext);
  if (movable.length === group.length - 1) return movable;
  const rank = Math.min(...group.map((bidder) => bidder.request.rank));
  const best = group.filter((bidder) => bidder.request.rank === rank);
  const rest = group.filter((bidder) => bidder.request.rank !== rank);
  if (best.length === 1) return rest;
  return group;
}

function hasNext(bidder: Bidder): boolean {
  return bidder.step + 1 < bidder.request.asks.length;
}

function next(bidder: Bidder): boolean {
  const name = bidder.request.asks[bidder.step + 1];
  if (name === undefined) return false;
  bidder.step++;
  bidder.name = name;
  return true;
}

/** The last name asked for with the first number that is free. */
function number(
  bidder: Bidder,
  groups: ReadonlyMap<string, readonly Bidder[]>,
  taken: ReadonlySet<string>,
): void {
  const base = bidder.request.asks.at(-1) ?? bidder.name;
  const inUse = (name: string): boolean => taken.has(name) || numbered.get(groups)?.has(name) === true;
  const used = numbered.get(groups) ?? new Set(groups.keys());
  numbered.set(groups, used);
  let count = 1;
  while (inUse(fold(`${base}${count}`))) count++;
  bidder.name = `${base}${count}`;
  bidder.frozen = true;
  used.add(fold(bidder.name));
}

/** Names given out in the round that a grouping belongs to. */
const numbered = new WeakMap<object, Set<string>>();

export function fold(name: string): string {
  return name.toLowerCase();
}

/** Orders JSON Pointers and the like; array positions by number. */
export function compareKeys(a: string, b: string): number {
  const left = a.split('/');
  const right = b.split('/');
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x = '', y = ''] = [left[i], right[i]];
    if (x === y) continue;
    if (/^\d+$/.test(x) && /^\d+$/.test(y)) return Number(x) - Number(y);
    return x < y ? -1 : 1;
  }
  return left.length - right.length;
}
