/** Problems as text: grouped by kind, errors first, each with place, code frame, cause and cure. */
import { createColors } from 'picocolors';
import { catalogue, type ProblemCode } from '../../diagnostics/catalogue.ts';
import type { Problem } from '../../diagnostics/problem.ts';

export interface ProblemTextOptions {
  readonly color: boolean;
  /** All of them; else the first few of each kind. */
  readonly all: boolean;
}

const shownOfAKind = 3;

/** All problems, ready to print; empty where there are none. */
export function problemsText(problems: readonly Problem[], options: ProblemTextOptions): string {
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) {
    const key = `${problem.severity} ${problem.code}`;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(problem);
  }
  const errorsFirst = [...groups.values()].sort((a, b) => rank(a) - rank(b));
  return errorsFirst.map((group) => groupText(group, options)).join('\n');
}

function rank([first]: readonly Problem[]): number {
  return first?.severity === 'error' ? 0 : 1;
}

function groupText(group: readonly Problem[], options: ProblemTextOptions): string {
  const [first] = group;
  if (first === undefined) return '';
  const colors = createColors(options.color);
  const entry = entryOf(first.code);
  const word =
    first.severity === 'error' ? colors.bold(colors.red('error')) : colors.bold(colors.yellow('warning'));
  const shown = options.all ? group : group.slice(0, shownOfAKind);
  const fixes = new Set(shown.map((problem) => problem.fix ?? entry.fix));
  const lines = [
    `${word} ${colors.bold(entry.title)} ${colors.dim(`[${first.code}]`)}`,
    `  ${colors.dim(entry.cause)}`,
    ...shown.flatMap((problem) =>
      problemLines(problem, fixes.size > 1 ? (problem.fix ?? entry.fix) : undefined, options),
    ),
  ];
  if (group.length > shown.length) {
    lines.push(`  … and ${group.length - shown.length} more of this kind (--verbose shows all)`);
  }
  if (fixes.size === 1) lines.push(`  ${colors.green('fix:')} ${[...fixes][0]}`);
  return `${lines.join('\n')}\n`;
}

function problemLines(
  problem: Problem,
  fix: string | undefined,
  options: ProblemTextOptions,
): readonly string[] {
  const colors = createColors(options.color);
  const where = placeText(problem);
  const frame = problem.frame?.split('\n').map((line) => {
    const text = `    ${line}`;
    return line.startsWith('>') ? text : colors.dim(text);
  });
  return [
    `  ${where === '' ? '' : `${colors.cyan(where)}  `}${safe(problem.message)}`,
    ...(frame ?? []),
    ...(fix === undefined ? [] : [`    ${colors.green('fix:')} ${safe(fix)}`]),
  ];
}

/** `openapi.yaml:12:5`, or nothing. */
export function placeText({ place }: Problem): string {
  return place === undefined ? '' : `${safe(place.file)}:${place.line}:${place.column}`;
}

/** Messages hold words of the document: what moves the cursor or turns text around does not reach the terminal. */
export function safe(text: string): string {
  return text.replace(/\p{Cc}|\p{Zl}|\p{Zp}|\p{Bidi_Control}/gu, '\ufffd');
}

export function entryOf(code: ProblemCode): {
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
} {
  return catalogue[code];
}

/** `2 errors, 1 warning`; empty where there are none. */
export function countText(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  return [plural(errors, 'error'), plural(warnings, 'warning')].filter((part) => part !== '').join(', ');
}

function plural(count: number, word: string): string {
  return count === 0 ? '' : `${count} ${word}${count === 1 ? '' : 's'}`;
}
