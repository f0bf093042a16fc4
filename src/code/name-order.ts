/** The order in which ruff sorts the names of an import. */

interface NameKey {
  /** CONSTANTS, then Classes, then the rest. */
  readonly rank: number;
  readonly lower: string;
  /** Runs of digits and of other characters; absent for a name without digits. */
  readonly parts: readonly string[] | undefined;
}

// The names of an API's models are sorted in every module that mentions them.
const keys = new Map<string, NameKey>();

function keyOf(name: string): NameKey {
  const known = keys.get(name);
  if (known !== undefined) return known;
  const lower = name.toLowerCase();
  const parts = /\d/.test(lower) ? (lower.match(/\d+|\D+/g) ?? []) : undefined;
  const key = { rank: rank(name), lower, parts };
  keys.set(name, key);
  return key;
}

function rank(name: string): number {
  if (name.length > 1 && name === name.toUpperCase() && name !== name.toLowerCase()) return 0;
  return /^[A-Z]/.test(name) ? 1 : 2;
}

/** CONSTANTS, then Classes, then the rest; without regard to case, numbers by their value. */
export function compareNames(a: string, b: string): number {
  if (a === b) return 0;
  const [left, right] = [keyOf(a), keyOf(b)];
  return left.rank - right.rank || compareNaturally(left, right) || compareText(a, b);
}

/** `item2` before `Item10`. */
function compareNaturally(a: NameKey, b: NameKey): number {
  if (a.parts === undefined && b.parts === undefined) return compareText(a.lower, b.lower);
  const [left, right] = [a.parts ?? [a.lower], b.parts ?? [b.lower]];
  for (const [index, part] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const areNumbers = /^\d/.test(part) && /^\d/.test(other);
    const order = areNumbers ? Number(part) - Number(other) : compareText(part, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** By code units. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
