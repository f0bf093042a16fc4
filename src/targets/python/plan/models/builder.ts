/**
 * Builds the declarations of schemas while types are asked for. Components are declared once; a type that
 * stands inline is declared for each place that it stands in. Names come last, when all have been asked for.
 */
import type {
  Api,
  EnumSchema,
  ObjectSchema,
  Schema,
  SchemaId,
  SchemaUse,
  UnionSchema,
} from '../../../../api/types.ts';
import type { Config } from '../../../../config/schema.ts';
import { moduleName } from '../names.ts';
import type { AliasDecl, ClassDecl, Declaration, EnumDecl, PyType } from '../types.ts';
import { planEnum } from './enums.ts';
import { planFields } from './fields.ts';
import { fileClass, httpMetadata, metadataPlace } from './fixed-classes.ts';
import { singular } from './inflect.ts';
import { type Ask, inside, isSamePlace, type Place, type Root, renamed, type Step } from './place.ts';
import { any, bytes, nullable, plainType, unionOf } from './scalars.ts';
import type { Side, Sides, Variant } from './sides.ts';
import { hasAlikes, memberSteps, planUnion } from './unions.ts';

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A declaration that still has to get its name and module. */
export interface Draft {
  /** Behind the place's key: tells it from what else is declared there. */
  readonly ending: string;
  readonly decl: Mutable<Exclude<Declaration, { kind: 'error' }>>;
  readonly place: Place;
  readonly variant: Variant;
  /** Title or name override of the schema. */
  readonly title?: string | undefined;
  /** The name itself, where it is not to be found. */
  readonly asks?: readonly Ask[] | undefined;
  /** Tells it from something of another kind that wants the same name: `Enum`, `Union`. */
  readonly suffix?: string | undefined;
  readonly suffixed?: boolean | undefined;
}

/** An inline schema at the places that it was seen at so far; nearly always it is one. */
interface Inline {
  /** While what is in it is being made. */
  open: PyType | undefined;
  readonly made: { readonly place: Place; readonly variant: Variant; readonly type: PyType }[];
}

export interface Builder {
  readonly api: Api;
  readonly config: Config;
  readonly sides: Sides;
  readonly drafts: Draft[];
  /** The type of a schema at a place, or at a step from it. */
  type(use: SchemaUse, place: Place, side: Side, step?: Step): PyType;
  /** The type of a schema that is the same wherever it stands; nothing where it is declared at its place. */
  anywhere(use: SchemaUse, side: Side, multipart?: boolean): PyType | undefined;
  /** The class of `http_meta`, declared at its first use. */
  httpMetadata(): ClassDecl;
  /** Fills everything that was declared so far. */
  finish(): void;
  /** The type that a schema got at the first place it was seen at. */
  known(id: SchemaId, side: Side): PyType | undefined;
  /** Declares something at a place. */
  declare<T extends Draft['decl']>(decl: T, place: Place, more?: Partial<Draft>): T;
}

/** Root of a component schema. */
export function schemaRoot(schema: Schema): Root {
  const name = schema.nameOverride ?? schema.component ?? schema.title ?? 'model';
  const { namespace } = schema;
  return {
    key: schema.id,
    role: 'schema',
    name,
    layer: 'shared',
    module: moduleName(name),
    ...(namespace !== undefined && { namespace: namespace.split(/[./]/).map(moduleName).join('.') }),
  };
}

