/** What the catalogue says about a problem code: all three, or it does not compile. */
export interface Entry {
  /** A few words, no full stop. */
  readonly title: string;
  /** Why this is a problem, in general. */
  readonly cause: string;
  /** How it is mended, in general. */
  readonly fix: string;
}
