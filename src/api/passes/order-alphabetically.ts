import type { Api, Operation, Schema } from '../types.ts';

/** Puts operations, parameters and properties in alphabetical order (`maintainOpenAPIOrder: false`). */
export function orderAlphabetically(api: Api): Api {
  const schemas = new Map(api.schemas);
  for (const [id, schema] of schemas) schemas.set(id, orderedSchema(schema));
  return {
    ...api,
    globals: byName(api.globals),
    operations: orderedOperations(api.operations),
    webhooks: orderedOperations(api.webhooks),
    schemas,
  };
}

function orderedSchema(schema: Schema): Schema {
  return schema.kind === 'object' ? { ...schema, properties: byName(schema.properties) } : schema;
}

function orderedOperations(operations: readonly Operation[]): readonly Operation[] {
  return operations
    .toSorted((left, right) => compare(left.id, right.id))
    .map((operation) => ({
      ...operation,
      parameters: byName(operation.parameters),
      callbacks: orderedOperations(operation.callbacks),
    }));
}

function byName<T extends { readonly name: string }>(items: readonly T[]): readonly T[] {
  return items.toSorted((left, right) => compare(left.name, right.name));
}

/** By letters without case first, so that the order is the one a reader expects, and the same everywhere. */
function compare(left: string, right: string): number {
  const [one, other] = [left.toLowerCase(), right.toLowerCase()];
  if (one !== other) return one < other ? -1 : 1;
  return left === right ? 0 : left < right ? -1 : 1;
}
