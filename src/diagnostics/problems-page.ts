/** The catalogue as a page of the documentation. */
import { catalogue } from './catalogue.ts';
import type { Entry } from './entry.ts';

/** All codes with title, cause and fix, in the order of the alphabet, as Markdown. */
export function problemsPage(): string {
  const entries: readonly (readonly [code: string, entry: Entry])[] = Object.entries(catalogue);
  const sections = [...entries]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([code, { title, cause, fix }]) => `## ${code}\n\n**${title}.** ${cause}\n\n${fix}\n`);
  return `${head}\n${sections.join('\n')}`;
}

const head = `# Problems

Everything that Hookline can find wrong with its input, by code. An error stops the run, and nothing is
written; a warning does not, unless \`--strict\` is given.

<!-- Made by scripts/write-problems.mjs from src/diagnostics; change it there. -->
`;
