/** Exceptions with typed data. */
import type { MediaType, Response, Schema, SchemaId } from '../../../../api/types.ts';
import { fieldName, moduleName } from '../names.ts';
import type { AliasDecl, ClassDecl, ErrorDecl, PyType, ResponseModel } from '../types.ts';
import { type Builder, type Mutable, schemaRoot } from './builder.ts';
import { planFields } from './fields.ts';
import type { Ask, Place, Root } from './place.ts';
import { any, str } from './scalars.ts';
import { statusReason } from './status.ts';

/** An error that still has to get its name and module. */
export interface ErrorDraft {
  readonly key: string;
  readonly decl: Mutable<ErrorDecl>;
  readonly asks: readonly Ask[];
  readonly module: string;
}

export interface Errors {
  readonly drafts: readonly ErrorDraft[];
  /** The model of an error response; declares its error where it has a schema. */
  response(response: Response, media: MediaType, operation: Root): ResponseModel;
}

/** Keeps one error for each schema. */
export function createErrors(builder: Builder): Errors {
  const known = new Map<string, ErrorDecl>();
  const drafts: ErrorDraft[] = [];
  /** Inline schemas of a status that read the same, with the key of the first. */
  const alike = new Map<string, string>();

  function response(from: Response, media: MediaType, operation: Root): ResponseModel {
    const schema = media.schema && builder.api.schemas.get(media.schema.schema);
    const { status } = from;
    const mediaType = media.type;
    if (!schema || (media.kind !== 'json' && media.kind !== 'sse'))
      return { status, mediaType, type: schema ? any : str };
    if (schema.kind !== 'object' && schema.kind !== 'union' && schema.kind !== 'array') {
      const type = builder.type({ schema: schema.id, nullable: false }, placeOf(schema), 'output');
      return { status, mediaType, type };
    }
    const shared =
      schema.component !== undefined || from.component !== undefined || schema.nameOverride !== undefined;
    const key = shared ? schema.id : inlineKey(schema, from, operation);
    const error = known.get(key) ?? declare(key, schema, from, operation);
    return { status, mediaType, type: { kind: 'declared', decl: error.data }, error };
  }

  function inlineKey(schema: Schema, { status }: Response, operation: Root): string {
    if (!builder.config.generation.deduplicateErrors) return `${schema.id}\0${operation.key}`;
    const text = JSON.stringify(schema.node.value);
    const same = `${status} ${text}`;
    const first = alike.get(same) ?? `${schema.id}\0${operation.key}`;
    alike.set(same, first);
    return first;
  }

  function declare(key: string, schema: Schema, from: Response, operation: Root): ErrorDecl {
    const named = nameOf(schema, from, operation, builder);
    const shared = schema.component !== undefined;
    // What stands inside is the same as inside the component's model, where there is one.
    const root: Root = {
      key: shared ? schemaRoot(schema).key : `error:${key}`,
      role: 'error',
      name: named.root,
      layer: 'shared',
      module: named.module,
    };
    const place: Place = { root, steps: [] };
    const data = dataOf(schema, place, builder);
    const { description: doc, deprecation } = schema;
    const decl: Mutable<ErrorDecl> = {
      kind: 'error',
      name: '',
      module: '',
      exportedBy: '',
      schema,
      data,
      ...(doc !== undefined && { doc }),
    };
    if (data.kind === 'class' && deprecation) (data as Mutable<ClassDecl>).deprecation = deprecation;
    const paths = messagePaths(schema, builder, new Set());
    if (paths.length > 0) decl.messagePaths = paths;
    drafts.push({ key, decl, asks: named.asks, module: named.module });
    known.set(key, decl);
    return decl;
  }

  return { drafts, response };
}

function placeOf(schema: Schema): Place {
  const name = schema.component ?? 'error';
  return {
    root: { key: schema.id, role: 'error', name, layer: 'shared', module: moduleName(name) },
    steps: [],
  };
}

interface ErrorName {
  /** What the types inside are named after. */
  readonly root: string;
  readonly asks: readonly Ask[];
  readonly module: string;
}

function nameOf(schema: Schema, from: Response, operation: Root, builder: Builder): ErrorName {
  const suffix = builder.config.generation.skipErrorSuffix ? '' : 'error';
  const own = schema.nameOverride ?? schema.component ?? from.component;
  if (own !== undefined) {
    const plain = /error/i.test(own) || suffix === '';
    const module = moduleName(own);
    return {
      root: own,
      asks: plain ? [[own], [own, 'error']] : [[own, 'error']],
      module: plain ? module : `${module}_error`,
    };
  }
  const reason = statusReason(from.status) ?? (from.status === 'default' ? '' : `Status${from.status}`);
  const first = reason === '' ? operation.name : reason;
  return {
    root: operation.name,
    asks: [
      [first, 'error'],
      [operation.name, reason, 'error'],
    ],
    module: operation.module,
  };
}

function dataOf(schema: Schema, place: Place, builder: Builder): Mutable<ClassDecl> | Mutable<AliasDecl> {
  const common = { name: '', module: '', exportedBy: '', schema };
  if (schema.kind === 'object') {
    const variant = builder.sides.variant(schema.id, 'output');
    return {
      ...common,
      kind: 'class',
      fields: planFields(builder, schema, { place, side: 'output', variant }),
    };
  }
  const type: PyType = builder.type({ schema: schema.id, nullable: false }, place, 'output');
  return { ...common, kind: 'alias', type };
}

/**
 * Python names on the way to the property marked as the message: one path, or one for each member of a union.
 * Of a list the first item speaks.
 */
function messagePaths(schema: Schema, builder: Builder, seen: Set<string>): readonly (readonly string[])[] {
  if (seen.has(schema.id)) return [];
  seen.add(schema.id);
  const inside = (id: SchemaId) => {
    const target = builder.api.schemas.get(id);
    return target ? messagePaths(target, builder, seen) : [];
  };
  if (schema.kind === 'union') return schema.members.flatMap((member) => inside(member.schema));
  if (schema.kind === 'array') return inside(schema.items.schema);
  if (schema.kind !== 'object') return [];
  for (const property of schema.properties) {
    const name = fieldName(property.nameOverride ?? property.name);
    if (property.errorMessage) return [[name]];
    const paths = inside(property.use.schema);
    if (paths.length > 0) return paths.map((path) => [name, ...path]);
  }
  return [];
}
