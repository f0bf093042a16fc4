/** What an operation is given: its parameters and bodies. */
import type { MediaType, Operation, Parameter, RequestBody, Schema } from '../../../../api/types.ts';
import { remembered } from '../../remembered.ts';
import { argumentForm } from '../argument-form.ts';
import { fieldName, moduleName, parameterFieldName } from '../names.ts';
import { sendable } from '../sendable.ts';
import type { BodyModel, ClassDecl, Field, PyType } from '../types.ts';
import type { Builder, Mutable } from './builder.ts';
import { defaultOf, noAnnotations, unique } from './fields.ts';
import { emptyModel } from './fixed-classes.ts';
import type { Ask, Place, Root } from './place.ts';
import { any, isPlainText, sameType, str, upload } from './scalars.ts';
import type { Side } from './sides.ts';

/** `<OpId>Request`: parameters and body as fields; `<OpId>RawRequest` for a body other than the first. */
export function planRequest(
  operation: Operation,
  shown: readonly Parameter[],
  body: BodyModel | undefined,
  root: Root,
  builder: Builder,
  suffix = '',
): ClassDecl {
  const decl = emptyModel();
  const taken = body?.object && new Set(body.object.fields.map((field) => field.name));
  const used = new Set<string>();
  const fields = shown.map((parameter) => {
    const field = parameterField(parameter, root, builder);
    const clear = taken?.has(field.name) ? { ...field, name: `${field.name}_param` } : field;
    return unique(clear, used);
  });
  if (operation.body && body) fields.push(unique(bodyField(operation.body, body, builder), used));
  decl.fields = fields;
  const asks = roleAsks(root, `${suffix} request`.trim());
  return builder.declare(decl, { root, steps: [] }, { ending: `/request${suffix}`, asks });
}

/** The request classes of methods that send a body of another type than the first, inside of one `request`. */
export function planVariants(
  operation: Operation,
  shown: readonly Parameter[],
  bodies: readonly BodyModel[],
  root: Root,
  builder: Builder,
): ReadonlyMap<number, ClassDecl> {
  const variants = new Map<number, ClassDecl>();
  if (bodies.length < 2) return variants;
  const { api, config } = builder;
  const first = bodies[0];
  for (const { index, suffix } of sendable(operation)) {
    const body = bodies[index];
    const isOther = first && body && !sameType(first.type, body.type);
    const form = argumentForm(operation, operation.body?.content[index], api, config);
    if (!isOther || form !== 'request') continue;
    const word = suffix.replaceAll('_', ' ').trim();
    variants.set(index, planRequest(operation, shown, body, root, builder, word));
  }
  return variants;
}

/** `GetThingRequest`; where something else has that name, the role once more. */
export function roleAsks(root: Root, role: string): readonly Ask[] {
  return [
    [root.name, role],
    [root.name, role, role],
  ];
}

/** A parameter as a field of a request or globals class. */
export function parameterField(parameter: Parameter, root: Root, builder: Builder): Field {
  const use = parameter.schema;
  const type = builder.anywhere(use, 'input') ?? builder.type(use, parameterPlace(parameter, root), 'input');
  const target = builder.api.schemas.get(parameter.schema.schema);
  const field: Mutable<Field> = {
    name: parameterFieldName(parameter.nameOverride ?? parameter.name),
    wire: parameter.name,
    type,
    required: parameter.required && !parameter.global,
    nullable: parameter.schema.nullable,
    constant: target?.kind === 'const',
    annotations: noAnnotations,
    parameter,
  };
  const fallback = target?.kind === 'const' ? target.value : defaultOf({}, target, type);
  if (fallback !== undefined) field.default = fallback;
  if (parameter.description !== undefined) field.doc = parameter.description;
  if (parameter.deprecation) field.deprecation = parameter.deprecation;
  return field;
}

function parameterPlace(parameter: Parameter, root: Root): Place {
  if (parameter.component !== undefined) return sharedPlace(parameter.component);
  const text = parameter.nameOverride ?? parameter.name;
  return { root, steps: [{ key: `parameters/${parameter.in}/${parameter.name}`, order: 1, text }] };
}

const sharedPlace = remembered((component): Place => {
  const key = `#/components/parameters/${component}`;
  const module = moduleName(component);
  return { root: { key, role: 'parameter', name: component, layer: 'shared', module }, steps: [] };
});

function bodyField(body: RequestBody, model: BodyModel, builder: Builder): Field {
  const isNullable = model.type.kind === 'nullable';
  const name = bodyFieldName(body, model, builder);
  return {
    name,
    wire: name,
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

/** The bodies that can be sent; of requests that the API sends itself, those that can come. */
export function planBodies(
  operation: Operation,
  hasParameters: boolean,
  root: Root,
  builder: Builder,
  side: Side,
): readonly BodyModel[] {
  const { body } = operation;
  if (!body) return [];
  return body.content.map((media, index) => {
    const place = bodyPlace(body, media, index, root, hasParameters);
    const type = bodyType(media, place, builder, side);
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

function bodyType(media: MediaType, place: Place, builder: Builder, side: Side): PyType {
  if (media.kind === 'binary') return upload;
  const target = media.schema && builder.api.schemas.get(media.schema.schema);
  if (isPlainText(media, target)) return str;
  const multipart = media.kind === 'multipart';
  if (multipart || media.kind === 'form') {
    // A form is made of names and values, also where the document says something else of it, or nothing.
    if (!media.schema || !target || unnamed.has(target.kind)) return { kind: 'dict', value: any };
    return builder.type(media.schema, { ...place, ...(multipart && { multipart }) }, side);
  }
  if (!media.schema) return any;
  if (target?.kind === 'string' && target.format === 'binary') return upload;
  return builder.type(media.schema, place, side);
}

const unnamed: ReadonlySet<Schema['kind']> = new Set(['any', 'string', 'number', 'boolean', 'enum', 'const']);

/** The class behind a type, where it is one. */
export function classOf(type: PyType): ClassDecl | undefined {
  if (type.kind === 'nullable') return classOf(type.of);
  return type.kind === 'declared' && type.decl.kind === 'class' ? type.decl : undefined;
}
