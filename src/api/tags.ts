/** The texts by which the members of a union tell themselves apart. */
import type { Property, Schema, SchemaId } from './types.ts';

type Schemas = ReadonlyMap<SchemaId, Schema>;

/** The values that a property of an object, or of every member of a union, can have; undefined: any text. */
export function tagsOf(
  schemas: Schemas,
  id: SchemaId,
  property: string,
  seen: ReadonlySet<SchemaId> = new Set(),
): readonly string[] | undefined {
  const schema = schemas.get(id);
  if (schema === undefined || seen.has(id)) return undefined;
  if (schema.kind === 'object') {
    const found = schema.properties.find(({ name }) => name === property);
    return found === undefined ? undefined : valuesOf(schemas, found);
  }
  if (schema.kind !== 'union') return undefined;
  const inner = new Set(seen).add(id);
  const tags: string[] = [];
  for (const member of schema.members) {
    const own = tagsOf(schemas, member.schema, property, inner);
    if (own === undefined) return undefined;
    tags.push(...own);
  }
  return tags;
}

function valuesOf(schemas: Schemas, { use }: Property): readonly string[] | undefined {
  const schema = schemas.get(use.schema);
  if (schema?.kind === 'const') return typeof schema.value === 'string' ? [schema.value] : undefined;
  if (schema?.kind !== 'enum' || schema.type !== 'string') return undefined;
  return schema.members.map(({ value }) => String(value));
}
