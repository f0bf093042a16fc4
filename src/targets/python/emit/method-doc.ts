/** The docstring of a method: what the document says, then arguments and errors as field lists. */
import type { Code } from '../../../code/code.ts';
import { docstring } from '../../../code/printable.ts';
import type { Argument, MethodPlan, PythonPlan, Tail } from '../plan/types.ts';
import { deprecationText } from './operation.ts';

const width = 100;

// A method and its async twin have the same.
const docs = new WeakMap<MethodPlan, Code>();

/** `Get one thing.` and `:param thing_id: …`, `:raises errors.ProblemError: 404`. */
export function methodDoc(method: MethodPlan, plan: PythonPlan): Code {
  const doc = docs.get(method) ?? writeDoc(method, plan);
  docs.set(method, doc);
  return doc;
}

function writeDoc(method: MethodPlan, plan: PythonPlan): Code {
  const { summary, description, deprecation } = method.operation;
  const parts = [
    sentence(summary?.trim() || firstWords(method)),
    description?.trim() !== summary?.trim() && description?.trim(),
    deprecation !== undefined && `.. deprecated::\n    ${oneLine(deprecationText(method))}`,
    fields(method, plan).join('\n'),
  ];
  return docstring(parts.filter((part) => typeof part === 'string' && part !== '').join('\n\n'));
}

function firstWords({ operation }: MethodPlan): string {
  const described = operation.description?.trim();
  return described ? '' : `${operation.method.toUpperCase()} ${operation.path}`;
}

function sentence(text: string): string {
  return text === '' || /[.!?:]$/.test(text) ? text : `${text}.`;
}

function fields(method: MethodPlan, plan: PythonPlan): readonly string[] {
  return [
    ...method.arguments.flatMap(argumentLine),
    ...method.tail.map((name) => docField(`param ${name}`, tailText(name, plan))),
    ...errorLines(method, plan),
  ];
}

/** Nothing where the document says nothing of it. */
function argumentLine(argument: Argument): readonly string[] {
  const notes = [
    argument.doc,
    argument.source.kind === 'security' && 'Credentials of this call.',
    argument.deprecation && sentence(`Deprecated. ${argument.deprecation.message ?? ''}`.trim()),
  ];
  const text = notes.filter((note) => typeof note === 'string').join(' ');
  return text.trim() === '' ? [] : [docField(`param ${argument.name}`, text)];
}

/** A field of the list, its text wrapped and indented under it. */
export function docField(head: string, text: string): string {
  let row = `:${head}: ${oneLine(text)}`.trimEnd();
  // Where the row may break first: its first word stays, however long it is.
  let first = head.length + 2;
  if (row.length <= width) return row;
  const rows: string[] = [];
  while (row.length > width) {
    const fitting = row.lastIndexOf(' ', width);
    const end = fitting >= first ? fitting : row.indexOf(' ', first);
    if (end < 0) break;
    rows.push(row.slice(0, end));
    row = `    ${row.slice(end + 1)}`;
    first = 4;
  }
  return [...rows, row].join('\n');
}

function oneLine(text: string): string {
  return unusualBlanks.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
}

const unusualBlanks = /[^\S ]| {2}|^ | $/;

/** What an argument that every method has is for. */
export function tailText(name: Tail, plan: PythonPlan): string {
  const unit = plan.config.python.methodTimeoutUnits;
  switch (name) {
    case 'retries':
      return 'Retries of this call, in place of the configured ones; None for none.';
    case 'server_url':
      return 'Server of this call.';
    case 'timeout_ms':
    case 'timeout':
      return `Timeout of this call, in ${unit}.`;
    case 'accept_header_override':
      return 'Media type to ask for.';
    case 'http_headers':
    case 'extra_headers':
      return 'Headers to add or replace.';
    case 'extra_query':
      return 'Query parameters to add or replace.';
    case 'extra_body':
      return 'Fields of the body to add or replace.';
    default:
      return name satisfies never;
  }
}

function errorLines(method: MethodPlan, plan: PythonPlan): readonly string[] {
  const statuses = new Map<string, string[]>();
  for (const { error, status } of method.models.responses) {
    if (!error) continue;
    const name = `${error.exportedBy}.${error.name}`;
    const known = statuses.get(name) ?? [];
    if (!known.includes(status)) statuses.set(name, [...known, status]);
  }
  const typed = [...statuses].map(([name, codes]) => docField(`raises ${name}`, codes.join(', ')));
  const rest = typed.length > 0 ? 'Any other error of the API.' : 'Any error of the API.';
  return [...typed, docField(`raises ${plan.errors.package}.${plan.errors.default}`, rest)];
}
