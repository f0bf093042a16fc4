/** Whether a JSON value is one that a schema admits, as far as types go. */
import type { Json } from '../../../document/types.ts';
import type { NumberSchema, ObjectSchema, Schema, SchemaId, SchemaUse, StringSchema } from '../../types.ts';
import { isObject } from '../read.ts';

type Schemas = ReadonlyMap<SchemaId, Schema>;

/** How many schemas are looked at for one value: unions of unions could go on without end. */
interface Budget {
  left: number;
}

/** Whether a value fits a use of a schema; what is too much to check is taken on trust. */
export function fits(
  schemas: Schemas,
  use: SchemaUse,
  value: Json,
  budget: Budget = { left: 2000 },
): boolean {
  const schema = schemas.get(use.schema);
  budget.left -= 1;
  if (schema === undefined || budget.left < 0) return true;
  if (value === null && (use.nullable || schema.nullable)) return true;
  switch (schema.kind) {
    case 'any':
      return true;
    case 'null':
      return value === null;
    case 'boolean':
      return typeof value === 'boolean';
    case 'string':
      return typeof value === 'string' && fitsText(schema.format, value);
    case 'number':
      return fitsNumber(schema.format, value);
    case 'enum':
      return schema.members.some((member) => member.value === value);
    case 'const':
      return schema.value === value;
    case 'array':
      return Array.isArray(value) && value.every((item) => fits(schemas, schema.items, item, budget));
    case 'object':
      return isObject(value) && fitsObject(schemas, schema, value, budget);
    case 'union':
      return schema.members.some((member) => fits(schemas, member, value, budget));
  }
}

function fitsObject(
  schemas: Schemas,
  schema: ObjectSchema,
  value: { readonly [key: string]: Json },
  budget: Budget,
): boolean {
  return schema.properties.every(({ name, use, required }) => {
    const item = Object.hasOwn(value, name) ? value[name] : undefined;
    return item === undefined ? !required : fits(schemas, use, item, budget);
  });
}

const textForms: Partial<Record<StringSchema['format'], RegExp>> = {
  date: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/,
  'date-time':
    /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}:?\d{2})?$/,
  time: /^\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}:?\d{2})?$/,
  uuid: /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i,
  bigint: /^-?\d+$/,
  decimal: /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/,
  float: /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/,
};

function fitsText(format: StringSchema['format'], value: string): boolean {
  return textForms[format]?.test(value) ?? true;
}

function fitsNumber(format: NumberSchema['format'], value: Json): boolean {
  if (typeof value !== 'number') return false;
  return format === 'float' || format === 'decimal' || Number.isInteger(value);
}
