/** README.md and USAGE.md of the package: sections for what this API has. */
import type { OutputFile } from '../../../../code/output-file.ts';
import type { PythonPlan } from '../../plan/types.ts';
import { authenticationSection } from './authentication.ts';
import { callSections } from './calls.ts';
import { clientSections } from './clients.ts';
import { hooksSection } from './hooks.ts';
import { code, fence, inlineMarkdown, safeMarkdown } from './markdown.ts';
import { resourcesSection } from './resources.ts';
import { renderSection, type Section } from './sections.ts';
import { everyMethod, type Located, usageSnippet } from './snippet.ts';
import { webhooksSection } from './webhooks.ts';

/** README.md, USAGE.md and CONTRIBUTING.md. */
export function documentationFiles(plan: PythonPlan): readonly OutputFile[] {
  const usage = usageSection(plan);
  return [
    { path: 'README.md', content: readme(plan, usage), write: 'always', sections: true },
    { path: 'USAGE.md', content: `${renderSection(usage)}\n`, write: 'always', sections: true },
    { path: 'CONTRIBUTING.md', content: contributing(plan), write: 'once' },
  ];
}

function readme(plan: PythonPlan, usage: Section): string {
  const sections = [
    summarySection(plan),
    installationSection(plan),
    usage,
    authenticationSection(plan),
    resourcesSection(plan),
    ...callSections(plan),
    ...clientSections(plan),
    webhooksSection(plan),
    hooksSection(plan),
  ];
  const present = sections.filter((section) => section !== undefined);
  return `# ${inlineMarkdown(plan.package.distribution)}\n\n${present.map(renderSection).join('\n\n')}\n`;
}

function summarySection({ api }: PythonPlan): Section {
  const title = `${inlineMarkdown(api.title)} (version ${inlineMarkdown(api.version)})`;
  const link = api.externalDocs && /^https?:\/\//.test(api.externalDocs.url) ? api.externalDocs : undefined;
  const parts = [
    `Python client for ${title}.`,
    safeMarkdown(api.summary ?? ''),
    // Headings of the description belong below the section's own.
    safeMarkdown(api.description ?? '').replace(/^(#{1,4})(?=\s)/gm, '##$1'),
    link ? `More: <${encodeURI(decodeSafely(link.url))}>` : '',
  ];
  return { id: 'summary', title: 'Summary', content: parts.filter((part) => part !== '').join('\n\n') };
}

function decodeSafely(url: string): string {
  try {
    return decodeURI(url).replace(/[<>\s]/g, '');
  } catch {
    return url.replace(/[<>\s]/g, '');
  }
}

function installationSection(plan: PythonPlan): Section {
  const name = plan.package.distribution;
  const commands = [
    `pip install ${name}`,
    `uv add ${name}`,
    `poetry add ${name}`,
    ...fromRepository(plan),
  ].join('\n');
  return {
    id: 'installation',
    title: 'Installation',
    content: `Python 3.9 or newer.\n\n${fence('bash', commands)}`,
  };
}

/** How to install what stands in a folder of a repository, which its address alone does not say. */
function fromRepository({ config }: PythonPlan): readonly string[] {
  const { repoUrl = '', repoSubDirectory = '' } = config.generation;
  const isPlain = /^https:\/\/[\w./:@~-]+$/.test(repoUrl) && /^[\w./-]+$/.test(repoSubDirectory);
  return isPlain ? [`pip install "git+${repoUrl}#subdirectory=${repoSubDirectory}"`] : [];
}

/** The operation that shows best what a call is: marked in the document, else the first that is simple. */
export function showcase(plan: PythonPlan): Located | undefined {
  const all = everyMethod(plan);
  const plain = all.filter(({ method }) => !method.operation.deprecation && !method.stream);
  const effort = ({ method }: Located): number => {
    const required = method.arguments.filter((argument) => argument.required).length;
    return required * 4 + (method.result.kind === 'simple' ? 3 : 0);
  };
  const marked = all.find(({ method }) => method.operation.usageExample !== undefined);
  return marked ?? leastOf(plain, effort) ?? all[0];
}

/** The first of those for which the number is smallest. */
function leastOf<T>(items: readonly T[], number: (item: T) => number): T | undefined {
  let least: { readonly item: T; readonly number: number } | undefined;
  for (const item of items) {
    const own = number(item);
    if (least === undefined || own < least.number) least = { item, number: own };
  }
  return least?.item;
}

function usageSection(plan: PythonPlan): Section {
  const located = showcase(plan);
  if (!located) return { id: 'usage', title: 'Usage', content: 'The API has no operations yet.' };
  const { name, asyncName } = located.method;
  const twin =
    name === asyncName
      ? `The same with ${code(plan.client.asyncClassName ?? plan.client.className)}:`
      : `Every method has an async twin with ${code('_async')} behind its name:`;
  const content = [
    fence('python', usageSnippet(located, plan)),
    twin,
    fence('python', usageSnippet(located, plan, { isAsync: true })),
    'The `with` block closes the connections that the client opened. A client that you keep for the whole life ' +
      'of a program need not be closed. One client serves any number of threads and tasks.',
  ];
  return { id: 'usage', title: 'Usage', content: content.join('\n\n') };
}

function contributing(plan: PythonPlan): string {
  return `# Contributing

Most of this package is generated from an OpenAPI document. A change that belongs in the API's description is best
made there. These files are yours: what you add to \`${plan.package.folder}/_hooks/\`, this one, and the text of
\`README.md\` outside the marked sections.
`;
}