export function createBuilder(
  api: Api,
  config: Config,
  sides: Sides,
  served: ReadonlySet<SchemaId>,
): Builder {
  const components = byVariant();
  const inline = new Map<SchemaId, Inline>();
  const queue: (() => void)[] = [];
  const drafts: Draft[] = [];
  const itemName = config.generation.useClassNamesForArrayFields ? singular : sameText;
  let metadata: ClassDecl | undefined;

  function type(use: SchemaUse, place: Place, side: Side, step?: Step): PyType {
    const schema = api.schemas.get(use.schema);
    if (!schema) return any;
    const found =
      settled(schema, side, place.multipart) ?? placed(schema, step ? inside(place, step) : place, side);
    return use.nullable ? nullable(found) : found;
  }

  function anywhere(use: SchemaUse, side: Side, multipart?: boolean): PyType | undefined {
    const schema = api.schemas.get(use.schema);
    const found = schema ? settled(schema, side, multipart) : any;
    return found && use.nullable ? nullable(found) : found;
  }

  /** The type that needs no place; nothing for a component's before the first one. */
  function settled(schema: Schema, side: Side, multipart: boolean | undefined): PyType | undefined {
    if (isFile(schema)) return multipart ? undefined : bytes;
    if (schema.component === undefined) return plainType(schema, config);
    return plainType(schema, config) ?? components[sides.variant(schema.id, side)].get(schema.id);
  }

  /** The type of a schema that is declared at a place. */
  function placed(schema: Schema, place: Place, side: Side): PyType {
    const { id } = schema;
    const variant = sides.variant(id, side);
    if (schema.component !== undefined && !isFile(schema)) {
      const own = schemaRoot(schema);
      const root = schema.variantOf === undefined ? own : { ...own, home: place, layer: place.root.layer };
      const home: Place = { root, steps: [], multipart: place.multipart };
      return make(schema, home, side, variant, (made) => components[variant].set(id, made));
    }
    const seen = inlineOf(id);
    if (seen.open) return seen.open;
    const known = seen.made.find((one) => one.variant === variant && isSamePlace(one.place, place));
    if (known) return known.type;
    const type = make(schema, place, side, variant, (made) => {
      seen.open = made;
    });
    seen.open = undefined;
    seen.made.push({ place, variant, type });
    return type;
  }

  function inlineOf(id: SchemaId): Inline {
    const known = inline.get(id);
    if (known) return known;
    const fresh: Inline = { open: undefined, made: [] };
    inline.set(id, fresh);
    return fresh;
  }

  function make(
    schema: Schema,
    place: Place,
    side: Side,
    variant: Variant,
    remember: (type: PyType) => void,
  ): PyType {
    const keep = (made: PyType): PyType => {
      remember(made);
      return made;
    };
    switch (schema.kind) {
      case 'string':
        return keep(declared(declareOwn(fileClass(schema), place, schema, variant)));
      case 'enum':
        return keep(declared(makeEnum(schema, place, variant)));
      case 'array':
        return keep(makeList(schema, place, side, remember));
      case 'object':
        return isMap(schema)
          ? keep(makeMap(schema, place, side, remember))
          : makeClass(schema, place, side, variant, keep);
      case 'union':
        return makeUnion(schema, place, side, variant, keep);
      default:
        return any;
    }
  }

  function makeEnum(schema: EnumSchema, place: Place, variant: Variant): EnumDecl {
    const decl = planEnum(schema, config, served.has(schema.id));
    return declareOwn(decl, place, schema, variant, 'Enum');
  }

  function makeList(
    schema: Schema & { kind: 'array' },
    place: Place,
    side: Side,
    remember: (type: PyType) => void,
  ): PyType {
    const list: { kind: 'list'; item: PyType } = { kind: 'list', item: any };
    remember(list);
    list.item =
      anywhere(schema.items, side, place.multipart) ??
      type(schema.items, renamed(place, 'items', itemName), side);
    return list;
  }

  function makeMap(schema: ObjectSchema, place: Place, side: Side, remember: (type: PyType) => void): PyType {
    const map: { kind: 'dict'; value: PyType } = { kind: 'dict', value: any };
    remember(map);
    map.value = additionalType(schema, place, side) ?? any;
    return map;
  }

  function additionalType(schema: ObjectSchema, place: Place, side: Side): PyType | undefined {
    if (schema.additional.kind !== 'allowed') return undefined;
    const { use } = schema.additional;
    if (!use) return any;
    return (
      anywhere(use, side, place.multipart) ??
      type(use, renamed(place, 'additionalProperties', sameText), side)
    );
  }

  function makeClass(
    schema: ObjectSchema,
    place: Place,
    side: Side,
    variant: Variant,
    keep: (type: PyType) => PyType,
  ): PyType {
    const decl = declareOwn(emptyClass(schema), place, schema, variant);
    const made = keep(declared(decl));
    const fill = (): void => {
      decl.fields = planFields(builder, schema, { place, side, variant });
      if (schema.additional.kind !== 'allowed') return;
      const additional = additionalType(schema, inside(place, additionalStep), side);
      if (additional) decl.additional = additional;
    };
    // A component's content is built later, so that depth does not matter; what is inline needs its place now.
    if (schema.component === undefined) fill();
    else queue.push(fill);
    return made;
  }

  function makeUnion(
    schema: UnionSchema,
    place: Place,
    side: Side,
    variant: Variant,
    keep: (type: PyType) => PyType,
  ): PyType {
    const decl = emptyAlias(schema);
    const made = declared(decl);
    if (!isPlainUnion(api, schema)) keep(made);
    const also = schema.also ?? [];
    const all = [...also, ...schema.members];
    const steps = memberSteps(api, all);
    const types = all.map((member, index) => type(member, place, side, steps[index]));
    const members = types.slice(also.length);
    const target = unionOf(members);
    if (target.kind !== 'union' && isPlainUnion(api, schema)) return keep(target);
    keep(made);
    Object.assign(
      decl,
      planUnion(schema, members, types.slice(0, also.length), config, served.has(schema.id)),
    );
    declareOwn(decl, place, schema, variant, 'Union', hasAlikes(steps));
    return made;
  }

  /** Declares what stands for a schema. */
  function declareOwn<T extends Draft['decl']>(
    decl: T,
    place: Place,
    schema: Schema,
    variant: Variant,
    suffix?: 'Enum' | 'Union',
    suffixed = false,
  ): T {
    const title = schema.nameOverride ?? (schema.component === undefined ? schema.title : undefined);
    const ending = `${schema.kind === 'union' ? '/union' : ''}${variant === 'both' ? '' : `/${variant}`}`;
    drafts.push({ ending, decl, place, variant, title, asks: undefined, suffix, suffixed });
    return decl;
  }

  function declare<T extends Draft['decl']>(decl: T, place: Place, more: Partial<Draft> = {}): T {
    const { ending = '', title, asks, suffix, suffixed, variant = 'both' } = more;
    drafts.push({ ending, decl, place, variant, title, asks, suffix, suffixed });
    return decl;
  }

  const builder: Builder = {
    api,
    config,
    sides,
    drafts,
    type,
    anywhere,
    declare,
    known: (id, side) => {
      const schema = api.schemas.get(id);
      const plain = schema && plainType(schema, config);
      if (plain) return plain;
      const variant = sides.variant(id, side);
      return components[variant].get(id) ?? inline.get(id)?.made.find((one) => one.variant === variant)?.type;
    },
    httpMetadata() {
      metadata ??= declare(httpMetadata(), metadataPlace, { asks: [['HTTPMetadata']] });
      return metadata;
    },
    finish() {
      for (let fill = queue.shift(); fill; fill = queue.shift()) fill();
    },
  };
  return builder;
}

