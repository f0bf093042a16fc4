/** The problem of a value that is nested too deeply. */
import { deepest, type Span, type TextProblem } from './parsed.ts';

export function tooDeep(span: Span | undefined): TextProblem {
  return {
    code: 'document-too-deep',
    severity: 'error',
    message: `Objects and lists are nested more than ${deepest} deep here.`,
    span: span === undefined ? { start: 0, end: 0 } : { start: span.start, end: span.start + 1 },
  };
}
