/** How much is read at most. */
import type { ReadResult } from './reader.ts';

export const mostBytes = 64 * 1024 * 1024;
export const mostMilliseconds = 30_000;
export const mostRedirects = 5;

export function tooLarge(bytes: number): ReadResult {
  const size = `${Math.ceil(bytes / 1024 / 1024)} MB`;
  return { kind: 'failed', reason: 'too-large', detail: `it has ${size}, and 64 MB are read at most` };
}
