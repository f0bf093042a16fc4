/** What an operation gives back: its result and its errors. */
import type { MediaType, Operation, Response, SchemaUse } from '../../../../api/types.ts';
import { remembered } from '../../remembered.ts';
import { moduleName } from '../names.ts';
import type { OperationModels, PyType, ResponseModel } from '../types.ts';
import type { Builder, Mutable } from './builder.ts';
import { planEnvelope } from './envelope.ts';
import type { Errors } from './errors.ts';
import type { Place, Root } from './place.ts';
import { roleAsks } from './request.ts';
import { any, isPlainText, none, rawResponse, str, unionOf } from './scalars.ts';
import { statusReason } from './status.ts';

interface ResponseContext {
  readonly builder: Builder;
  readonly errors: Errors;
}

type Responses = Pick<OperationModels, 'result' | 'responses' | 'envelope'>;

/** What a call gives, and what it raises. */
export function planResponses(operation: Operation, root: Root, context: ResponseContext): Responses {
  const { builder, errors } = context;
  const format = builder.config.python.responseFormat;
  const successes = operation.responses.filter((response) => !response.isError);
  const wrapped =
    format !== 'flat' ||
    operation.pagination !== undefined ||
    operation.responses.some((response) => response.headers.length > 0);
  const responses: Mutable<ResponseModel>[] = [];
  const placeOf = (response: Response, media: MediaType): Place =>
    responsePlace(response, media, root, () => bodyText(response, successes, wrapped, builder));
  const given: ResponseModel[] = [];
  operation.responses.forEach((response) => {
    response.content.forEach((media) => {
      if (response.isError) {
        responses.push(errors.response(response, media, root));
        return;
      }
      const type = resultType(media, () => placeOf(response, media), builder);
      const model = { status: response.status, mediaType: media.type, type };
      responses.push(model);
      given.push(model);
    });
  });
  const result = planResult(given, successes, root, wrapped, builder);
  if (!wrapped) return { result, responses };
  const decl = planEnvelope(operation, responses, result, root, builder);
  return {
    result: { kind: 'declared', decl },
    responses,
    envelope: { kind: format === 'flat' ? 'result' : format, decl },
  };
}

/** What an inline body is called: `Response` has the name of the whole result where that is more than a body. */
function bodyText(
  { status: own }: Response,
  successes: readonly Response[],
  wrapped: boolean,
  builder: Builder,
): string {
  const bodies = new Set<string>();
  const inline = new Set<string>();
  for (const { content, status } of successes) {
    for (const { schema, kind } of content) {
      bodies.add(schema?.schema ?? kind);
      if (schema && builder.api.schemas.get(schema.schema)?.component === undefined) inline.add(status);
    }
  }
  if (inline.size > 1) return `${statusReason(own) ?? own} response body`;
  return wrapped || bodies.size > 1 ? 'response body' : 'response';
}

function responsePlace(response: Response, media: MediaType, root: Root, textOf: () => string): Place {
  if (response.component !== undefined) {
    const own = sharedRoot(response.component);
    const isOneOfSeveral = response.content.length > 1;
    const step = { key: `content/${media.type}`, order: 3, text: '', role: true } as const;
    return { root: own, steps: isOneOfSeveral ? [step] : [] };
  }
  const text = textOf();
  return { root, steps: [{ key: `responses/${response.status}/${media.type}`, order: 3, text, role: true }] };
}

const sharedRoot = remembered(
  (component): Root => ({
    key: `#/components/responses/${component}`,
    role: 'response',
    name: component,
    layer: 'shared',
    module: moduleName(component),
  }),
);

function resultType(media: MediaType, placeOf: () => Place, builder: Builder): PyType {
  const target = media.schema && builder.api.schemas.get(media.schema.schema);
  if (isPlainText(media, target)) return str;
  switch (media.kind) {
    case 'binary':
      return rawResponse;
    case 'sse':
    case 'jsonl': {
      const item = media.item ?? media.schema;
      return item ? typeAt(item, placeOf, builder) : str;
    }
    case 'text':
    case 'xml':
    case 'json':
    case 'form':
    case 'multipart':
      if (target?.kind === 'string' && target.format === 'binary') return rawResponse;
      return media.schema ? typeAt(media.schema, placeOf, builder) : any;
  }
}

// Most bodies are components: their place is not asked for.
function typeAt(use: SchemaUse, placeOf: () => Place, builder: Builder): PyType {
  return builder.anywhere(use, 'output') ?? builder.type(use, placeOf(), 'output');
}

/** The body of a successful call: one type, or a union of several under a name of its own. */
function planResult(
  given: readonly ResponseModel[],
  successes: readonly Response[],
  root: Root,
  wrapped: boolean,
  builder: Builder,
): PyType {
  const [first] = given;
  if (!first) return none;
  if (given.length === 1) return first.type;
  const kinds = new Set(successes.flatMap(({ content }) => content.map(({ kind }) => kind)));
  const alone = kinds.size === 1;
  const types = given.map(({ status, mediaType, type }) => {
    const media = successes
      .find((response) => response.status === status)
      ?.content.find((candidate) => candidate.type === mediaType);
    const stream = media?.kind === 'sse' || media?.kind === 'jsonl' ? media.kind : undefined;
    return stream && !alone ? ({ kind: 'stream', format: stream, of: type } as const) : type;
  });
  const type = unionOf(types);
  if (type.kind !== 'union') return type;
  const alias = { kind: 'alias', name: '', module: '', exportedBy: '', type } as const;
  const text = wrapped ? 'response body' : 'response';
  const decl = builder.declare(alias, { root, steps: [] }, { ending: '/result', asks: roleAsks(root, text) });
  return { kind: 'declared', decl };
}
