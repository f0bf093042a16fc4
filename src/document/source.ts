/** One file of a document: its text, its value, and how the two belong together. */
import { codeFrame, type FrameOptions } from '../diagnostics/frame.ts';
import { type Place, type Problem, problem } from '../diagnostics/problem.ts';
import { longestKnown, pointerSteps } from './pointer.ts';
import { type Lines, linesOf } from './text/lines.ts';
import type { Location, Parsed, Span, TextProblem } from './text/parsed.ts';
import type { Json, Node } from './types.ts';

/** Where a file is: what relative references in it are relative to. */
export type Base =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'url'; readonly url: string };

/** A text that can be pointed into. */
export interface SourceText {
  /** As the user named it. */
  readonly name: string;
  readonly text: string;
  readonly lines: Lines;
  locate(steps: readonly string[]): Location | undefined;
}

/** Where a value was written, if not at the same pointer of the same file. */
export interface Origin {
  readonly file: SourceText;
  readonly pointer: string;
}

/** A file that has been read, before any upgrade. */
export interface RawSource {
  readonly file: SourceText;
  /** What identities begin with: `''` for the entry document, else the path relative to its folder. */
  readonly id: string;
  readonly base: Base;
  readonly value: Json;
  /** By the part of a `$ref` before the `#`. */
  readonly links: ReadonlyMap<string, Link>;
  /** Values that an upgrade moved or an overlay brought, by their pointer in `value`. Complete once the document is loaded. */
  readonly origins: Map<string, Origin>;
  /** Index of the entry document that led here, which decides the version of a file that has none. */
  readonly entry: number;
}

/** A file in the shape of 3.1. */
export interface Source extends RawSource {
  /** Values that stand elsewhere: in documents that were merged. */
  readonly mounts: ReadonlyMap<string, Node>;
  /** For references as they were written: old pointer to the pointer in `value`. */
  readonly moved: ReadonlyMap<string, string>;
}

/** What the file part of a `$ref` leads to. */
export type Link =
  | { readonly kind: 'source'; readonly index: number }
  /** Reported where the reference is followed: one in an example is nobody's business. */
  | {
      readonly kind: 'failed';
      readonly code: Problem['code'];
      readonly message: string;
      readonly fix?: string;
      /** What is wrong in the file itself, if it could be read. */
      readonly problems: readonly Problem[];
    };

export function sourceText(name: string, text: string, locate: Parsed['locate']): SourceText {
  return { name, text, lines: linesOf(text), locate };
}

/** A stretch of the text as a place: up to the end of its first line. */
export function placeOf(source: SourceText, span: Span): Place {
  const { line, column } = source.lines.position(span.start);
  const stop = source.text.indexOf('\n', span.start);
  const end = stop === -1 ? span.end : Math.min(span.end, stop);
  const endColumn = column + Math.max(1, end - span.start);
  return { file: source.name, line, column, endColumn };
}

/** The value itself where it is a scalar; else its key, because an object begins on the line below. */
export function spanOf(location: Location): Span {
  if (location.scalar || location.key === undefined) {
    const { start, end } = location.value;
    return location.scalar ? { start, end } : { start, end: start + 1 };
  }
  return location.key;
}

/** Where the value of a pointer was written. */
export function placeAt(source: Written, pointer: string): Place {
  return shownAt(writtenLocation(source, pointer));
}

function shownAt({ file, location }: WrittenLocation): Place {
  return placeOf(file, location === undefined ? { start: 0, end: 1 } : spanOf(location));
}

/** The text of a scalar as it was written, without quotes: `1.0`, `9223372036854775807`. */
export function writtenAt(source: Written, pointer: string): string | undefined {
  const { file, location } = writtenLocation(source, pointer);
  if (location?.scalar !== true) return undefined;
  return file.text.slice(location.value.start, location.value.end).replace(/^(["'])([\s\S]*)\1$/, '$2');
}

type Written = Pick<RawSource, 'file' | 'origins'>;

interface WrittenLocation {
  readonly file: SourceText;
  readonly location: Location | undefined;
}

function writtenLocation(source: Written, pointer: string): WrittenLocation {
  const origin = longestKnown(pointer, source.origins);
  const file = origin?.known.file ?? source.file;
  const written = origin === undefined ? pointer : origin.known.pointer + origin.rest;
  return { file, location: file.locate(pointerSteps(written)) };
}

export function frameOf(source: SourceText, place: Place, options?: FrameOptions): string | undefined {
  return codeFrame(source.lines, place, options);
}

/** A problem at a place of a text, with its frame. */
export function problemIn(
  source: SourceText,
  place: Place,
  code: Problem['code'],
  severity: Problem['severity'],
  message: string,
  fix?: string,
): Problem {
  return problem(code, severity, message, { fix, place, frame: frameOf(source, place) });
}

/** A problem at the value of a pointer: in whichever file that was written. */
export function problemAt(
  source: Written,
  pointer: string,
  code: Problem['code'],
  severity: Problem['severity'],
  message: string,
  fix?: string,
): Problem {
  const written = writtenLocation(source, pointer);
  return problemIn(written.file, shownAt(written), code, severity, message, fix);
}

/** A problem of the text as a problem of the file. */
export function textProblem(source: SourceText, found: TextProblem): Problem {
  const place = placeOf(source, found.span);
  return problemIn(source, place, found.code, found.severity, found.message, found.fix);
}
