/** What a run reads, by name and checksum, for the lock file. */
import { createHash } from 'node:crypto';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import type { Reader } from '../document/reader.ts';

export interface Recorder {
  readonly reader: Reader;
  note(name: string, content: string | Uint8Array): void;
  /** Names do not depend on where the folders are. */
  readonly inputs: ReadonlyMap<string, string>;
}

/** A reader that remembers what it has read; names are relative to the folder of the first document. */
export function recordInputs(reader: Reader, firstSchema: string): Recorder {
  const base = dirname(resolve(reader.folder, firstSchema));
  const inputs = new Map<string, string>();
  const note = (name: string, content: string | Uint8Array): void => {
    inputs.set(name, createHash('sha256').update(content).digest('hex'));
  };
  return {
    inputs,
    note,
    reader: {
      ...reader,
      readFile: async (path) => {
        const result = await reader.readFile(path);
        if (result.kind === 'read') note(stableName(base, path), result.bytes);
        return result;
      },
      fetchUrl: async (url, options) => {
        const result = await reader.fetchUrl(url, options);
        if (result.kind === 'read') note(publicUrl(url), result.bytes);
        return result;
      },
    },
  };
}

function stableName(base: string, path: string): string {
  const way = relative(base, path).split(sep).join('/');
  return way.startsWith('../') || way.includes(':') ? basename(path) : way;
}

// Credentials and tokens of a URL do not belong in a file that is committed.
function publicUrl(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  return parsed === undefined ? 'url' : `${parsed.protocol}//${parsed.host}${parsed.pathname}`;
}
