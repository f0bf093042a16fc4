/** How documents are read. Nothing else in this folder does any input, so that all of it runs on plain values. */

export interface Reader {
  /** Relative paths are relative to this folder, and files are named relative to it. */
  readonly folder: string;
  /** The path with all symbolic links resolved, as far as it exists. */
  realPath(path: string): Promise<string>;
  readFile(path: string): Promise<ReadResult>;
  fetchUrl(url: string, options: FetchOptions): Promise<ReadResult>;
}

export interface FetchOptions {
  /** Whether redirects may lead to another host. */
  readonly otherHosts: boolean;
}

export type ReadResult =
  | {
      readonly kind: 'read';
      readonly bytes: Uint8Array;
      /** The URL after redirects: what relative references are relative to. */
      readonly url?: string;
    }
  | {
      readonly kind: 'failed';
      readonly reason: 'missing' | 'unreadable' | 'too-large' | 'other-host';
      /** What happened, as the end of a sentence: `it is a folder`. */
      readonly detail: string;
      /** Names of other files in the same folder, for a suggestion. */
      readonly nearby?: readonly string[];
    };

/** What to load: `--schema` and `--overlay` as the user gave them. */
export type Input =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'url'; readonly url: string }
  /** Text that is already here, such as standard input; its references are relative to the reader's folder. */
  | { readonly kind: 'text'; readonly name: string; readonly text: string | Uint8Array };

/** An argument as an input: a URL where it begins with `http://` or `https://`, else a file. */
export function inputOf(argument: string): Input {
  return /^https?:\/\//i.test(argument) ? { kind: 'url', url: argument } : { kind: 'file', path: argument };
}
