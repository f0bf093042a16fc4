/** What callers give and what servers give: where `readOnly` or `writeOnly` make the two differ. */
import type { Api, ObjectSchema, Property, Schema, SchemaId } from '../../../../api/types.ts';

export type Side = 'input' | 'output';
/** `both`: one declaration serves both sides. */
export type Variant = Side | 'both';

export interface Sides {
  /** The declaration that a schema has on a side. */
  variant(id: SchemaId, side: Side): Variant;
  /** The input model is named apart: something in it is `readOnly`. */
  readonly readOnly: ReadonlySet<SchemaId>;
  /** The output model is named apart: something in it is `writeOnly`. */
  readonly writeOnly: ReadonlySet<SchemaId>;
}

/** Finds every schema that differs between the sides, itself or through what it refers to. */
export function planSides(api: Api): Sides {
  const { readers, writers } = holdersOf(api);
  const users = readers.length + writers.length > 0 ? usersOf(api) : new Map();
  const readOnly = spread(users, readers);
  const writeOnly = spread(users, writers);
  return {
    readOnly,
    writeOnly,
    variant: (id, side) => (readOnly.has(id) || writeOnly.has(id) ? side : 'both'),
  };
}

/** The properties that stand on a side. */
export function propertiesOn(api: Api, schema: ObjectSchema, variant: Variant): readonly Property[] {
  if (variant === 'both') return schema.properties;
  const elsewhere = variant === 'input' ? isReadOnly : isWriteOnly;
  return schema.properties.filter((property) => !elsewhere(api, property));
}

function isReadOnly(api: Api, property: Property): boolean {
  return property.readOnly || api.schemas.get(property.use.schema)?.readOnly === true;
}

function isWriteOnly(api: Api, property: Property): boolean {
  return property.writeOnly || api.schemas.get(property.use.schema)?.writeOnly === true;
}

/** Puts the ids of the schemas that a schema refers to behind others: nothing is made for each schema. */
export function addEdges(schema: Schema, ids: SchemaId[]): void {
  switch (schema.kind) {
    case 'array':
      ids.push(schema.items.schema);
      return;
    case 'object':
      for (const { use } of schema.properties) ids.push(use.schema);
      if (schema.additional.kind === 'allowed' && schema.additional.use)
        ids.push(schema.additional.use.schema);
      return;
    case 'union':
      for (const member of schema.members) ids.push(member.schema);
      for (const member of schema.also ?? []) ids.push(member.schema);
      return;
    default:
      return;
  }
}

function usersOf(api: Api): ReadonlyMap<SchemaId, readonly SchemaId[]> {
  const users = new Map<SchemaId, SchemaId[]>();
  const targets: SchemaId[] = [];
  for (const schema of api.schemas.values()) {
    targets.length = 0;
    addEdges(schema, targets);
    for (const target of targets) {
      const list = users.get(target);
      if (list) list.push(schema.id);
      else users.set(target, [schema.id]);
    }
  }
  return users;
}

/** Schemas with a property that stands on one side only. */
function holdersOf(api: Api): {
  readonly readers: readonly SchemaId[];
  readonly writers: readonly SchemaId[];
} {
  const marked = new Map<SchemaId, Schema>();
  for (const schema of api.schemas.values()) {
    if (schema.readOnly || schema.writeOnly) marked.set(schema.id, schema);
  }
  const readers: SchemaId[] = [];
  const writers: SchemaId[] = [];
  for (const schema of api.schemas.values()) {
    if (schema.kind !== 'object') continue;
    let reads = false;
    let writes = false;
    for (const { readOnly, writeOnly, use } of schema.properties) {
      const target = marked.size > 0 ? marked.get(use.schema) : undefined;
      reads ||= readOnly || target?.readOnly === true;
      writes ||= writeOnly || target?.writeOnly === true;
    }
    if (reads) readers.push(schema.id);
    if (writes) writers.push(schema.id);
  }
  return { readers, writers };
}

/** The schemas, and all that refer to them. */
function spread(
  users: ReadonlyMap<SchemaId, readonly SchemaId[]>,
  holders: readonly SchemaId[],
): ReadonlySet<SchemaId> {
  const found = new Set<SchemaId>();
  const queue = [...holders];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    queue.push(...(users.get(id) ?? []));
  }
  return found;
}
