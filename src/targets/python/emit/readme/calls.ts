/** The README's sections on what a call does: errors, retries, pages, streams, files. */
import type { Code } from '../../../../code/code.ts';
import { ref } from '../../../../code/code.ts';
import { ident } from '../../../../code/printable.ts';
import { py } from '../../../../code/template.ts';
import type { MethodPlan, PyType, PythonPlan } from '../../plan/types.ts';
import { code, fence, inlineMarkdown } from './markdown.ts';
import { showcase } from './readme.ts';
import type { Section } from './sections.ts';
import { everyMethod, type Located, usageSnippet } from './snippet.ts';

/** Sections for what the API has, in order. */
export function callSections(plan: PythonPlan): readonly (Section | undefined)[] {
  const all = everyMethod(plan);
  const shown = showcase(plan);
  if (!shown) return [];
  const pages = all.find(({ method }) => method.operation.pagination);
  const stream = all.find(({ method }) => method.stream);
  const upload = all.find(({ method }) => method.arguments.some(({ type }) => holdsFile(type)));
  const download = all.find(({ method }) => isDownload(method));
  return [
    errorsSection(shown, all, plan),
    retriesSection(shown, plan),
    pages && paginationSection(pages, plan),
    stream && streamingSection(stream, plan),
    upload || download ? filesSection(upload, download, plan) : undefined,
  ];
}

function errorsSection(shown: Located, all: readonly Located[], plan: PythonPlan): Section {
  const { package: folder, base } = plan.errors;
  const withError = all.find(({ method }) => method.models.responses.some(({ error }) => error)) ?? shown;
  const path = errorPath(plan);
  const library = plan.config.python.httpClientLibrary;
  const wrap = (call: Code): Code => py`
    try:
        ${call}
    except ${path(base)} as error:
        print(error.status_code, error.message)
        print(error.body)
  `;
  const typed = new Map<string, string[]>();
  for (const { method } of all) {
    for (const { error, status } of method.models.responses) {
      if (!error) continue;
      const known = typed.get(error.name) ?? [];
      typed.set(error.name, known.includes(status) ? known : [...known, status]);
    }
  }
  const list = [...typed].map(([name, statuses]) => {
    return `* ${code(`${folder}.${name}`)}: ${statuses.map(inlineMarkdown).join(', ')}; its ${code('data')} is typed`;
  });
  const content = [
    `A response with an error status raises an exception. All of them are ${code(`${folder}.${base}`)}, with ` +
      '`message`, `status_code`, `headers`, `body` and `raw_response`.',
    fence('python', usageSnippet(withError, plan, { wrap })),
    [
      ...list,
      `* ${code(`${folder}.${plan.errors.default}`)}: any other status`,
      `* ${code(`${folder}.ResponseValidationError`)}: a body that does not fit its description`,
      `* ${code(`${folder}.NoResponseError`)}: no response, and none of ${library}'s own errors`,
    ].join('\n'),
    `Where no response came at all, the error is one of ${library}: ${code(`${library}.ConnectError`)}, ` +
      `${code(`${library}.TimeoutException`)} and others of ${code(`${library}.RequestError`)}.`,
  ];
  return { id: 'errors', title: 'Errors', content: content.join('\n\n') };
}

function errorPath(plan: PythonPlan): (name: string) => Code {
  const [root = 'errors', ...inner] = plan.errors.package.split('.');
  const module = [plan.package.module, ...(inner.length > 0 ? [root, ...inner.slice(0, -1)] : [])].join('.');
  const last = inner.at(-1) ?? root;
  return (name) => py`${ref(module, last)}.${ident(name)}`;
}

function retriesSection(shown: Located, plan: PythonPlan): Section {
  const { module } = plan.package;
  const retry = ref(`${module}.utils`, 'RetryConfig');
  const backoff = ref(`${module}.utils`, 'BackoffStrategy');
  const value = py`${retry}("backoff", ${backoff}(1, 50, 1.1, 100), False)`;
  const content = [
    plan.api.retries
      ? 'Some failures are retried, as the API asks for it. One call can do differently:'
      : 'Calls are retried where the API or you ask for it:',
    fence('python', usageSnippet(shown, plan, { tail: [py`retries=${value}`] })),
    'The numbers are milliseconds: the first wait, the longest one, the growth from one to the next, and the time ' +
      'after which no retry starts. `retries=None` is none. `Retry-After` is honoured. `retry_config=` of the ' +
      'client does the same for all calls.',
  ];
  return { id: 'retries', title: 'Retries', content: content.join('\n\n') };
}

function paginationSection(located: Located, plan: PythonPlan): Section {
  const content = [
    'A result that has pages can be iterated over; the next page is fetched when it is wanted.',
    fence('python', usageSnippet(located, plan)),
    `Or page by page: ${code('res.next()')} gives the next result, None after the last (${code('await res.next()')} in async code).`,
  ];
  return { id: 'pagination', title: 'Pagination', content: content.join('\n\n') };
}

function streamingSection(located: Located, plan: PythonPlan): Section {
  const content = [
    'A stream is read as it comes. Leaving the `with` block early frees the connection.',
    fence('python', usageSnippet(located, plan)),
    fence('python', usageSnippet(located, plan, { isAsync: true })),
  ];
  return { id: 'streaming', title: 'Streaming', content: content.join('\n\n') };
}

function filesSection(upload: Located | undefined, download: Located | undefined, plan: PythonPlan): Section {
  const parts = [
    upload &&
      'A file may be given as bytes, as an open file, or as a path; it is not read into memory as a whole.',
    upload && fence('python', usageSnippet(upload, plan, { file: py`file`, wrap: withOpenFile })),
    download && 'A download is the open response: read it, or iterate over its bytes, and close it.',
    download && fence('python', usageSnippet(download, plan, { use: saveDownload })),
  ];
  return { id: 'files', title: 'Files', content: parts.filter((part) => part !== undefined).join('\n\n') };
}

function withOpenFile(call: Code): Code {
  return py`
    with open("file.bin", "rb") as file:
        ${call}
  `;
}

function saveDownload(_: MethodPlan, isAsync: boolean): Code {
  const loop = isAsync ? py`async for` : py`for`;
  const chunks = isAsync ? py`res.aiter_bytes()` : py`res.iter_bytes()`;
  return py`
    with open("download.bin", "wb") as file:
        ${loop} chunk in ${chunks}:
            file.write(chunk)
  `;
}

function isDownload({ result }: MethodPlan): boolean {
  return result.kind === 'external' && result.ref.name === 'Response';
}

function holdsFile(type: PyType, depth = 0): boolean {
  if (depth > 3) return false;
  switch (type.kind) {
    case 'list':
      return holdsFile(type.item, depth + 1);
    case 'nullable':
    case 'annotated':
      return holdsFile(type.of, depth + 1);
    case 'union':
      return type.members.some((member) => holdsFile(member, depth + 1));
    case 'external':
      return type.ref.name === 'IO' || type.ref.name === 'BufferedReader';
    case 'declared':
      if (type.decl.kind !== 'class') return false;
      return type.decl.fields.some(({ name }) => name === 'file_name');
    default:
      return false;
  }
}
