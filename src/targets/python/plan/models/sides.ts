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
      schema.properties.forEach(({ use }) => void ids.push(use.schema));
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

/** For each schema that holds others, those that refer to it. */
function usersOf(api: Api): ReadonlyMap<SchemaId, readonly SchemaId[]> {
  const users = new Map<SchemaId, SchemaId[]>();
  const targets: SchemaId[] = [];
  api.schemas.forEach((schema) => {
    targets.length = 0;
    addEdges(schema, targets);
    for (const target of targets) {
      if (!holdsOthers(api.schemas.get(target))) continue;
      const list = users.get(target);
      if (list) list.push(schema.id);
      else users.set(target, [schema.id]);
    }
  });
  return users;
}

function holdsOthers(schema: Schema | undefined): boolean {
  return schema?.kind === 'object' || schema?.kind === 'array' || schema?.kind === 'union';
}

/** Schemas with a property that stands on one side only. */
function holdersOf(api: Api): {
  readonly readers: readonly SchemaId[];
  readonly writers: readonly SchemaId[];
} {
  const objects: ObjectSchema[] = [];
  const marked = new Map<SchemaId, Schema>();
  api.schemas.forEach((schema) => {
    if (schema.kind === 'object') objects.push(schema);
    if (schema.readOnly || schema.writeOnly) marked.set(schema.id, schema);
  });
  const reads = ({ readOnly, use }: Property): boolean =>
    readOnly || (marked.size > 0 && marked.get(use.schema)?.readOnly === true);
  const writes = ({ writeOnly, use }: Property): boolean =>
    writeOnly || (marked.size > 0 && marked.get(use.schema)?.writeOnly === true);
  return {
    readers: objects.filter(({ properties }) => properties.some(reads)).map(({ id }) => id),
    writers: objects.filter(({ properties }) => properties.some(writes)).map(({ id }) => id),
  };
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
