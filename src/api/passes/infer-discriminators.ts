import { tagsOf } from '../tags.ts';
import type { Api, Discriminator, Schema, SchemaId, UnionSchema } from '../types.ts';

type Schemas = ReadonlyMap<SchemaId, Schema>;

/**
 * Finds discriminators that the document does not write down: a property that every member requires, with a
 * text in each that no other member has.
 */
export function inferDiscriminators(api: Api): Api {
  const schemas = new Map(api.schemas);
  for (const [id, schema] of schemas) {
    if (schema.kind !== 'union' || schema.discriminator !== undefined) continue;
    const discriminator = inferred(schemas, schema);
    if (discriminator !== undefined) schemas.set(id, { ...schema, discriminator });
  }
  return { ...api, schemas };
}

function inferred(schemas: Schemas, union: UnionSchema): Discriminator | undefined {
  if (union.members.length < 2) return undefined;
  const [first, ...others] = union.members.map(({ schema }) => fixedProperties(schemas, schema, new Set()));
  if (first === undefined) return undefined;
  const property = [...first].find(
    (name) => others.every((names) => names.has(name)) && apart(schemas, union, name),
  );
  if (property === undefined) return undefined;
  const mapping = union.members.flatMap(({ schema }) =>
    (tagsOf(schemas, schema, property) ?? []).map((value) => ({ value, schema })),
  );
  return { property, mapping, inferred: true };
}

function apart(schemas: Schemas, union: UnionSchema, property: string): boolean {
  const tags = union.members.flatMap(({ schema }) => tagsOf(schemas, schema, property) ?? []);
  return new Set(tags).size === tags.length;
}

/** The required properties of a schema that can have one text only; those shared by all members of a union. */
function fixedProperties(schemas: Schemas, id: SchemaId, seen: ReadonlySet<SchemaId>): ReadonlySet<string> {
  const schema = schemas.get(id);
  if (schema === undefined || seen.has(id)) return new Set();
  if (schema.kind === 'object') {
    const fixed = schema.properties.filter(
      ({ required, use }) => required && isFixed(schemas.get(use.schema)),
    );
    return new Set(fixed.map(({ name }) => name));
  }
  if (schema.kind !== 'union') return new Set();
  const inner = new Set(seen).add(id);
  const [first, ...others] = schema.members.map((member) => fixedProperties(schemas, member.schema, inner));
  return new Set([...(first ?? [])].filter((name) => others.every((names) => names.has(name))));
}

function isFixed(schema: Schema | undefined): boolean {
  if (schema?.nullable === true) return false;
  if (schema?.kind === 'const') return typeof schema.value === 'string';
  return schema?.kind === 'enum' && schema.type === 'string' && schema.members.length === 1;
}
