/** What belongs to one operation: request, bodies, result, errors, security, SDK-wide parameters. */
import type { MediaType, Operation, Parameter, RequestBody, Response } from '../../../../api/types.ts';
import { constantName, fieldName, moduleName, parameterFieldName } from '../names.ts';
import type {
  BodyModel,
  ClassDecl,
  Field,
  OperationModels,
  PyType,
  ResponseModel,
  ServersDecl,
} from '../types.ts';
import type { Builder, Mutable } from './builder.ts';
import type { Errors } from './errors.ts';
import { defaultOf, unique } from './fields.ts';
import { type Ask, join, type Layer, type Place, type Root } from './place.ts';
import { any, none, nullable, rawResponse, sameType, str, unionOf, upload } from './scalars.ts';
import type { SecurityModels } from './security.ts';

export interface OperationContext {
  readonly builder: Builder;
  readonly errors: Errors;
  readonly security: SecurityModels;
  readonly layer: Layer;
}

/** Root of everything that an operation names. */
export function operationRoot(operation: Operation, layer: Layer): Root {
  return {
    key: `operation:${operation.id}`,
    role: 'operation',
    name: operation.id,
    layer,
    module: `${moduleName(operation.id)}op`,
  };
}

/** Declares the operation's own models. */
export function planOperation(operation: Operation, context: OperationContext): OperationModels {
  const root = operationRoot(operation, context.layer);
  const shown = operation.parameters.filter((parameter) => !parameter.hidden);
  const bodies = planBodies(operation, shown.length > 0, root, context);
  // Where all parameters are hidden and there is no body, callers still have an (empty) object to give.
  const asked = shown.length > 0 || (operation.parameters.length > 0 && !operation.body);
  const request = asked ? planRequest(operation, shown, bodies, root, context) : undefined;
  const globals = planGlobals(operation, root, context.builder);
  const { result, responses, envelope } = planResponses(operation, root, context);
  const security = context.security.forOperation(operation, root);
  return {
    ...(request && { request }),
    bodies,
    result,
    responses,
    ...(envelope && { envelope }),
    ...(security && { security }),
    ...(globals && { globals }),
  };
}

// --- Request --------------------------------------------------------------------------------------------

function planRequest(
  operation: Operation,
  shown: readonly Parameter[],
  bodies: readonly BodyModel[],
  root: Root,
  { builder }: OperationContext,
): ClassDecl {
  const decl = emptyClass();
  const body = bodies[0];
  const taken = new Set(body?.object?.fields.map((field) => field.name));
  const used = new Set<string>();
  const fields = shown.map((parameter) => {
    const field = parameterField(parameter, root, builder);
    const clear = taken.has(field.name) ? { ...field, name: `${field.name}_param` } : field;
    return unique(clear, used);
  });
  if (operation.body && body) fields.push(unique(bodyField(operation.body, body, builder), used));
  decl.fields = fields;
  return builder.declare(decl, { root, steps: [] }, { key: '/request', asks: roleAsks(root, 'request') });
}

/** `GetThingRequest`; where something else has that name, the role once more. */
function roleAsks(root: Root, role: string): readonly Ask[] {
  return [
    [root.name, role],
    [root.name, role, role],
  ];
}

/** A parameter as a field of a request or globals class. */
export function parameterField(parameter: Parameter, root: Root, builder: Builder): Field {
  const type = builder.type(parameter.schema, parameterPlace(parameter, root), 'input');
  const target = builder.api.schemas.get(parameter.schema.schema);
  const fallback = target?.kind === 'const' ? target.value : defaultOf({}, target, type);
  const doc = parameter.description;
  return {
    name: parameterFieldName(parameter.nameOverride ?? parameter.name),
    wire: parameter.name,
    type,
    required: parameter.required && !parameter.global,
    nullable: parameter.schema.nullable,
    ...(fallback !== undefined && { default: fallback }),
    constant: target?.kind === 'const',
    ...(doc !== undefined && { doc }),
    ...(parameter.deprecation && { deprecation: parameter.deprecation }),
    annotations: [],
    parameter,
  };
}

function parameterPlace(parameter: Parameter, root: Root): Place {
  const { component } = parameter;
  if (component === undefined) {
    const text = parameter.nameOverride ?? parameter.name;
    return { root, steps: [{ key: `parameters/${parameter.in}/${parameter.name}`, order: 1, text }] };
  }
  return {
    root: {
      key: `#/components/parameters/${component}`,
      role: 'parameter',
      name: component,
      layer: 'shared',
      module: moduleName(component),
    },
    steps: [],
  };
}