/** Types by the ids of schemas, for each declaration that a schema may have. */
function byVariant(): Readonly<Record<Variant, Map<SchemaId, PyType>>> {
  return { both: new Map(), input: new Map(), output: new Map() };
}

function sameText(text: string): string {
  return text;
}

function isFile(schema: Schema): boolean {
  return schema.kind === 'string' && schema.format === 'binary';
}

const additionalStep = { key: 'additionalProperties', order: 0, text: 'additional properties' };

/** No declared properties, but others of some type. */
function isMap(schema: ObjectSchema): boolean {
  return schema.properties.length === 0 && schema.additional.kind === 'allowed';
}

/** Only of types without names: it may turn out to be one type. */
function isPlainUnion(api: Api, schema: UnionSchema): boolean {
  return schema.members.every((member) => {
    const target = api.schemas.get(member.schema);
    return !target || !['object', 'array', 'union', 'enum'].includes(target.kind);
  });
}

function declared(decl: Declaration): PyType & { kind: 'declared' } {
  return { kind: 'declared', decl };
}

function emptyClass(schema: ObjectSchema): Mutable<ClassDecl> {
  const decl: Mutable<ClassDecl> = {
    kind: 'class',
    name: '',
    module: '',
    exportedBy: '',
    schema,
    fields: [],
  };
  const doc = schema.description ?? schema.title;
  if (doc !== undefined) decl.doc = doc;
  if (schema.deprecation) decl.deprecation = schema.deprecation;
  return decl;
}

function emptyAlias(schema: UnionSchema): Mutable<AliasDecl> {
  const decl: Mutable<AliasDecl> = {
    kind: 'alias',
    name: '',
    module: '',
    exportedBy: '',
    schema,
    type: any,
  };
  const doc = schema.description ?? schema.title;
  if (doc !== undefined) decl.doc = doc;
  return decl;
}
