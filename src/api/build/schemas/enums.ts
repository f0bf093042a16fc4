/**
 * `enum` and `const`.
 * @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.2
 */
import type { Json, Node } from '../../../document/types.ts';
import type { EnumMember, EnumSchema, Schema } from '../../types.ts';
import type { Context } from '../context.ts';
import { extensionOf, malformed, textExtension } from '../extensions.ts';
import { get, has, isObject, objectOf, present, text, type Unfinished } from '../read.ts';
import { annotationsOf } from './annotations.ts';
import { typesOf } from './keywords.ts';
import { mention } from './mentions.ts';
import { isNamedConst, type Part, partWith, type Shape } from './shape.ts';
import type { Source } from './source.ts';

type Scalar = string | number | boolean;
type Family = 'string' | 'number' | 'boolean';

/** Builds a `const`; one that is an object or array is described by its shape alone. */
export function buildConst(context: Context, source: Source, shape: Shape): Schema | undefined {
  const part = shape.mentions & mention.const ? partWith(shape, 'const') : undefined;
  if (part === undefined || source.only !== undefined) return undefined;
  const value = part.value.const;
  const common = annotationsOf(context, source, shape);
  if (value === null) return { ...common, nullable: true, kind: 'null' };
  return isScalar(value) ? { ...common, kind: 'const', value } : undefined;
}

/** Builds an `enum`, or a union of enums where the values are of several types. */
export function buildEnum(context: Context, source: Source, shape: Shape): Schema | undefined {
  if (source.only?.type !== undefined) return undefined;
  const part = shape.mentions & mention.enum ? shape.parts.findLast(listsValues) : undefined;
  if (part === undefined)
    return shape.unions.length > 0 ? buildNamedConsts(context, source, shape) : undefined;
  const values = scalarsOf(context, shape, part);
  if (values === undefined) return undefined;
  const common = annotationsOf(context, source, shape);
  common.nullable ||= source.only === undefined && admitsNull(part);
  if (values.length === 0) return { ...common, nullable: true, kind: 'null' };
  const families = [...new Set(values.map(familyOf))];
  const only = source.only?.enum;
  const [family] = only === undefined ? families : [only];
  if (only === undefined && families.length > 1) return splitEnum(context, source, shape, families);
  if (family === undefined) return undefined;
  const mine = values.filter((value) => familyOf(value) === family);
  if (family === 'boolean' && mine.length > 1) return { ...common, kind: 'boolean' };
  return enumSchema(context, shape, common, membersOf(context, part, mine), part.node);
}

function listsValues({ value }: Part): boolean {
  return Array.isArray(value.enum) && value.enum.length > 0;
}

function enumSchema(
  context: Context,
  shape: Shape,
  common: ReturnType<typeof annotationsOf>,
  members: readonly EnumMember[],
  node: Node,
): EnumSchema {
  const unknown = unknownValues(context, node);
  const format = extensionOf(context, node, 'enum-format');
  const known = format?.value === 'enum' || format?.value === 'union' ? format.value : undefined;
  if (format !== undefined && known === undefined) {
    malformed(context, format, 'enum-format', 'has to be `enum` or `union`');
  }
  const type = enumType(shape, members);
  const schema: Unfinished<EnumSchema> = Object.assign(common, { kind: 'enum' as const, type, members });
  if (unknown !== undefined) schema.open = unknown;
  if (known !== undefined) schema.format = known;
  return schema;
}

function unknownValues(context: Context, node: Node): boolean | undefined {
  const extension = extensionOf(context, node, 'unknown-values');
  if (extension === undefined) return undefined;
  if (extension.value === 'allow' || extension.value === 'disallow') return extension.value === 'allow';
  malformed(context, extension, 'unknown-values', 'has to be `allow` or `disallow`');
  return undefined;
}

function enumType(shape: Shape, members: readonly EnumMember[]): EnumSchema['type'] {
  const [first] = members;
  if (typeof first?.value !== 'number') return typeof first?.value === 'boolean' ? 'boolean' : 'string';
  const said = shape.parts.flatMap(({ value }) => typesOf(value));
  const whole = members.every(({ value }) => Number.isInteger(value));
  return whole && (said.includes('integer') || !said.includes('number')) ? 'integer' : 'number';
}

/** The values that can be members: no null, no duplicates, of the type that the schema names. */
function scalarsOf(context: Context, shape: Shape, part: Part): readonly Scalar[] | undefined {
  const listed = part.value.enum;
  if (!Array.isArray(listed)) return undefined;
  const types = shape.parts.flatMap(({ value }) => typesOf(value)).filter((type) => type !== 'null');
  const values = new Set<Scalar>();
  for (const item of listed) {
    if (item === null) continue;
    if (!isScalar(item)) return notScalar(context, part.node);
    const value = fitting(item, types);
    if (value === undefined) {
      const message = `The value ${JSON.stringify(item)} of the enum is not of type ${types.join(', ')}.`;
      context.warn('enum-invalid', part.node, message);
    }
    const kept = value ?? item;
    if (values.has(kept)) {
      context.warn('enum-invalid', part.node, `The enum has ${JSON.stringify(kept)} twice.`);
    }
    values.add(kept);
  }
  return [...values];
}