function bodyField(body: RequestBody, model: BodyModel, builder: Builder): Field {
  const isNullable = model.type.kind === 'nullable';
  return {
    name: bodyFieldName(body, model, builder),
    wire: 'body',
    type: model.type,
    required: body.required,
    nullable: isNullable,
    constant: false,
    ...(body.description !== undefined && { doc: body.description }),
    annotations: [],
  };
}

/** The schema's name where it has one, else as configured. */
function bodyFieldName(body: RequestBody, model: BodyModel, builder: Builder): string {
  const configured = builder.config.generation.requestBodyFieldName;
  if (configured !== '') return fieldName(configured);
  const use = body.content[0]?.schema;
  const schema = use && builder.api.schemas.get(use.schema);
  const isNamed = schema?.component !== undefined && model.type.kind === 'declared';
  return !isNamed ? 'request_body' : fieldName(schema.component);
}

function planBodies(
  operation: Operation,
  hasParameters: boolean,
  root: Root,
  { builder }: OperationContext,
): readonly BodyModel[] {
  const { body } = operation;
  if (!body) return [];
  return body.content.map((media, index) => {
    const place = bodyPlace(body, media, index, root, hasParameters);
    const type = bodyType(media, place, builder);
    const object = classOf(type);
    return { mediaType: media.type, type, ...(object && { object }) };
  });
}

function bodyPlace(
  body: RequestBody,
  media: MediaType,
  index: number,
  root: Root,
  hasParameters: boolean,
): Place {
  const tag = index === 0 ? {} : { tag: media.kind };
  if (body.component !== undefined) {
    const own: Root = {
      key: `#/components/requestBodies/${body.component}`,
      role: 'requestBody',
      name: body.component,
      layer: 'shared',
      module: moduleName(body.component),
    };
    return {
      root: own,
      steps: index === 0 ? [] : [{ key: `content/${index}`, order: index, text: '', ...tag }],
    };
  }
  const text = hasParameters ? 'request body' : 'request';
  return { root, steps: [{ key: `requestBody/${index}`, order: 2, text, ...tag, role: true }] };
}

function bodyType(media: MediaType, place: Place, builder: Builder): PyType {
  if (media.kind === 'binary') return upload;
  if (!media.schema) return media.kind === 'text' || media.kind === 'xml' ? str : any;
  const target = builder.api.schemas.get(media.schema.schema);
  if (target?.kind === 'string' && target.format === 'binary') return upload;
  const multipart = media.kind === 'multipart';
  return builder.type(media.schema, { ...place, ...(multipart && { multipart }) }, 'input');
}

/** The class behind a type, where it is one. */
export function classOf(type: PyType): ClassDecl | undefined {
  if (type.kind === 'nullable') return classOf(type.of);
  return type.kind === 'declared' && type.decl.kind === 'class' ? type.decl : undefined;
}

// --- Responses ------------------------------------------------------------------------------------------

type Responses = Pick<OperationModels, 'result' | 'responses' | 'envelope'>;

function planResponses(operation: Operation, root: Root, context: OperationContext): Responses {
  const { builder, errors } = context;
  const format = builder.config.python.responseFormat;
  const successes = operation.responses.filter((response) => !response.isError);
  const wrapped =
    format !== 'flat' ||
    operation.pagination !== undefined ||
    operation.responses.some((response) => response.headers.length > 0);
  const responses: Mutable<ResponseModel>[] = [];
  for (const response of operation.responses) {
    for (const media of response.content) {
      const place = responsePlace(response, media, root, wrapped);
      if (response.isError) responses.push(errors.response(response, media, root));
      else
        responses.push({
          status: response.status,
          mediaType: media.type,
          type: resultType(media, place, builder),
        });
    }
  }
  const given = responses.filter(
    ({ error, status }) => !error && successes.some((response) => response.status === status),
  );
  const result = planResult(given, successes, root, wrapped, builder);
  if (!wrapped) return { result, responses };
  const decl = planEnvelope(operation, responses, result, root, builder);
  return {
    result: { kind: 'declared', decl },
    responses,
    envelope: { kind: format === 'flat' ? 'result' : format, decl },
  };
}

function responsePlace(response: Response, media: MediaType, root: Root, wrapped: boolean): Place {
  if (response.component !== undefined) {
    const own: Root = {
      key: `#/components/responses/${response.component}`,
      role: 'response',
      name: response.component,
      layer: 'shared',
      module: moduleName(response.component),
    };
    return { root: own, steps: [] };
  }
  const text = wrapped ? 'response body' : 'response';
  return { root, steps: [{ key: `responses/${response.status}/${media.type}`, order: 3, text, role: true }] };
}

