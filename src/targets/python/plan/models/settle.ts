/**
 * Settles names: everything asks for its shortest name first; where two want the same, they ask for the next
 * one, and numbers come last. The outcome depends on what is asked, never on the order of asking.
 */
import { groupBy } from '../group-by.ts';
import { type Ask, join } from './place.ts';

export interface Request {
  /** Identity; decides between equals (numbers are given in its order). */
  readonly key: string;
  /** Names it would take, the most wanted first; not empty. */
  readonly asks: readonly Ask[];
  /** How many of them are asked for in earnest; the rest only when nothing else is left. */
  readonly earnest?: number;
  /** The lowest rank in a clash keeps its name: what the document names itself comes before what we name. */
  readonly rank: number;
  /** Put behind the name where something of another kind wants it too. */
  readonly suffix?: string | undefined;
  /** A union and the members that stand in it: among them the union takes its suffix. */
  readonly family?: string | undefined;
  /** Has its suffix from the start. */
  readonly suffixed?: boolean | undefined;
}

export interface Settled {
  readonly name: string;
  /** Which of the names that were asked for it is. */
  readonly step: number;
  readonly suffixed: boolean;
  readonly number?: number;
}

/** Requests that ask for the same names: one name serves all, with numbers. */
interface Bidder extends Settled {
  /** In the order of their keys. */
  readonly requests: readonly Request[];
  /** The first of them speaks for all. */
  readonly request: Request;
  step: number;
  suffixed: boolean;
  name: string;
}

/** Bidders by their names. Names are compared without regard to case: they also become file names. */
type Standing = Map<string, Bidder[]>;

/** The name that each request gets. */
export function settleNames(
  requests: readonly Request[],
  taken: ReadonlySet<string> = new Set(),
): ReadonlyMap<Request, Settled> {
  const standing: Standing = new Map();
  toBidders(requests).forEach((bidder) => void push(standing, fold(bidder.name), bidder));
  const folded = new Set([...taken].map(fold));
  const stuck = new Set<Bidder>();
  // Every round moves at least one bidder on, so this ends.
  for (let names = contestedNames(standing, folded); names.size > 0; )
    names = advance(names, standing, folded, stuck);
  return numbered(standing, folded, stuck);
}

function toBidders(requests: readonly Request[]): readonly Bidder[] {
  const bidders: Bidder[] = [];
  // Most ask for a first name that nobody else asks for: of those the others need not be known.
  groupBy(requests, ({ asks }) => nameAt(asks, 0)).forEach((alike, name) => {
    if (alike.length === 1) bidders.push(bidderOf(alike, name));
    else groupBy(alike, allNames).forEach((same) => void bidders.push(bidderOf(same, name)));
  });
  return bidders;
}

function allNames({ asks, rank, suffix = '', suffixed = false }: Request): string {
  return `${asks.map(join).join()} ${rank} ${suffix} ${suffixed}`;
}

function bidderOf(same: readonly [Request, ...Request[]], first: string): Bidder {
  const sorted = same.length === 1 ? same : [...same].sort((a, b) => compareKeys(a.key, b.key));
  const request = sorted[0] ?? same[0];
  const { suffix = '', suffixed = false } = request;
  return { requests: sorted, request, step: 0, suffixed, name: suffixed ? `${first}${suffix}` : first };
}

function nameAt(asks: readonly Ask[], step: number): string {
  return join(asks[step] ?? []);
}

function contestedNames(standing: Standing, taken: ReadonlySet<string>): ReadonlySet<string> {
  const names = new Set<string>();
  standing.forEach((group, name) => {
    if (group.length > 1 || taken.has(name)) names.add(name);
  });
  return names;
}

/** Moves on everyone who has to give up one of these names; gives the names whose bidders are others now. */
function advance(
  names: ReadonlySet<string>,
  standing: Standing,
  taken: ReadonlySet<string>,
  stuck: Set<Bidder>,
): Set<string> {
  const changed = new Set<string>();
  const moved: Bidder[] = [];
  for (const name of names) {
    const group = standing.get(name) ?? [];
    if (group.length === 1 && !taken.has(name)) continue;
    const leaving = losers(group, taken.has(name)).filter((bidder) => !stuck.has(bidder));
    const left = new Set(leaving.filter((bidder) => move(bidder, group)));
    for (const bidder of leaving) {
      if (left.has(bidder)) moved.push(bidder);
      else stuck.add(bidder);
    }
    if (left.size === 0) continue;
    changed.add(name);
    leave(standing, name, left);
  }
  for (const bidder of moved) {
    const name = fold(bidder.name);
    changed.add(name);
    push(standing, name, bidder);
  }
  return changed;
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
  const { request } = bidder;
  if (takesSuffix(bidder, group)) bidder.suffixed = true;
  else if (hasNext(bidder)) {
    bidder.step++;
    bidder.suffixed = request.suffixed ?? false;
  } else return false;
  const name = nameAt(request.asks, bidder.step);
  bidder.name = bidder.suffixed ? `${name}${request.suffix ?? ''}` : name;
  return true;
}

/** Numbers for those who have no other name to ask for, and for those who ask for the same. */
function numbered(
  standing: Standing,
  taken: ReadonlySet<string>,
  stuck: ReadonlySet<Bidder>,
): ReadonlyMap<Request, Settled> {
  const names = new Map<Request, Settled>();
  const contested: Bidder[] = [];
  standing.forEach((group, name) => {
    const bidder = group[0];
    const isAlone = group.length === 1 && bidder?.requests.length === 1 && !taken.has(name);
    if (isAlone) names.set(bidder.request, bidder);
    else contested.push(...group);
  });
  const rest: Bidder[] = [];
  const holders = new Set(taken);
  for (const bidder of contested.sort(compareBidders)) {
    const name = fold(bidder.name);
    const group = standing.get(name) ?? [];
    const isOne = bidder.requests.length === 1;
    if (!isOne || holders.has(name) || isEqual(bidder, stuck, group)) rest.push(bidder);
    else {
      holders.add(name);
      names.set(bidder.request, bidder);
    }
  }
  number(rest, new Set([...taken, ...standing.keys()]), names);
  return names;
}

function number(bidders: readonly Bidder[], used: Set<string>, names: Map<Request, Settled>): void {
  for (const bidder of bidders) {
    let count = 1;
    for (const request of bidder.requests) {
      while (used.has(fold(`${bidder.name}${count}`))) count++;
      const name = `${bidder.name}${count}`;
      used.add(fold(name));
      names.set(request, { name, step: bidder.step, suffixed: bidder.suffixed, number: count });
    }
  }
}

function compareBidders(a: Bidder, b: Bidder): number {
  return a.request.rank - b.request.rank || compareKeys(a.request.key, b.request.key);
}

/** Stuck together with another of the same rank: none of them is better. */
function isEqual(bidder: Bidder, stuck: ReadonlySet<Bidder>, group: readonly Bidder[]): boolean {
  if (!stuck.has(bidder)) return false;
  return group.some((other) => other !== bidder && other.request.rank <= bidder.request.rank);
}

function push(standing: Standing, name: string, bidder: Bidder): void {
  const group = standing.get(name);
  if (group) group.push(bidder);
  else standing.set(name, [bidder]);
}

function leave(standing: Standing, name: string, left: ReadonlySet<Bidder>): void {
  const rest = standing.get(name)?.filter((bidder) => !left.has(bidder)) ?? [];
  if (rest.length > 0) standing.set(name, rest);
  else standing.delete(name);
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
