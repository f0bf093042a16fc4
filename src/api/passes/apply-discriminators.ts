import type { Api, ConstSchema, ObjectSchema, Property, Schema, SchemaId } from '../types.ts';

/**
 * Puts discriminators on the members: a member that one tag means has that tag as the constant value of its
 * property, so that callers need not give it. Members with several tags stay as they are.
 */
export function applyDiscriminators(api: Api): Api {
  const members = memberTags(api.schemas);
  if (members.size === 0) return api;
  const schemas = new Map(api.schemas);
  for (const [id, tags] of members) {
    for (const [property, values] of tags) {
      const [value, ...others] = values;
      const member = schemas.get(id);
      if (member?.kind === 'object' && value !== undefined && others.length === 0)
        applyTag(schemas, member, property, value);
    }
  }
  return { ...api, schemas };
}

type Tags = Map<string, Set<string>>;

/** The tags of each member, by property: of all unions that it stands in. */
function memberTags(schemas: ReadonlyMap<SchemaId, Schema>): ReadonlyMap<SchemaId, Tags> {
  const members = new Map<SchemaId, Tags>();
  for (const union of schemas.values()) {
    if (union.kind !== 'union' || union.discriminator === undefined) continue;
    const { property, mapping } = union.discriminator;
    for (const { value, schema } of mapping) {
      const tags = members.get(schema) ?? new Map<string, Set<string>>();
      const values = tags.get(property) ?? new Set<string>();
      members.set(schema, tags.set(property, values.add(value)));
    }
  }
  return members;
}

function applyTag(schemas: Map<SchemaId, Schema>, member: ObjectSchema, name: string, value: string): void {
  const known = member.properties.find((property) => property.name === name);
  const target = known && schemas.get(known.use.schema);
  if (known && (target === undefined || !takes(target, value))) return;
  const constant: ConstSchema = {
    id: `${member.id}#tag/${name}`,
    kind: 'const',
    value,
    nullable: false,
    readOnly: false,
    writeOnly: false,
    examples: [],
    extensions: {},
    node: target?.node ?? member.node,
  };
  schemas.set(constant.id, constant);
  const use = { schema: constant.id, nullable: false };
  const { default: _, ...rest } = known ?? unwritten(name);
  const tag: Property = { ...rest, use, required: true };
  const properties = known
    ? member.properties.map((property) => (property === known ? tag : property))
    : [...member.properties, tag];
  schemas.set(member.id, { ...member, properties });
}

/** Text, or an enum that has the tag; a constant says it already. */
function takes(schema: Schema, value: string): boolean {
  if (schema.kind === 'enum') return schema.members.some((member) => member.value === value);
  return schema.kind === 'string' && schema.format === 'plain';
}

function unwritten(name: string): Omit<Property, 'use'> {
  return {
    name,
    required: true,
    readOnly: false,
    writeOnly: false,
    errorMessage: false,
    extensions: {},
  };
}