function resultType(media: MediaType, place: Place, builder: Builder): PyType {
  const target = media.schema && builder.api.schemas.get(media.schema.schema);
  switch (media.kind) {
    case 'binary':
      return rawResponse;
    case 'text':
    case 'xml':
      return media.schema && target?.kind !== 'object' ? builder.type(media.schema, place, 'output') : str;
    case 'sse':
    case 'jsonl': {
      const item = media.item ?? media.schema;
      return item ? builder.type(item, place, 'output') : str;
    }
    case 'json':
    case 'form':
    case 'multipart':
      if (target?.kind === 'string' && target.format === 'binary') return rawResponse;
      return media.schema ? builder.type(media.schema, place, 'output') : any;
  }
}

/** The body of a successful call: one type, or a union of several under a name of its own. */
function planResult(
  given: readonly ResponseModel[],
  successes: readonly Response[],
  root: Root,
  wrapped: boolean,
  builder: Builder,
): PyType {
  if (given.length === 0) return none;
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
  if (type.kind !== 'union' || given.length === 1) return type;
  const alias = { kind: 'alias', name: '', module: '', exportedBy: '', type } as const;
  const text = wrapped ? 'response body' : 'response';
  const decl = builder.declare(alias, { root, steps: [] }, { key: '/result', asks: roleAsks(root, text) });
  return { kind: 'declared', decl };
}

function planEnvelope(
  operation: Operation,
  responses: Mutable<ResponseModel>[],
  result: PyType,
  root: Root,
  builder: Builder,
): ClassDecl {
  const decl = emptyClass();
  const { responseFormat, fixFlags } = builder.config.python;
  decl.fields =
    responseFormat === 'flat'
      ? resultFields(operation, result)
      : [...metaFields(responseFormat), ...envelopeFields(operation, responses)];
  if (operation.pagination) decl.next = { async: fixFlags?.asyncPaginationSep2025 !== false };
  return builder.declare(decl, { root, steps: [] }, { key: '/response', asks: roleAsks(root, 'response') });
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

function metaFields(format: 'envelope' | 'envelope-http'): readonly Field[] {
  const http: PyType = { kind: 'external', ref: rawResponse.ref };
  if (format === 'envelope-http') {
    const meta: PyType = {
      kind: 'external',
      ref: {
        ...rawResponse.ref,
        module: '.models.components.httpmetadata',
        name: 'HTTPMetadata',
        plain: false,
      },
    };
    return [plainField('http_meta', meta, true)];
  }
  return [
    { ...plainField('content_type', str, true), doc: 'HTTP response content type for this operation' },
    {
      ...plainField('status_code', { kind: 'simple', name: 'int' }, true),
      doc: 'HTTP response status code for this operation',
    },
    {
      ...plainField('raw_response', http, true),
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
  if (response.type.kind === 'external') return 'stream';
  return response.type.kind === 'declared' && operation.responses.length > 0 ? 'object' : 'res';
}

function plainField(name: string, type: PyType, required: boolean): Field {
  return { name, wire: name, type, required, nullable: false, constant: false, annotations: [] };
}

// --- SDK-wide parameters and servers --------------------------------------------------------------------

function planGlobals(operation: Operation, root: Root, builder: Builder): ClassDecl | undefined {
  const globals = operation.parameters.filter((parameter) => parameter.global);
  if (globals.length === 0) return undefined;
  return globalsClass(globals, root, builder, '/globals', join(root.name, 'globals'));
}

/** A class with every SDK-wide parameter as an optional field. */
export function globalsClass(
  globals: readonly Parameter[],
  root: Root,
  builder: Builder,
  key: string,
  name: string,
): ClassDecl {
  const decl = emptyClass();
  const used = new Set<string>();
  decl.fields = globals.map((parameter) =>
    unique({ ...parameterField(parameter, root, builder), required: false }, used),
  );
  return builder.declare(decl, { root, steps: [] }, { key, asks: [[name], [name, 'globals']] });
}

/** The constant with the operation's own servers. */
export function operationServers(
  operation: Operation,
  root: Root,
): Omit<ServersDecl, 'module' | 'exportedBy'> | undefined {
  if (!operation.servers || operation.servers.length === 0) return undefined;
  return {
    name: `${constantName(root.name)}_OP_SERVERS`,
    urls: operation.servers.map((server) => server.url),
  };
}

export function emptyClass(): Mutable<ClassDecl> {
  return { kind: 'class', name: '', module: '', exportedBy: '', fields: [] };
}

/** Null where the type admits it. */
export function withNull(type: PyType, isNullable: boolean): PyType {
  return isNullable ? nullable(type) : type;
}
