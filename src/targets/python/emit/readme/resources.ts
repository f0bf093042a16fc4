/** The README's list of all methods. */
import type { NamespaceLink, PythonPlan } from '../../plan/types.ts';
import { code, inlineMarkdown } from './markdown.ts';
import type { Section } from './sections.ts';
import type { Located } from './snippet.ts';

export function resourcesSection(plan: PythonPlan): Section | undefined {
  const root = plan.client.methods.map((method) => line({ attributes: [], method }));
  const groups = [
    ...(root.length > 0 ? [`### ${code(plan.client.className)}\n\n${root.join('\n')}`] : []),
    ...plan.client.namespaces.flatMap((link) => group(link, [])),
  ];
  if (groups.length === 0) return undefined;
  return { id: 'operations', title: 'Resources and operations', content: groups.join('\n\n') };
}

function group({ attribute, namespace }: NamespaceLink, parents: readonly string[]): readonly string[] {
  const attributes = [...parents, attribute];
  const methods = namespace.methods.map((method) => line({ attributes, method }));
  const own = methods.length > 0 ? [`### ${code(attributes.join('.'))}\n\n${methods.join('\n')}`] : [];
  return [...own, ...namespace.children.flatMap((child) => group(child, attributes))];
}

function line({ method }: Located): string {
  const { summary, description, deprecation } = method.operation;
  const text = inlineMarkdown(summary ?? description?.split('\n')[0] ?? '');
  const old = deprecation ? ' (deprecated)' : '';
  return `* ${code(method.name)}${old}${text === '' ? '' : `: ${text}`}`;
}
