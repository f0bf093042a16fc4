/**
 * Has V8 optimize only what stays hot. A run lasts seconds and touches thousands of functions: with the usual
 * thresholds a third of its CPU goes into optimizing, in background threads, what is hardly called again.
 */
import { setFlagsFromString } from 'node:v8';

/** Smaller functions in one another, and later: from the version of V8 on that has the flag. */
const flags: readonly { readonly from: number; readonly below: number; readonly flag: string }[] = [
  { from: 0, below: 12, flag: '--interrupt-budget=1000000' },
  { from: 12, below: 15, flag: '--invocation-count-for-turbofan=20000' },
  { from: 0, below: 15, flag: '--max-inlined-bytecode-size-cumulative=300' },
];

/** For the process of the command line alone: a program that generates decides for itself. */
export function optimizeLate(): void {
  const version = Number.parseInt(process.versions.v8, 10);
  for (const { from, below, flag } of flags) {
    if (version >= from && version < below) setFlagsFromString(flag);
  }
}
