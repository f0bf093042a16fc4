/** Problems of a configuration, with their place in the text. */
import type { YAMLError } from 'yaml';
import { codeFrame } from '../diagnostics/frame.ts';
import type { Place, Problem } from '../diagnostics/problem.ts';

/** A piece of the text: offsets of its first character and of the one after its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

type ConfigProblem = Omit<Problem, 'place' | 'frame'>;

/** What is wrong with the YAML, in a sentence. */
export function syntaxMessage({ code, message }: YAMLError): string {
  if (code === 'MULTIPLE_DOCS') return 'The file holds several YAML documents; expected is one.';
  return `${message.split('\n')[0]?.replace(/\.$/, '')}.`;
}

/** Gives problems in a text their place and code frame. */
export function problemMaker(text: string, file: string): (problem: ConfigProblem, span?: Span) => Problem {
  const lines = text.split(/\r\n|\n|\r/);
  const starts = lineStarts(text);
  const place = (span: Span): Place => {
    const line = lineAt(starts, span.start);
    const column = span.start - (starts[line] ?? 0) + 1;
    const width = Math.min(span.end - span.start, (lines[line] ?? '').length - column + 1);
    return { file, line: line + 1, column, endColumn: column + Math.max(1, width) };
  };
  return (problem, span = { start: 0, end: 0 }) => {
    const where = place(span);
    const frame = codeFrame({ count: lines.length, at: (line) => lines[line - 1] ?? '' }, where);
    return { ...problem, place: where, ...(frame === undefined ? {} : { frame }) };
  };
}

function lineStarts(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map((match) => match.index + match[0].length)];
}

function lineAt(starts: readonly number[], offset: number): number {
  let line = 0;
  while (line + 1 < starts.length && (starts[line + 1] ?? 0) <= offset) line += 1;
  return line;
}
