/** JSON Pointers (RFC 6901): `/paths/~1things/get` is the member `get` of the member `/things` of `paths`. */

/** One step as it is written in a pointer: `/things` → `~1things`. */
export function escapeStep(step: string | number): string {
  if (typeof step === 'number') return String(step);
  if (!step.includes('/') && !step.includes('~')) return step;
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The steps of a pointer: `/paths/~1things` → `['paths', '/things']`. */
export function pointerSteps(pointer: string): readonly string[] {
  if (pointer === '') return [];
  return pointer.slice(1).split('/').map(unescapeStep);
}

function unescapeStep(step: string): string {
  return step.includes('~') ? step.replaceAll('~1', '/').replaceAll('~0', '~') : step;
}

/** The pointer and the steps behind it that a table knows: looked for from the pointer itself upwards. */
export function longestKnown<T>(
  pointer: string,
  table: ReadonlyMap<string, T>,
): { readonly known: T; readonly rest: string } | undefined {
  if (table.size === 0) return undefined;
  for (let end = pointer.length; end >= 0; end = pointer.lastIndexOf('/', end - 1)) {
    const known = table.get(pointer.slice(0, end));
    if (known !== undefined) return { known, rest: pointer.slice(end) };
    if (end === 0) return undefined;
  }
  return undefined;
}
