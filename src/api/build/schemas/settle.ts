/** What can only be said about schemas when all of them are known: defaults and descriptions of properties. */
import type { Json, Node } from '../../../document/types.ts';
import type { Property, Schema, SchemaId, SchemaUse } from '../../types.ts';
import type { Context } from '../context.ts';
import type { Unfinished } from '../read.ts';
import { settleDiscriminators } from './discriminators.ts';
import { fits } from './fits.ts';

/** Finishes the graph: nullability of uses, discriminators, defaults that do not fit. */
export function settleSchemas(context: Context): ReadonlyMap<SchemaId, Schema> {
  context.schemas.settle();
  const { schemas } = context.schemas;
  for (const [id, schema] of schemas) {
    if (schema.default !== undefined) schemas.set(id, withFittingDefault(context, schema, schema.default));
  }
  for (const [id, schema] of schemas) {
    if (schema.kind !== 'object') continue;
    const properties = settledProperties(context, schema);
    if (properties !== undefined) schemas.set(id, { ...schema, properties });
  }
  settleDiscriminators(context);
  return schemas;
}

function withFittingDefault(context: Context, schema: Schema, value: Json): Schema {
  const use = { schema: schema.id, nullable: schema.nullable };
  if (fits(context.schemas.schemas, use, value)) return schema;
  if (value !== null) warnOfDefault(context, schema.node, value);
  const { default: _, ...rest } = schema;
  return rest;
}

/** The properties as they are in the end; nothing where they are that already. */
function settledProperties(
  context: Context,
  schema: Schema & { readonly kind: 'object' },
): readonly Property[] | undefined {
  let properties: Property[] | undefined;
  let index = 0;
  for (const property of schema.properties) {
    const settled = settledProperty(context, schema, property);
    if (settled !== property) {
      properties ??= [...schema.properties];
      properties[index] = settled;
    }
    index += 1;
  }
  return properties;
}

function settledProperty(context: Context, owner: Schema, property: Property): Property {
  const schema = context.schemas.schemas.get(property.use.schema);
  const { default: written, description: said } = property;
  const fallback = property.use.nullable || schema?.default !== null ? schema?.default : undefined;
  const value = settledDefault(context, property.use, written, fallback, schema?.node ?? owner.node);
  const description = said ?? (schema?.component === undefined ? schema?.description : undefined);
  if (value === written && description === said) return property;
  const { default: _, ...settled }: Unfinished<Property> = property;
  if (description !== undefined) settled.description = description;
  return value === undefined ? settled : { ...settled, default: value };
}

/** The default of a place of use where it fits, else that of the schema. */
export function settledDefault(
  context: Context,
  use: SchemaUse,
  written: Json | undefined,
  fallback: Json | undefined,
  node: Node,
): Json | undefined {
  if (written === undefined) return fallback;
  if (fits(context.schemas.schemas, use, written)) return written;
  if (written !== null) warnOfDefault(context, node, written);
  return fallback;
}

function warnOfDefault(context: Context, node: Node, value: Json): void {
  const text = JSON.stringify(value);
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  context.warn('default-mismatch', node, `The default ${shown} is not a value of the schema.`);
}
