/**
 * Settles names: everything asks for its shortest name first; where two want the same, they ask for the next
 * one, and numbers come last. The outcome depends on what is asked, never on the order of asking.
 */

export interface Request {
  /** Identity; decides between equals (numbers are given in its order). */
  readonly key: string;
  /** Names it would take, the most wanted first; not empty. */
  readonly asks: readonly string[];
  /** How many of them are asked for in earnest; the rest only when nothing else is left. */
  readonly earnest?: number;
  /** The lowest rank in a clash keeps its name: what the document names itself comes before what we name. */
  readonly rank: number;
  /** Put behind the name where something of another kind wants it too. */
  readonly suffix?: string;
  /** A union and the members that stand in it: among them the union takes its suffix. */
  readonly family?: string;
  /** Has its suffix from the start. */
  readonly suffixed?: boolean;
}

export interface Settled {
  readonly name: string;
  /** Which of the names that were asked for it is. */
  readonly step: number;
  readonly suffixed: boolean;
  readonly number?: number;
}

/** Requests that ask for the same names: one name serves all, with numbers. */
interface Bidder {
  readonly keys: readonly string[];
  readonly request: Request;
  step: number;
  suffixed: boolean;
  name: string;
}

/** Settled names by key. Names are compared without regard to case: they also become file names. */
export function settleNames(
  requests: readonly Request[],
  taken: ReadonlySet<string> = new Set(),
): ReadonlyMap<string, Settled> {
  const bidders = toBidders(requests);
  const folded = new Set([...taken].map(fold));
  const stuck = new Set<Bidder>();
  while (advance(bidders, folded, stuck)) {
    // Every round moves at least one bidder on, so this ends.
  }
  return numbered(bidders, folded, stuck);
}

function toBidders(requests: readonly Request[]): readonly Bidder[] {
  const groups = new Map<string, Request[]>();
  for (const request of requests) {
    const { asks, rank, suffix = '', suffixed = false } = request;
    push(groups, `${asks.join()} ${rank} ${suffix} ${suffixed}`, request);
  }
  return [...groups.values()]
    .map((group) => group.sort((a, b) => compareKeys(a.key, b.key)))
    .sort(([a], [b]) => compareKeys(a?.key ?? '', b?.key ?? ''))
    .flatMap((group) => {
      const [request] = group;
      if (!request) return [];
      const suffixed = request.suffixed ?? false;
      const bidder = { keys: group.map(({ key }) => key), request, step: 0, suffixed, name: '' };
      return [{ ...bidder, name: nameOf(bidder) }];
    });
}

function nameOf({ request, step, suffixed }: Omit<Bidder, 'name'>): string {
  return `${request.asks[step] ?? 'Unknown'}${suffixed ? (request.suffix ?? '') : ''}`;
}

/** Moves on everyone who has to give up a name; whether somebody did. */
function advance(bidders: readonly Bidder[], taken: ReadonlySet<string>, stuck: Set<Bidder>): boolean {
  let moved = false;
  for (const [name, group] of byName(bidders)) {
    if (group.length === 1 && !taken.has(name)) continue;
    for (const bidder of losers(group, taken.has(name))) {
      if (stuck.has(bidder)) continue;
      if (!move(bidder, group)) stuck.add(bidder);
      moved = true;
    }
  }
  return moved;
}

function byName(bidders: readonly Bidder[]): ReadonlyMap<string, readonly Bidder[]> {
  const groups = new Map<string, Bidder[]>();
  for (const bidder of bidders) push(groups, fold(bidder.name), bidder);
  return groups;
}

/** Who of a group gives the name up. */
function losers(group: readonly Bidder[], taken: boolean): readonly Bidder[] {
  if (taken) return group;
  const marked = group.filter((bidder) => takesSuffix(bidder, group));
  if (marked.length > 0) return marked;
  const movable = group.filter(({ request, step }) => step + 1 < (request.earnest ?? request.asks.length));
  if (movable.length === group.length - 1) return movable;
  const rank = Math.min(...group.map((bidder) => bidder.request.rank));
  const best = group.filter((bidder) => bidder.request.rank === rank);
  return best.length === 1 ? group.filter((bidder) => bidder !== best[0]) : group;
}

/** It can be told from another by its kind, and the other is not lower in rank. */
function takesSuffix(bidder: Bidder, group: readonly Bidder[]): boolean {
  const { suffix, rank, family } = bidder.request;
  if (suffix === undefined || bidder.suffixed) return false;
  return group.some(({ request }) => {
    if (request.suffix === suffix) return false;
    if (family !== undefined && request.family === family)
      return suffix === 'Enum' || request.suffix === undefined;
    return request.rank < Math.max(rank, 2);
  });
}

function hasNext(bidder: Bidder): boolean {
  return bidder.step + 1 < bidder.request.asks.length;
}

function move(bidder: Bidder, group: readonly Bidder[]): boolean {
  if (takesSuffix(bidder, group)) bidder.suffixed = true;
  else if (hasNext(bidder)) {
    bidder.step++;
    bidder.suffixed = bidder.request.suffixed ?? false;
  } else return false;
  bidder.name = nameOf(bidder);
  return true;
}

/** Numbers for those who have no other name to ask for, and for those who ask for the same. */
function numbered(
  bidders: readonly Bidder[],
  taken: ReadonlySet<string>,
  stuck: ReadonlySet<Bidder>,
): ReadonlyMap<string, Settled> {
  const names = new Map<string, Settled>();
  const used = new Set(taken);
  for (const bidder of bidders) used.add(fold(bidder.name));
  const rest: Bidder[] = [];
  const holders = new Set<string>();
  for (const bidder of [...bidders].sort((a, b) => a.request.rank - b.request.rank)) {
    const [only, ...others] = bidder.keys;
    const held = holders.has(fold(bidder.name)) || taken.has(fold(bidder.name));
    if (only === undefined || others.length > 0 || held || isEqual(bidder, stuck, bidders)) rest.push(bidder);
    else {
      holders.add(fold(bidder.name));
      names.set(only, { name: bidder.name, step: bidder.step, suffixed: bidder.suffixed });
    }
  }
  for (const bidder of rest) {
    let count = 1;
    for (const key of bidder.keys) {
      while (used.has(fold(`${bidder.name}${count}`))) count++;
      const name = `${bidder.name}${count}`;
      used.add(fold(name));
      names.set(key, { name, step: bidder.step, suffixed: bidder.suffixed, number: count });
    }
  }
  return names;
}

/** Stuck together with another of the same rank: none of them is better. */
function isEqual(bidder: Bidder, stuck: ReadonlySet<Bidder>, bidders: readonly Bidder[]): boolean {
  if (!stuck.has(bidder)) return false;
  return bidders.some(
    (other) =>
      other !== bidder && fold(other.name) === fold(bidder.name) && other.request.rank <= bidder.request.rank,
  );
}

function push<T>(groups: Map<string, T[]>, key: string, value: T): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}

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
    const bothNumbers = /^\d+$/.test(x) && /^\d+$/.test(y);
    return (bothNumbers && Number(x) - Number(y)) || (x < y ? -1 : 1);
  }
  return left.length - right.length;
}
