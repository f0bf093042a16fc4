/** `docs/`: a page for each namespace with operations, and for each module of models and errors. */
import type { OutputFile } from '../../../../code/output-file.ts';
import type { NamespaceLink, PythonPlan } from '../../plan/types.ts';
import { modulePage } from './models.ts';
import { type Pages, planPages } from './pages.ts';
import { type Subject, sdkPage } from './sdks.ts';

/** All pages of `docs/`. */
export function referenceFiles(plan: PythonPlan): readonly OutputFile[] {
  const pages = planPages(plan);
  const sdks = subjects(plan, pages).map((subject) => file(subject.path, sdkPage(subject, plan, pages)));
  const modules = pages.modules.map((page) => file(page.path, modulePage(page, pages)));
  return [...sdks, ...modules];
}

function file(path: string, content: string): OutputFile {
  return { path, content, write: 'always' };
}

function subjects({ client, api }: PythonPlan, pages: Pages): readonly Subject[] {
  const { className, methods, namespaces } = client;
  const own: Subject = {
    path: pages.client,
    title: className,
    ...(api.description !== undefined && { doc: api.description }),
    attributes: [],
    methods,
    children: namespaces,
  };
  return [own, ...namespaces.flatMap((link) => inside(link, [], pages))];
}

function inside(
  { attribute, namespace }: NamespaceLink,
  parents: readonly string[],
  pages: Pages,
): readonly Subject[] {
  const attributes = [...parents, attribute];
  const { doc, methods, children } = namespace;
  const subject: Subject = {
    path: pages.namespace(namespace),
    title: attributes.join('.'),
    ...(doc !== undefined && { doc }),
    attributes,
    methods,
    children,
  };
  return [subject, ...children.flatMap((child) => inside(child, attributes, pages))];
}
