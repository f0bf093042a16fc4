/** Code frames: the lines around a place with a marker under it. */
import { codeFrameColumns } from '@babel/code-frame';
import { createColors } from 'picocolors';
import type { Place } from './problem.ts';

export interface FrameOptions {
  /** Colour gutter and marker with terminal escapes. */
  readonly color?: boolean;
}

const linesAround = 2;
/** Longer lines are cut around the marker, as in minified JSON. */
const widest = 100;

/** The frame for a place, given the lines of its file: `undefined` where the file has no such line. */
export function codeFrame(
  lines: { readonly count: number; at(line: number): string },
  place: Place,
  options: FrameOptions = {},
): string | undefined {
  if (place.line < 1 || place.line > lines.count) return undefined;
  const first = Math.max(1, place.line - linesAround);
  const last = Math.min(lines.count, place.line + linesAround);
  const cut = cutAt(lines.at(place.line), place.column);
  const shown: string[] = [];
  for (let line = first; line <= last; line += 1) {
    shown.push(visible(cutLine(lines.at(line), cut)));
  }
  const column = place.column - cut + (cut > 0 ? 1 : 0);
  const width = Math.max(1, (place.endColumn ?? place.column + 1) - place.column);
  const end = Math.min(column + width, widest + 2);
  const location = { start: { line: place.line, column }, end: { line: place.line, column: end } };
  const around = { startLine: first, linesAbove: linesAround, linesBelow: linesAround };
  const frame = codeFrameColumns(shown.join('\n'), location, around);
  return options.color === true ? colored(frame) : frame;
}

/** How many characters to cut off at the left, so that the column is in view. */
function cutAt(line: string, column: number): number {
  if (line.length <= widest || column <= (widest * 2) / 3) return 0;
  return Math.min(column - Math.floor(widest / 2), Math.max(0, line.length - widest + 1));
}

function cutLine(line: string, cut: number): string {
  const rest = cut > 0 ? `…${line.slice(cut)}` : line;
  return rest.length > widest ? `${rest.slice(0, widest)}…` : rest;
}

/** Tabs as one blank, so that the marker stands right; what would disturb a terminal as a box. */
function visible(line: string): string {
  return line.replaceAll('\t', ' ').replace(/\p{Cc}|\p{Zl}|\p{Zp}|\p{Bidi_Control}/gu, '\ufffd');
}

function colored(frame: string): string {
  const colors = createColors(true);
  return frame
    .split('\n')
    .map((line) => {
      const gutter = /^(>?)(\s*\d*\s*\|)/.exec(line);
      if (gutter === null) return line;
      const [whole, marker = '', bar = ''] = gutter;
      const rest = line.slice(whole.length);
      const text = /^\s*\^+\s*$/.test(rest) ? colors.bold(colors.red(rest)) : rest;
      return `${colors.bold(colors.red(marker))}${colors.gray(bar)}${text}`;
    })
    .join('\n');
}
