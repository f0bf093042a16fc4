/** The docstring of a method: what the document says, then arguments and errors as field lists. */
import type { Code } from '../../../code/code.ts';
import { docstring } from '../../../code/printable.ts';
import type { Argument, MethodPlan, PythonPlan } from '../plan/types.ts';
import { docField, oneLine } from './doc-field.ts';
import { deprecationText } from './operation.ts';
import { tailDocs } from './tail.ts';

/** `Get one thing.` and `:param thing_id: …`, `:raises errors.ProblemError: 404`. */
export function methodDoc(method: MethodPlan, plan: PythonPlan): Code {
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
  return [...method.arguments.flatMap(argumentLine), ...tailDocs(method, plan), ...errorLines(method, plan)];
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
