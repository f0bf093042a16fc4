/** What callers give and what servers give: where `readOnly` or `writeOnly` make the two differ. */
import type { Api, ObjectSchema, Property, Schema, SchemaId } from '../../../../api/types.ts';
import type { Holdings } from './holdings.ts';

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
export function planSides(api: Api, holdings: Holdings): Sides {
  const { readers, writers } = holdersOf(api);
  const users = readers.length + writers.length > 0 ? usersOf(holdings) : new Map();
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

/** For each schema that is in others, those that it is in. */
function usersOf(holdings: Holdings): ReadonlyMap<SchemaId, readonly SchemaId[]> {
  const users = new Map<SchemaId, SchemaId[]>();
  holdings.forEach((held, id) => {
    for (const target of held) {
      const list = users.get(target);
      if (list) list.push(id);
      else users.set(target, [id]);
    }
  });
  return users;
}

interface Holders {
  readonly readers: SchemaId[];
  readonly writers: SchemaId[];
}

/** Schemas with a property that stands on one side only. */
function holdersOf(api: Api): Holders {
  const holders: Holders = { readers: [], writers: [] };
  const marked = new Map<SchemaId, Schema>();
  api.schemas.forEach((schema) => {
    if (schema.readOnly || schema.writeOnly) marked.set(schema.id, schema);
  });
  api.schemas.forEach((schema) => {
    if (schema.kind === 'object') addHolder(schema, marked, holders);
  });
  return holders;
}

function addHolder(
  { id, properties }: ObjectSchema,
  marked: ReadonlyMap<SchemaId, Schema>,
  { readers, writers }: Holders,
): void {
  let reads = false;
  let writes = false;
  properties.forEach(({ readOnly, writeOnly, use }) => {
    const target = marked.size > 0 ? marked.get(use.schema) : undefined;
    if (readOnly || target?.readOnly) reads = true;
    if (writeOnly || target?.writeOnly) writes = true;
  });
  if (reads) readers.push(id);
  if (writes) writers.push(id);
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
