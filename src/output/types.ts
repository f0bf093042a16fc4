/** What a target hands over: files of the SDK, relative to the output folder. */
export interface OutputFile {
  /** Relative, with forward slashes: `src/acme/sdk.py`. */
  readonly path: string;
  readonly content: string;
  /**
   * `always`: ours, written each time. `once`: written where it is not there yet; the user's from then on.
   */
  readonly write: 'always' | 'once';
}
