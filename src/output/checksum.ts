/** Checksums of texts, the same on every system. */
import { hash } from 'node:crypto';

/** Line ends as we write them: version control may have changed them on the way. */
export function withUnixLines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** SHA-256 of the text with Unix line ends, in hex. */
export function checksum(text: string): string {
  return unixChecksum(withUnixLines(text));
}

/** The same of a text that is known to have Unix line ends. */
export function unixChecksum(text: string): string {
  return hash('sha256', text);
}
