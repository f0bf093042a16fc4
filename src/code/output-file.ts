/** What a target hands over: files of the SDK, relative to the output folder. */
export interface OutputFile {
  /** Relative, with forward slashes: `src/acme/sdk.py`. */
  readonly path: string;
  readonly content: string;
  /**
   * `always`: ours, written each time. `once`: written where it is not there yet; the user's from then on.
   */
  readonly write: 'always' | 'once';
  /**
   * Markdown of which only the parts between `<!-- Start … [id] -->` and `<!-- End … [id] -->` are ours: where
   * the file is there, these are replaced and the rest stays the user's.
   */
  readonly sections?: boolean;
}
