/** What parsing a text gives, whichever its language. */
import type { ProblemCode } from '../../diagnostics/catalogue.ts';
import type { Severity } from '../../diagnostics/problem.ts';
import type { Json } from '../types.ts';

/** A stretch of the text, by offsets; `end` is one past the last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A problem in the text: what becomes a `Problem` once the name of the file is known. */
export interface TextProblem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly message: string;
  readonly fix?: string;
  readonly span: Span;
}

/** Where a value stands: its key (for a member of an object) and the value itself. */
export interface Location {
  readonly key?: Span;
  readonly value: Span;
  /** The value is a scalar: its text is `value`. */
  readonly scalar: boolean;
}

export interface Parsed {
  /** Absent: the text is of no use, and `problems` says why. */
  readonly value?: Json;
  readonly problems: readonly TextProblem[];
  /** The location of what the steps lead to, or of the last step that exists. */
  locate(steps: readonly string[]): Location | undefined;
}

/** Deeper nesting is refused: every stage may then recurse over a document without harm. */
export const deepest = 500;
