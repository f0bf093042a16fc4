/** Pages of namespaces: each operation with its snippets, parameters, result and errors. */
import type { Argument, MethodPlan, NamespaceLink, PythonPlan, Tail } from '../../plan/types.ts';
import { code, fence, row, tableOf } from '../readme/markdown.ts';
import { type Located, usageSnippets } from '../readme/snippet.ts';
import { tailText } from '../tail.ts';
import { cell, description, paragraphs } from './models.ts';
import { anchors, type Pages, relativeLink } from './pages.ts';
import { declarationLink, placeType, type TypeText, typeText } from './type-text.ts';

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

/** `docs/sdks/things/README.md` */
export function sdkPage(subject: Subject, plan: PythonPlan, pages: Pages): string {
  const anchor = anchors(subject.title, 'Available operations');
  const list = subject.methods.map(({ name, operation }) => {
    const text = cell([operation.summary]);
    return `* [${code(name)}](#${anchor(name)})${text === '' ? '' : `: ${text}`}`;
  });
  const children = subject.children.map(({ attribute, namespace }) => {
    const link = relativeLink(subject.path, pages.namespace(namespace));
    return `* [${code([...subject.attributes, attribute].join('.'))}](${link})`;
  });
  return `${paragraphs([
    `# ${code(subject.title)}`,
    description(subject.doc),
    children.join('\n'),
    list.length > 0 ? `## Available operations\n\n${list.join('\n')}` : '',
    ...subject.methods.map((method) =>
      operation({ attributes: subject.attributes, method }, subject, plan, pages),
    ),
  ])}\n`;
}

function operation(located: Located, { path }: Subject, plan: PythonPlan, pages: Pages): string {
  const { method } = located;
  const { summary, description: text, deprecation } = method.operation;
  const type = typeText(path, pages);
  return paragraphs([
    `## ${code(method.name)}`,
    deprecation ? `**Deprecated.** ${cell([deprecation.message])}`.trimEnd() : '',
    cell([summary]),
    text?.trim() === summary?.trim() ? '' : description(text),
    '### Usage',
    ...usageSnippets(located, plan).map((program) => fence('python', program)),
    '### Parameters',
    parameters(method, plan, type),
    '### Response',
    result(method, type),
    '### Errors',
    errors(method, plan, path, pages),
  ]);
}

function parameters(method: MethodPlan, plan: PythonPlan, type: TypeText): string {
  const own = method.arguments.map((argument) =>
    row([
      `\`${argument.name}\``,
      placeType(argument, type),
      argument.required ? 'yes' : 'no',
      argumentDoc(argument),
    ]),
  );
  return tableOf(['Parameter', 'Type', 'Required', 'Description'], [...own, ...tailRows(method.tail, plan)]);
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
  return cell([deprecation && `Deprecated. ${deprecation.message ?? ''}`, doc, own]);
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

function errors(method: MethodPlan, plan: PythonPlan, path: string, pages: Pages): string {
  const typed = method.models.responses.flatMap(({ error, status, mediaType }) => {
    return error ? [row([declarationLink(error, path, pages), cell([status]), cell([mediaType])])] : [];
  });
  const fallback = row([code(`${plan.errors.package}.${plan.errors.default}`), 'any other', '']);
  return tableOf(['Error', 'Status', 'Content type'], [...typed, fallback]);
}
