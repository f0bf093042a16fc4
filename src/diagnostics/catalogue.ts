/** What every problem code means: the one list of everything that can be wrong with the input. */
import { apiProblems } from './api-problems.ts';
import { commandProblems } from './command-problems.ts';
import { configProblems } from './config-problems.ts';
import { documentProblems } from './document-problems.ts';
import type { Entry } from './entry.ts';
import { lintProblems } from './lint-problems.ts';
import { outputProblems } from './output-problems.ts';

export const catalogue = {
  ...documentProblems,
  ...configProblems,
  ...commandProblems,
  ...outputProblems,
  ...apiProblems,
  ...lintProblems,
} as const satisfies Readonly<Record<string, Entry>>;

export type ProblemCode = keyof typeof catalogue;