function notScalar(context: Context, node: Node): undefined {
  context.warn('enum-invalid', node, 'The enum has objects or arrays as values; the values are not checked.');
  return undefined;
}

/** A value as the type wants it: `1` for a string is `'1'`, `'1'` for an integer is 1. */
function fitting(value: Scalar, types: readonly string[]): Scalar | undefined {
  if (types.length === 0 || types.includes(familyOf(value))) return value;
  if (typeof value === 'number' && types.includes('integer')) return value;
  if (types.includes('string')) return String(value);
  const numeric = types.includes('integer') || types.includes('number');
  if (numeric && typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value)) return Number(value);
  if (types.includes('boolean') && (value === 'true' || value === 'false')) return value === 'true';
  return undefined;
}

/** A null among the values counts unless the type forbids it. */
function admitsNull(part: Part): boolean {
  const types = typesOf(part.value);
  return (
    Array.isArray(part.value.enum) &&
    part.value.enum.includes(null) &&
    (types.length === 0 || types.includes('null'))
  );
}

function splitEnum(context: Context, source: Source, shape: Shape, families: readonly Family[]): Schema {
  const layers = source.layers.map((layer) => ({ ...layer, bare: true }));
  const members = families.map((family) =>
    context.schemas.made({
      id: `${source.id}/enum/${family}`,
      layers,
      opened: source.opened,
      only: { enum: family },
    }),
  );
  const common = annotationsOf(context, source, shape);
  const nullable = common.nullable || shape.parts.some((part) => admitsNull(part));
  return { ...common, nullable, kind: 'union', members };
}

/** Names and descriptions, as a list in the order of the values or as a map by value. */
function membersOf(context: Context, part: Part, values: readonly Scalar[]): readonly EnumMember[] {
  const listed = Array.isArray(part.value.enum) ? part.value.enum : [];
  const names = labels(context, part.node, 'enums', listed);
  const descriptions = labels(context, part.node, 'enum-descriptions', listed);
  return values.map((value) => {
    const member: Unfinished<EnumMember> = { value };
    const name = names.get(String(value));
    if (name !== undefined) member.name = name;
    const description = descriptions.get(String(value));
    if (description !== undefined) member.description = description;
    return member;
  });
}

function labels(
  context: Context,
  node: Node,
  name: string,
  values: readonly Json[],
): ReadonlyMap<string, string> {
  const extension = extensionOf(context, node, name);
  const result = new Map<string, string>();
  if (extension === undefined) return result;
  const table = extension.value;
  if (Array.isArray(table)) {
    if (table.length !== values.length) {
      malformed(context, extension, name, `has ${table.length} entries for ${values.length} values`);
    }
    values.forEach((value, index) => {
      const label: unknown = table[index];
      if (typeof label === 'string' || typeof label === 'number') result.set(String(value), String(label));
    });
  } else if (isObject(table)) {
    for (const value of values) {
      const label = text(table, String(value));
      if (label !== undefined) result.set(String(value), label);
    }
  } else {
    malformed(context, extension, name, 'has to be a list, or a map by value');
  }
  return result;
}

/** `oneOf: [{ title, const, description }, …]`: an enum whose values have names. */
function buildNamedConsts(context: Context, source: Source, shape: Shape): Schema | undefined {
  const [union, ...others] = shape.unions;
  if (union === undefined || others.length > 0 || !union.members.every(isConst)) return undefined;
  if (!union.members.some(isNamedConst)) return undefined;
  const values = union.members.map((node) => objectOf(node).const);
  const scalars = values.filter(isScalar);
  if (scalars.length < values.length || new Set(scalars.map(familyOf)).size > 1) return undefined;
  if (new Set(scalars).size < scalars.length) return undefined;
  const members = union.members.map((node, index) => namedMember(context, node, scalars[index] ?? ''));
  return enumSchema(context, shape, annotationsOf(context, source, shape), members, union.owner);
}

function isConst(node: Node): boolean {
  return isObject(node.value) && has(node.value, 'const') && !has(node.value, 'properties');
}

function namedMember(context: Context, node: Node, value: Scalar): EnumMember {
  const object = objectOf(node);
  const name = textExtension(context, node, 'name-override') ?? text(object, 'title');
  const description = get(object, 'description');
  return {
    value,
    ...present({ name, description: typeof description === 'string' ? description : undefined }),
  };
}

function isScalar(value: Json | undefined): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function familyOf(value: Scalar): Family {
  return typeof value === 'string' ? 'string' : typeof value === 'number' ? 'number' : 'boolean';
}
