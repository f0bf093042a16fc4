/**
 * Problems: bad input as data. Every problem has a stable code, and the catalogue insists on a title, a
 * cause and a fix for each code.
 */
import type { ProblemCode } from './catalogue.ts';

/** Where something stands in an input file. Lines and columns count from 1. */
export interface Place {
  /** As the user named it: relative to the working directory where possible, a URL, or `<stdin>`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** One past the end of what is meant, on the same line, where known. */
  readonly endColumn?: number;
}

export type Severity = 'error' | 'warning';

/** One thing that is wrong with the input, and how to mend it. */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  /** What is wrong here, with the names involved: one sentence. */
  readonly message: string;
  /** How to mend it here; the catalogue's general advice where absent. */
  readonly fix?: string;
  readonly place?: Place;
  /** The text around the place, with a marker; made by whoever holds the text. */
  readonly frame?: string;
}

/** Collects problems on the way; `report` never throws. */
export interface ProblemSink {
  report(problem: Problem): void;
}
