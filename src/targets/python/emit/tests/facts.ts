/** What the mock server of a package's tests knows of an operation: plain data, from the document. */
import type { Api, MediaType, Operation, Parameter, SchemaId } from '../../../../api/types.ts';
import type { Json } from '../../../../document/types.ts';
import { sampleOf } from './sample.ts';

/** The request that is expected, and the answer to it. */
export function operationFacts(operation: Operation, api: Api): Json {
  const { method, path, parameters, body } = operation;
  const named = (place: Parameter['in']): readonly string[] =>
    parameters
      .filter((parameter) => parameter.in === place && parameter.required && isPlain(parameter, api))
      .map(({ name }) => name);
  const content = body?.content.map((media): [string, Json] => [
    media.type,
    media.kind === 'json' && media.schema ? shapeOf(media.schema.schema, api, 0) : {},
  ]);
  return {
    method: method.toUpperCase(),
    path,
    query: named('query'),
    headers: named('header'),
    ...(body && { body: { required: body.required, content: Object.fromEntries(content ?? []) } }),
    answer: answerOf(operation, api),
  };
}

/** Whether the parameter's name is on the wire as it is. */
function isPlain({ schema, global }: Parameter, api: Api): boolean {
  const kind = api.schemas.get(schema.schema)?.kind;
  return !global && kind !== 'object' && kind !== 'union' && kind !== 'any';
}

/** Type, required properties and items, as far as a mistake would show. */
function shapeOf(id: SchemaId, api: Api, depth: number): Json {
  const schema = api.schemas.get(id);
  if (!schema || depth > 4 || schema.nullable) return {};
  switch (schema.kind) {
    case 'object': {
      const sent = schema.properties.filter(({ readOnly, use }) => !readOnly && !use.nullable);
      return {
        type: 'object',
        required: sent.filter(({ required }) => required).map(({ name }) => name),
        properties: Object.fromEntries(
          sent.map(({ name, use }) => [name, shapeOf(use.schema, api, depth + 1)]),
        ),
      };
    }
    case 'array':
      return {
        type: 'array',
        items: schema.items.nullable ? {} : shapeOf(schema.items.schema, api, depth + 1),
      };
    case 'boolean':
    case 'string':
      return { type: schema.kind };
    case 'number':
      return { type: 'number' };
    default:
      return {};
  }
}

function answerOf({ responses }: Operation, api: Api): Json {
  const response = responses.find(({ isError }) => !isError);
  const status = response && /^\d{3}$/.test(response.status) ? Number(response.status) : 200;
  const [media] = response?.content ?? [];
  if (!response || !media) return { status };
  const headers = Object.fromEntries(
    response.headers.flatMap((header) =>
      header.required ? [[header.name, String(header.example ?? sampleOf(header.schema.schema, api))]] : [],
    ),
  );
  const type = media.type.includes('*') ? 'application/octet-stream' : media.type;
  return { status, headers, type, kind: media.kind, value: answerValue(media, api) };
}

function answerValue(media: MediaType, api: Api): Json {
  const given = media.example ?? [...media.examples.values()][0];
  if (given !== undefined) return given;
  const use = media.item ?? media.schema;
  if (use) return sampleOf(use.schema, api);
  return media.kind === 'json' ? {} : 'text';
}
