/** The README's list of all methods. */
import type { MethodPlan, NamespaceLink, PythonPlan } from '../../plan/types.ts';
import { anchors, type Pages, planPages } from '../docs/pages.ts';
import { code, inlineMarkdown } from './markdown.ts';
import type { Section } from './sections.ts';

export function resourcesSection(plan: PythonPlan): Section | undefined {
  const pages = planPages(plan);
  const { className, methods, namespaces } = plan.client;
  const groups = [
    ...section(className, methods, pages.client),
    ...namespaces.flatMap((link) => group(link, [], pages)),
  ];
  if (groups.length === 0) return undefined;
  return { id: 'operations', title: 'Resources and operations', content: groups.join('\n\n') };
}

function group(
  { attribute, namespace }: NamespaceLink,
  parents: readonly string[],
  pages: Pages,
): readonly string[] {
  const attributes = [...parents, attribute];
  const own = section(attributes.join('.'), namespace.methods, pages.namespace(namespace));
  return [...own, ...namespace.children.flatMap((child) => group(child, attributes, pages))];
}

/** A heading and a list of methods, linked to their page; nothing where there are none. */
function section(title: string, methods: readonly MethodPlan[], page: string): readonly string[] {
  if (methods.length === 0) return [];
  const anchor = anchors(title, 'Available operations');
  const lines = methods.map((method) => line(method, `${page}#${anchor(method.name)}`));
  return [`### [${code(title)}](${page})\n\n${lines.join('\n')}`];
}

function line({ name, operation }: MethodPlan, target: string): string {
  const { summary, description, deprecation } = operation;
  const text = inlineMarkdown(summary ?? description?.split('\n')[0] ?? '');
  const old = deprecation ? ' (deprecated)' : '';
  return `* [${code(name)}](${target})${old}${text === '' ? '' : `: ${text}`}`;
}
