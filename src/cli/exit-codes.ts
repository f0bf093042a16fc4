/** Exit codes of every command. */
export const exitCodes = {
  /** Done; warnings are possible. */
  done: 0,
  /** Bad input: nothing was written (or conflicts were marked). */
  badInput: 1,
  /** The command was called wrongly. */
  usage: 2,
  /** `--check`: the output is stale. */
  stale: 3,
  /** A bug of ours. */
  bug: 70,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
