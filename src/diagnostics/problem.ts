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

/** A sink that keeps what it is told. */
export interface ProblemCollector extends ProblemSink {
  /** In the order of reporting; grows with every report. */
  readonly problems: readonly Problem[];
}

/** What a problem may say beside its code and message. */
export interface ProblemDetails {
  readonly fix?: string | undefined;
  readonly place?: Place | undefined;
  readonly frame?: string | undefined;
}

/** `problem('ref-dangling', 'error', 'There is no #/a.', { place })`; details that are undefined are left out. */
export function problem(
  code: ProblemCode,
  severity: Severity,
  message: string,
  details: ProblemDetails = {},
): Problem {
  const { fix, place, frame } = details;
  return {
    code,
    severity,
    message,
    ...(fix !== undefined && { fix }),
    ...(place !== undefined && { place }),
    ...(frame !== undefined && { frame }),
  };
}

/** An empty collector. */
export function collectProblems(): ProblemCollector {
  const problems: Problem[] = [];
  return { problems, report: (reported) => void problems.push(reported) };
}

/** Whether there is an error among them: then nothing is written. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((candidate) => candidate.severity === 'error');
}
