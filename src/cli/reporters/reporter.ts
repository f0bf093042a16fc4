/** How a run is told: as text for people, as JSON, or as annotations of a CI service. */
import type { Problem } from '../../diagnostics/problem.ts';

/** What became of a run. */
export interface Outcome {
  readonly kind: 'written' | 'checked' | 'compared' | 'failed';
  readonly exitCode: number;
  /** As the user named it. */
  readonly out: string;
  readonly stats: {
    readonly operations: number;
    readonly models: number;
    readonly files: number;
    readonly seconds: number;
  };
  readonly changes: FileChanges;
  readonly problems: readonly Problem[];
  /** Every file of the SDK. */
  readonly files: readonly string[];
  /** With `--dry-run`. */
  readonly diff?: string;
  /** Something worth knowing that is not a problem. */
  readonly notes: readonly string[];
  /** What to run next. */
  readonly next?: string;
}

export interface FileChanges {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly removed: readonly string[];
  readonly kept: readonly string[];
  readonly conflicts: readonly string[];
}

export interface Reporter {
  /** A stage begins; the one before has ended. */
  stage(title: string): void;
  finish(outcome: Outcome): void;
}

export interface ReporterOptions {
  /** All problems, not only the first of a kind. */
  readonly verbose: boolean;
  /** Problems only. */
  readonly quiet: boolean;
}
