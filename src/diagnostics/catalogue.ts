/** What every problem code means: the one list of everything that can be wrong with the input. */

interface Entry {
  /** A few words, no full stop. */
  readonly title: string;
  /** Why this is a problem, in general. */
  readonly cause: string;
  /** How it is mended, in general. */
  readonly fix: string;
}

export const catalogue = {
  'document-unreadable': {
    title: 'The document cannot be read',
    cause: 'The file does not exist, cannot be opened, or the URL does not answer.',
    fix: 'Check the path or URL, and that you may read it.',
  },
} as const satisfies Readonly<Record<string, Entry>>;

export type ProblemCode = keyof typeof catalogue;
