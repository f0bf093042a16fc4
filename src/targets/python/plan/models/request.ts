/** What an operation is given: its parameters and bodies. */
import type { MediaType, Operation, Parameter, RequestBody } from '../../../../api/types.ts';
import { fieldName, moduleName, parameterFieldName } from '../names.ts';
import type { BodyModel, ClassDecl, Field, PyType } from '../types.ts';
import type { Builder } from './builder.ts';
import { defaultOf, unique } from './fields.ts';
import { emptyModel } from './fixed-classes.ts';
import type { Ask, Place, Root } from './place.ts';
import { any, isPlainText, str, upload } from './scalars.ts';
import type { Side } from './sides.ts';

/** `<OpId>Request`: parameters and body as fields. */
export function planRequest(
  operation: Operation,
  shown: readonly Parameter[],
  bodies: readonly BodyModel[],
  root: Root,
  builder: Builder,
): ClassDecl {
  const decl = emptyModel();
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
export function roleAsks(root: Root, role: string): readonly Ask[] {
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
  if (!media.schema) return any;
  if (target?.kind === 'string' && target.format === 'binary') return upload;
  const multipart = media.kind === 'multipart';
  return builder.type(media.schema, { ...place, ...(multipart && { multipart }) }, side);
}

/** The class behind a type, where it is one. */
export function classOf(type: PyType): ClassDecl | undefined {
  if (type.kind === 'nullable') return classOf(type.of);
  return type.kind === 'declared' && type.decl.kind === 'class' ? type.decl : undefined;
}
