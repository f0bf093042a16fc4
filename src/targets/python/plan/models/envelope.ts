/** Classes around the result of a call. */
import type { Operation } from '../../../../api/types.ts';
import { fieldName } from '../names.ts';
import type { ClassDecl, Field, PyType, ResponseModel } from '../types.ts';
import type { Builder, Mutable } from './builder.ts';
import { unique } from './fields.ts';
import { emptyModel } from './fixed-classes.ts';
import type { Root } from './place.ts';
import { roleAsks } from './request.ts';
import { int, rawResponse, sameType, str } from './scalars.ts';

/** The class around a result: `headers`, `result`, `next`, or what the response format asks for. */
export function planEnvelope(
  operation: Operation,
  responses: Mutable<ResponseModel>[],
  result: PyType,
  root: Root,
  builder: Builder,
): ClassDecl {
  const decl = emptyModel();
  const { responseFormat, fixFlags } = builder.config.python;
  decl.fields =
    responseFormat === 'flat'
      ? resultFields(operation, result)
      : [...metaFields(responseFormat, builder), ...envelopeFields(operation, responses)];
  if (operation.pagination) decl.next = { async: fixFlags?.asyncPaginationSep2025 !== false };
  return builder.declare(
    decl,
    { root, steps: [] },
    { ending: '/response', asks: roleAsks(root, 'response') },
  );
}

const headersType: PyType = { kind: 'dict', value: { kind: 'list', item: str } };

function resultFields(operation: Operation, result: PyType): readonly Field[] {
  const successes = operation.responses.filter((response) => !response.isError);
  const withHeaders = operation.responses.some((response) => response.headers.length > 0);
  const withBody = result.kind !== 'simple' || result.name !== 'None';
  const empty = successes.some((response) => response.content.length === 0);
  return [
    ...(withHeaders ? [plainField('headers', headersType, true)] : []),
    ...(withBody ? [plainField('result', result, !empty)] : []),
  ];
}

function metaFields(format: 'envelope' | 'envelope-http', builder: Builder): readonly Field[] {
  if (format === 'envelope-http') {
    return [plainField('http_meta', { kind: 'declared', decl: builder.httpMetadata() }, true)];
  }
  return [
    { ...plainField('content_type', str, true), doc: 'HTTP response content type for this operation' },
    { ...plainField('status_code', int, true), doc: 'HTTP response status code for this operation' },
    {
      ...plainField('raw_response', rawResponse, true),
      doc: 'Raw HTTP response; suitable for custom response parsing',
    },
  ];
}

/** One optional field for each body that a success can have. */
function envelopeFields(operation: Operation, responses: Mutable<ResponseModel>[]): readonly Field[] {
  const used = new Set(['content_type', 'status_code', 'raw_response', 'http_meta', 'headers']);
  const fields: Field[] = [];
  const known: { type: PyType; name: string }[] = [];
  for (const response of responses) {
    if (response.error) continue;
    const same = known.find(({ type }) => sameType(type, response.type));
    if (same) {
      response.field = same.name;
      continue;
    }
    const field = unique(plainField(fieldOf(response, operation), response.type, false), used);
    response.field = field.name;
    known.push({ type: response.type, name: field.name });
    fields.push(field);
  }
  const withHeaders = operation.responses.some(
    (response) => !response.isError && response.headers.length > 0,
  );
  return withHeaders ? [...fields, plainField('headers', headersType, true)] : fields;
}

function fieldOf(response: ResponseModel, operation: Operation): string {
  const named = response.type.kind === 'declared' ? response.type.decl.schema?.component : undefined;
  if (named !== undefined) return fieldName(named);
  if (response.type.kind === 'simple' && response.type.name === 'str') return 'res';
  if (sameType(response.type, rawResponse)) return 'stream';
  return response.type.kind === 'declared' && operation.responses.length > 0 ? 'object' : 'res';
}

function plainField(name: string, type: PyType, required: boolean): Field {
  return { name, wire: name, type, required, nullable: false, constant: false, annotations: [] };
}
