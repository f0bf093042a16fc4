import type { Api, Schema, SchemaId } from '../types.ts';

/**
 * A member of a union that was merged with what stands beside the union takes the name of the component that
 * it was, where that name is free: the component is not in use by itself, and there is no other variant of it.
 */
export function nameVariants(api: Api): Api {
  const taken = new Map<string, number>();
  for (const { component, variantOf } of api.schemas.values()) {
    const name = component ?? variantOf;
    if (name !== undefined) taken.set(name, (taken.get(name) ?? 0) + 1);
  }
  let schemas: Map<SchemaId, Schema> | undefined;
  for (const [id, schema] of api.schemas) {
    const name = schema.component === undefined ? schema.variantOf : undefined;
    if (name === undefined || taken.get(name) !== 1) continue;
    schemas ??= new Map(api.schemas);
    schemas.set(id, named(schema, name));
  }
  return schemas === undefined ? api : { ...api, schemas };
}

function named(schema: Schema, component: string): Schema {
  return { ...schema, component };
}
