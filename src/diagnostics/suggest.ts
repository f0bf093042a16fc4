/** "Did you mean": the nearest of several known words. */

/** The candidate nearest to what was written, if one is near enough to be meant: `pahts` → `paths`. */
export function suggest(written: string, candidates: Iterable<string>): string | undefined {
  const word = fold(written);
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (candidate === written || Math.abs(candidate.length - written.length) > limit + 1) continue;
    const distance = editDistance(word, fold(candidate), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** ` Did you mean "paths"?`, with the blank in front, or nothing: to append to a message. */
export function didYouMean(written: string, candidates: Iterable<string>): string {
  const nearest = suggest(written, candidates);
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
}

/** Case and separators are what people get wrong most, and cost nothing. */
function fold(word: string): string {
  return word.slice(0, 80).toLowerCase().replace(/[-_ ]/g, '');
}

/** Number of letters to add, drop, change or swap with the next; `limit` where it is that or more. */
function editDistance(left: string, right: string, limit: number): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      let cost = Math.min(
        (previous[column] ?? limit) + 1,
        (current[column - 1] ?? limit) + 1,
        (previous[column - 1] ?? limit) + (same ? 0 : 1),
      );
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped && row > 1 && column > 1) cost = Math.min(cost, (beforePrevious[column - 2] ?? limit) + 1);
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least >= limit) return limit;
    beforePrevious = previous;
    previous = current;
  }
  return previous[right.length] ?? limit;
}
