/** Small files that people write, such as gen.yaml: read at once, as text. */
import { readFileSync, statSync } from 'node:fs';
import { fileErrorReason } from '../../diagnostics/file-error.ts';
import { mostBytes } from '../limits.ts';
import { type Decoded, decode } from './decode.ts';

/** The text, or where it is not text, or why it cannot be read. */
export type TextFile = Decoded | { readonly kind: 'unreadable'; readonly reason: string };

export function readTextFile(path: string): TextFile {
  try {
    const stats = statSync(path);
    // A device may never end.
    if (!stats.isFile())
      return unreadable(stats.isDirectory() ? 'it is a folder' : 'it is not a regular file');
    if (stats.size > mostBytes) return unreadable('it is too large');
    return decode(readFileSync(path));
  } catch (error) {
    return unreadable(fileErrorReason(error));
  }
}

function unreadable(reason: string): TextFile {
  return { kind: 'unreadable', reason };
}
