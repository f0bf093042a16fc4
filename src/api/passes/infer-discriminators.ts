import { type TagReader, tagReader } from '../tags.ts';
import type { Api, Discriminator, Schema, SchemaId, UnionSchema } from '../types.ts';

/**
 * Finds discriminators that the document does not write down: a property that every member requires, with a
 * text in each that no other member has.
 */
export function inferDiscriminators(api: Api): Api {
  const reader = tagReader(api.schemas);
  let schemas: Map<SchemaId, Schema> | undefined;
  for (const schema of api.schemas.values()) {
    if (schema.kind !== 'union' || schema.discriminator !== undefined) continue;
    const discriminator = inferred(reader, schema);
    if (discriminator === undefined) continue;
    schemas ??= new Map(api.schemas);
    schemas.set(schema.id, { ...schema, discriminator });
  }
  return schemas === undefined ? api : { ...api, schemas };
}

function inferred(reader: TagReader, union: UnionSchema): Discriminator | undefined {
  const [first, ...others] = union.members.map(({ schema }) => reader.fixed(schema));
  if (first === undefined || others.length === 0) return undefined;
  for (const property of first) {
    const mapping = others.every((names) => names.has(property)) ? mappingOf(reader, union, property) : [];
    const values = new Set(mapping.map(({ value }) => value));
    if (mapping.length > 0 && values.size === mapping.length) return { property, mapping, inferred: true };
  }
  return undefined;
}

function mappingOf(reader: TagReader, union: UnionSchema, property: string): Discriminator['mapping'] {
  return union.members.flatMap(({ schema }) =>
    (reader.tags(schema, property) ?? []).map((value) => ({ value, schema })),
  );
}
