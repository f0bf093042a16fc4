/** The body of an operation as facts: `Body("json", "application/json", lambda: models.Thing, fields=("id",))`. */
import type { Encoding, MediaKind, MediaType } from '../../../api/types.ts';
import { type Code, isEmpty, join, noCode } from '../../../code/code.ts';
import { lit, tuple } from '../../../code/printable.ts';
import { py } from '../../../code/template.ts';
import { upload } from '../plan/models/scalars.ts';
import type { Field, MethodPlan, PyType, PythonPlan } from '../plan/types.ts';
import { call, field, sequence, typeSource } from './facts.ts';
import { parameter } from './operation-parameters.ts';

/** What the method sends; nothing where it sends no body. */
export function body(method: MethodPlan, plan: PythonPlan): Code {
  const media = method.body === undefined ? undefined : method.operation.body?.content[method.body];
  const model = method.body === undefined ? undefined : method.models.bodies[method.body];
  if (!media || !model) return noCode;
  const fields = method.arguments.filter(({ source }) => source.kind === 'bodyField');
  const flat = fields.length > 0 || isFlatWithoutFields(method);
  const legacy = plan.config.python.multipartArrayFormat === 'legacy' && media.kind === 'multipart';
  return call('Body', [
    lit(bodyKind(media.kind, model.type)),
    lit(media.type),
    typeSource(model.type),
    !flat && py`argument=${lit(bodyArgument(method))}`,
    flat && py`fields=${tuple(fields.map(({ key }) => lit(key)))}`,
    method.operation.body?.required === false && py`required=${lit(false)}`,
    field('parts', parts(media, method, plan, model.object?.fields ?? [])),
    legacy && py`array_suffix=${lit(true)}`,
  ]);
}

/** A flattened body all of whose fields are constants. */
function isFlatWithoutFields(method: MethodPlan): boolean {
  return !method.arguments.some(({ source }) => source.kind === 'body' || source.kind === 'request');
}

/** What is given as bytes is sent as it is, whatever its media type. */
function bodyKind(kind: MediaKind, type: PyType): string {
  return kind === 'sse' || kind === 'jsonl' || type === upload ? 'binary' : kind;
}

function bodyArgument(method: MethodPlan): string {
  const own = method.arguments.find(({ source }) => source.kind === 'body');
  if (own) return own.key;
  if (!method.models.request) return 'request';
  return method.models.request?.fields.find((candidate) => !candidate.parameter)?.name ?? 'request';
}

function parts(media: MediaType, method: MethodPlan, plan: PythonPlan, fields: readonly Field[]): Code {
  if (media.kind !== 'multipart' && media.kind !== 'form') return noCode;
  const named = fields.map((item) => [item, part(item, media, method, plan)] as const);
  const known = named.filter(([, code]) => !isEmpty(code));
  if (known.length === 0) return noCode;
  return py`{${join(
    known.map(([item, code]) => py`${lit(item.wire)}: ${code}`),
    ', ',
  )}}`;
}

function part(item: Field, media: MediaType, method: MethodPlan, plan: PythonPlan): Code {
  const encoding: Encoding | undefined = media.encoding.get(item.wire);
  const file = media.kind === 'multipart' && isFile(item.type);
  if (!encoding && !file) return noCode;
  const headers = (encoding?.headers ?? []).map((header) => parameter(header, method, plan));
  return call('Part', [
    encoding?.contentType !== undefined && py`content_type=${lit(encoding.contentType)}`,
    encoding?.style !== undefined && py`style=${lit(encoding.style)}`,
    encoding?.explode !== undefined && py`explode=${lit(encoding.explode)}`,
    encoding?.allowReserved === true && py`allow_reserved=${lit(true)}`,
    file && py`file=${lit(true)}`,
    field('headers', sequence(headers)),
  ]);
}

/** A class that holds a file (`file_name`, `content`), or a list of them. */
function isFile(type: PyType): boolean {
  if (type.kind === 'list') return isFile(type.item);
  if (type.kind === 'nullable' || type.kind === 'annotated') return isFile(type.of);
  if (type.kind !== 'declared' || type.decl.kind !== 'class') return false;
  const names = new Set(type.decl.fields.map(({ name }) => name));
  return names.has('file_name') && names.has('content');
}
