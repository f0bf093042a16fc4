/** Fields of a model from the properties of its schema. */
import type { ObjectSchema, Property, Schema } from '../../../../api/types.ts';
import type { Json } from '../../../../document/types.ts';
import { fieldName } from '../names.ts';
import type { Field, PyType } from '../types.ts';
import type { Builder } from './builder.ts';
import { inside, type Place } from './place.ts';
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
  return propertiesOn(builder.api, schema, home.variant).map((property, index) => {
    const field = planField(builder, property, index, home);
    return unique(field, used);
  });
}

function planField(builder: Builder, property: Property, index: number, { place, side }: Home): Field {
  const target = builder.api.schemas.get(property.use.schema);
  const order = -index;
  const step = { key: `properties/${property.name}`, order, text: property.nameOverride ?? property.name };
  const type = borrowsName(property, target) ? any : builder.type(property.use, inside(place, step), side);
  const constant = target?.kind === 'const' && !property.use.nullable;
  const plain = fieldName(property.nameOverride ?? property.name);
  const upper = constant && builder.config.python.constFieldCasing === 'upper';
  const name = upper ? plain.replace(/_$/, '').toUpperCase() : plain;
  const fallback = constant ? target.value : defaultOf(property, target, type);
  const doc = property.description;
  return {
    name,
    ...(upper && { twinName: plain }),
    wire: property.name,
    type,
    required: property.required,
    nullable: property.use.nullable,
    ...(fallback !== undefined && { default: fallback }),
    constant,
    ...(doc !== undefined && { doc }),
    ...(property.deprecation && { deprecation: property.deprecation }),
    annotations: [],
    property,
  };
}

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
