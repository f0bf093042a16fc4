/** Fields of a model from the properties of its schema. */
import type { ObjectSchema, Property, Schema } from '../../../../api/types.ts';
import type { Json } from '../../../../document/types.ts';
import { fieldName } from '../names.ts';
import type { Field, PyType } from '../types.ts';
import type { Builder, Mutable } from './builder.ts';
import type { Place } from './place.ts';
import { any } from './scalars.ts';
import { propertiesOn, type Side, type Variant } from './sides.ts';

interface Home {
  readonly place: Place;
  readonly side: Side;
  readonly variant: Variant;
}

/** The fields of an object schema that stand on a side. */
export function planFields(builder: Builder, schema: ObjectSchema, home: Home): readonly Field[] {
  const used = new Set<string>();
  if (schema.additional.kind === 'allowed') used.add('additional_properties');
  return propertiesOn(builder.api, schema, home.variant).map((property, index) =>
    unique(planField(builder, property, index, home), used),
  );
}

function planField(builder: Builder, property: Property, index: number, { place, side }: Home): Field {
  const { use } = property;
  const target = builder.api.schemas.get(use.schema);
  const text = property.nameOverride ?? property.name;
  const type = borrowsName(property, target)
    ? any
    : (builder.anywhere(use, side, place.multipart) ??
      builder.type(use, place, side, { key: `properties/${property.name}`, order: -index, text }));
  const constant = target?.kind === 'const' && !use.nullable;
  const plain = fieldName(text);
  const upper = constant && builder.config.python.constFieldCasing === 'upper';
  const field: Mutable<Field> = {
    name: upper ? plain.replace(/_$/, '').toUpperCase() : plain,
    wire: property.name,
    type,
    required: property.required,
    nullable: use.nullable,
    constant,
    annotations: noAnnotations,
    property,
  };
  // Not spread into the object: there are thousands of fields.
  const fallback = constant ? target.value : defaultOf(property, target, type);
  if (upper) field.twinName = plain;
  if (fallback !== undefined) field.default = fallback;
  if (property.description !== undefined) field.doc = property.description;
  if (property.deprecation) field.deprecation = property.deprecation;
  return field;
}

export const noAnnotations: Field['annotations'] = [];

/** A property of another union is kept whatever it is, but declares nothing of its own. */
function borrowsName(property: Property, target: Schema | undefined): boolean {
  if (!property.borrowed || !target || target.component !== undefined) return false;
  return ['object', 'enum', 'union', 'array'].includes(target.kind);
}

/** The default, where it is a plain value of the type. */
export function defaultOf(
  property: Pick<Property, 'default'>,
  target: Schema | undefined,
  type: PyType,
): Json | undefined {
  const given = property.default ?? target?.default;
  if (given === undefined || typeof given === 'object') return undefined;
  return fits(given, type) ? given : undefined;
}

function fits(value: Json, type: PyType): boolean {
  switch (type.kind) {
    case 'nullable':
      return value === null || fits(value, type.of);
    case 'annotated':
      return fits(value, type.of);
    case 'any':
      return true;
    case 'simple':
      return simpleFits(value, type.name);
    case 'literal':
      return type.values.some((candidate) => candidate === value);
    case 'union':
      return type.members.some((member) => fits(value, member));
    case 'declared':
      if (type.decl.kind === 'enum') return type.decl.members.some((member) => member.value === value);
      return type.decl.kind === 'alias' && fits(value, type.decl.type);
    default:
      return false;
  }
}

function simpleFits(value: Json, name: string): boolean {
  switch (name) {
    case 'str':
      return typeof value === 'string';
    case 'bool':
      return typeof value === 'boolean';
    case 'int':
      return typeof value === 'number' && Number.isInteger(value);
    case 'float':
      return typeof value === 'number';
    default:
      return false;
  }
}

/** Properties whose names become the same are told apart by numbers. */
export function unique(field: Field, used: Set<string>): Field {
  let name = field.name;
  for (let count = 1; used.has(name); count++) name = `${field.name}${count}`;
  used.add(name);
  return name === field.name ? field : { ...field, name };
}
