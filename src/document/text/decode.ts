/** Bytes as text: UTF-8, or UTF-16 where a byte order mark says so. */
import type { Span } from './parsed.ts';

export type Decoded =
  | { readonly kind: 'text'; readonly text: string }
  /** `text` is the part before the first bad byte. */
  | { readonly kind: 'bad'; readonly text: string; readonly message: string; readonly span: Span };

export function decode(bytes: Uint8Array): Decoded {
  const encoding = encodingOf(bytes);
  try {
    return { kind: 'text', text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    return encoding === 'utf-8' ? firstBadByte(bytes) : badText(encoding);
  }
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return 'utf-8';
}

function badText(encoding: string): Decoded {
  const message = `The file begins with the mark of ${encoding.toUpperCase()}, but is not valid in it.`;
  return { kind: 'bad', text: '', message, span: { start: 0, end: 0 } };
}

/** Halving: a prefix decodes as a stream exactly if it has no bad byte. */
function firstBadByte(bytes: Uint8Array): Decoded {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (prefix(bytes, middle) === undefined) bad = middle;
    else good = middle;
  }
  const text = prefix(bytes, good) ?? '';
  // A sequence that was begun is not in the text yet: its first byte is the bad one.
  const mark = bytes[0] === 0xef ? 3 : 0;
  const byte = (bytes[new TextEncoder().encode(text).length + mark] ?? 0).toString(16).padStart(2, '0');
  const span = { start: text.length, end: text.length + 1 };
  return { kind: 'bad', text, message: `The byte 0x${byte} here is not valid UTF-8.`, span };
}

function prefix(bytes: Uint8Array, length: number): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
  } catch {
    return undefined;
  }
}
