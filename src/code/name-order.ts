/** The order in which ruff sorts the names of an import: as keys that sort by their code units. */

// The names of an API's models are sorted in every module that mentions them.
const keys = new Map<string, string>();

/**
 * CONSTANTS, then Classes, then the rest; without regard to case, numbers by their value: `item2` before
 * `Item10`. The name itself stands behind what it is sorted by.
 */
export function nameKey(name: string): string {
  const known = keys.get(name);
  if (known !== undefined) return known;
  const lower = name.toLowerCase();
  const sorted = /\d/.test(lower) ? lower.replace(/\d+/g, byValue) : lower;
  const key = `${rank(name)}${sorted}${behind}${name}`;
  keys.set(name, key);
  return key;
}

/** The name that the key is of. */
export function nameOfKey(key: string): string {
  return key.slice(key.indexOf(behind) + 1);
}

// Comes before all that a name is made of.
const behind = '\0';

/** A number sorts by its length, then by its digits. */
function byValue(digits: string): string {
  const value = digits.replace(/^0+/, '');
  return String(value.length).padStart(3, '0') + value;
}

function rank(name: string): number {
  if (name.length > 1 && name === name.toUpperCase() && name !== name.toLowerCase()) return 0;
  return /^[A-Z]/.test(name) ? 1 : 2;
}

export function compareNames(a: string, b: string): number {
  return compareText(nameKey(a), nameKey(b));
}

/** By code units. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
