/** Differences as text, Markdown for a pull request, or plain values for JSON. */
import type { Difference, Level } from './compare.ts';
import { nextVersion, weightiest } from './version.ts';

export interface DiffReport {
  readonly before: string;
  readonly after: string;
  readonly version: string;
  readonly differences: readonly Difference[];
}

const titles: Readonly<Record<Level, string>> = {
  breaking: 'Breaking',
  additive: 'Additive',
  cosmetic: 'Cosmetic',
};
const levels: readonly Level[] = ['breaking', 'additive', 'cosmetic'];
const shownInMarkdown = 200;

interface Group {
  readonly name: string;
  readonly request?: string;
  readonly messages: readonly string[];
}

function groupsOf(differences: readonly Difference[], level: Level): readonly Group[] {
  const groups = new Map<string, { name: string; request?: string; messages: string[] }>();
  for (const { name, request, message, level: own } of differences) {
    if (own !== level) continue;
    const group = groups.get(name) ?? { name, ...(request !== undefined && { request }), messages: [] };
    group.messages.push(message);
    groups.set(name, group);
  }
  return [...groups.values()];
}

/** Lines for a terminal. */
export function diffText(report: DiffReport): string {
  const { differences } = report;
  if (differences.length === 0) return 'Nothing changes for users of the SDK.\n';
  const parts = levels.flatMap((level) => {
    const groups = groupsOf(differences, level);
    if (groups.length === 0) return [];
    const lines = groups.flatMap(({ name, request, messages }) => [
      `  ${plainText(name)}${request === undefined ? '' : `  (${plainText(request)})`}`,
      ...messages.map((message) => `    ${plainText(message)}`),
    ]);
    return [`${titles[level]} (${countOf(differences, level)})\n${lines.join('\n')}\n`];
  });
  return `${parts.join('\n')}\n${versionLine(report)}\n`;
}

/** A comment for a pull request. */
export function diffMarkdown(report: DiffReport): string {
  const { differences } = report;
  if (differences.length === 0) return '### SDK changes\n\nNothing changes for users of the SDK.\n';
  const parts = levels.flatMap((level) => {
    const body = markdownList(differences, level).join('\n');
    if (body === '') return [];
    const title = `${titles[level]} (${countOf(differences, level)})`;
    return level === 'cosmetic'
      ? [`<details><summary>${title}</summary>\n\n${body}\n\n</details>`]
      : [`#### ${title}\n\n${body}`];
  });
  return `### SDK changes\n\n${parts.join('\n\n')}\n\n${versionLine(report)}\n`;
}

/** The differences of a level as a list in Markdown, one line each. */
export function markdownList(differences: readonly Difference[], level: Level): readonly string[] {
  const groups = groupsOf(differences, level);
  const lines = groups
    .slice(0, shownInMarkdown)
    .flatMap(({ name, request, messages }) => [
      `- ${code(name)}${request === undefined ? '' : ` (${code(request)})`}`,
      ...messages.map((message) => `  - ${markdownText(message)}`),
    ]);
  const rest = groups.length - shownInMarkdown;
  return rest > 0 ? [...lines, `- … and ${rest} more`] : lines;
}

/** The report of `--json`. */
export function diffValue(report: DiffReport): Readonly<Record<string, unknown>> {
  const { differences, version } = report;
  const level = weightiest(differences);
  const counts = Object.fromEntries(levels.map((one) => [one, countOf(differences, one)]));
  return { level: level ?? 'none', version, nextVersion: nextVersion(version, level), counts, differences };
}

function versionLine({ version, differences }: DiffReport): string {
  const level = weightiest(differences);
  const next = nextVersion(version, level);
  return next === undefined ? `Weightiest: ${level}.` : `Version: ${version} → ${next} (${level}).`;
}

function countOf(differences: readonly Difference[], level: Level): number {
  return differences.filter((difference) => difference.level === level).length;
}

/** Words of a document do not steer the terminal. */
function plainText(text: string): string {
  return text.replace(/\p{Cc}|\p{Zl}|\p{Zp}|\p{Bidi_Control}/gu, '\ufffd');
}

/** Outside of backticks nothing of the document stands; inside, backticks of its own would end them. */
function markdownText(text: string): string {
  return plainText(text)
    .replace(/</g, '&lt;')
    .replace(/`([^`]*)`/g, (_, inner: string) => code(inner.replace(/&lt;/g, '<')));
}

function code(text: string): string {
  return `\`${plainText(text).replaceAll('`', "'")}\``;
}
