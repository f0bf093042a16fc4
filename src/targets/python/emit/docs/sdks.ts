/** Pages of namespaces: each operation with its snippets, parameters, result and errors. */
import type { Argument, MethodPlan, NamespaceLink, PythonPlan, Tail } from '../../plan/types.ts';
import { remembered } from '../../remembered.ts';
import { code, fence, inlineMarkdown, row, tableHead, tableOf } from '../readme/markdown.ts';
import { type Located, usageSnippets } from '../readme/snippet.ts';
import { tailText } from '../tail.ts';
import { cell, cells, description, paragraphs, placeRow } from './models.ts';
import { anchors, type Pages, relativeLink } from './pages.ts';
import { type DeclarationLink, declarationLinks, type TypeText, typeText } from './type-text.ts';

/** What a namespace's page is about. */
export interface Subject {
  readonly path: string;
  /** `chat.messages`; the class's name for the client itself. */
  readonly title: string;
  readonly doc?: string;
  readonly attributes: readonly string[];
  readonly methods: readonly MethodPlan[];
  readonly children: readonly NamespaceLink[];
}

/** What is written alike for all operations of a page. */
interface Page {
  readonly plan: PythonPlan;
  readonly link: DeclarationLink;
  readonly type: TypeText;
}

/** `docs/sdks/things/README.md` */
export function sdkPage(subject: Subject, plan: PythonPlan, pages: Pages): string {
  const { path, attributes, methods } = subject;
  const anchor = anchors(subject.title, 'Available operations');
  const list = methods.map(({ name, operation }) => {
    const text = cell(operation.summary);
    return `* [\`${name}\`](#${anchor(name)})${text === '' ? '' : `: ${text}`}`;
  });
  const children = subject.children.map(({ attribute, namespace }) => {
    const link = relativeLink(path, pages.namespace(namespace));
    return `* [${code([...attributes, attribute].join('.'))}](${link})`;
  });
  const link = declarationLinks(path, pages);
  const page: Page = { plan, link, type: typeText(link) };
  return `${paragraphs([
    `# ${code(subject.title)}`,
    description(subject.doc),
    children.join('\n'),
    list.length > 0 ? `## Available operations\n\n${list.join('\n')}` : '',
    ...methods.map((method) => operation({ attributes, method }, page)),
  ])}\n`;
}

function operation(located: Located, page: Page): string {
  const { method } = located;
  const { summary, description: text, deprecation } = method.operation;
  const [usage, asyncUsage] = usageSnippets(located, page.plan);
  return paragraphs([
    `## \`${method.name}\``,
    deprecation ? `**Deprecated.** ${cell(deprecation.message)}`.trimEnd() : '',
    cell(summary),
    text?.trim() === summary?.trim() ? '' : description(text),
    '### Usage',
    fence('python', usage),
    fence('python', asyncUsage),
    '### Parameters',
    parameters(method, page),
    '### Response',
    result(method, page.type),
    '### Errors',
    errors(method, page),
  ]);
}

const parametersHead = tableHead(['Parameter', 'Type', 'Required', 'Description']);

function parameters(method: MethodPlan, { plan, type }: Page): string {
  const own = method.arguments.map((argument) => placeRow(argument, type, argumentDoc(argument)));
  return tableOf(parametersHead, [...own, ...tailRows(method.tail, plan)]);
}

const tails = new WeakMap<PythonPlan, Map<string, readonly string[]>>();

/** Most operations end in the same arguments. */
function tailRows(tail: readonly Tail[], plan: PythonPlan): readonly string[] {
  const known = tails.get(plan) ?? new Map<string, readonly string[]>();
  tails.set(plan, known);
  const key = tail.join();
  const rows =
    known.get(key) ?? tail.map((name) => row([code(name), code(tailType[name]), 'no', tailText(name, plan)]));
  known.set(key, rows);
  return rows;
}

const tailType: Readonly<Record<Tail, string>> = {
  retries: 'OptionalNullable[utils.RetryConfig]',
  server_url: 'Optional[str]',
  timeout_ms: 'Optional[int]',
  timeout: 'Optional[float]',
  accept_header_override: 'Optional[str]',
  http_headers: 'Optional[Mapping[str, str]]',
  extra_headers: 'Optional[Mapping[str, str]]',
  extra_query: 'Optional[Mapping[str, Any]]',
  extra_body: 'Optional[Mapping[str, Any]]',
};

function argumentDoc({ doc, deprecation, source }: Argument): string {
  const own = source.kind === 'security' ? 'Credentials of this call.' : undefined;
  if (!deprecation && own === undefined) return cell(doc);
  return cells([deprecation && `Deprecated. ${deprecation.message ?? ''}`, doc, own]);
}

function result(method: MethodPlan, type: TypeText): string {
  if (method.overload) {
    const { argument, json, event } = method.overload;
    const events = `${code('EventStream')}\\[${type(event)}\\]`;
    return `${events} with ${code(`${argument}=True`)}, else ${type(json)}`;
  }
  const shown = type(method.result);
  const stream = method.stream === 'sse' ? 'EventStream' : 'JsonLStream';
  const whole = method.stream && method.result.kind !== 'stream' ? `${code(stream)}\\[${shown}\\]` : shown;
  return method.optionalResult ? `${code('Optional')}\\[${whole}\\]` : whole;
}

const errorsHead = tableHead(['Error', 'Status', 'Content type']);
const inline = remembered(inlineMarkdown);

function errors({ models }: MethodPlan, { plan, link }: Page): string {
  const rows: string[] = [];
  for (const { error, status, mediaType } of models.responses) {
    if (error) rows.push(`| ${link(error)} | ${inline(status)} | ${inline(mediaType)} |`);
  }
  rows.push(`| \`${plan.errors.package}.${plan.errors.default}\` | any other |  |`);
  return tableOf(errorsHead, rows);
}
