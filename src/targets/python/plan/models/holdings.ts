/** Which schemas are in which. */
import type { Api, Schema, SchemaId, SchemaUse } from '../../../../api/types.ts';

/** For each schema with others in it, those of them that are declared or may have others in them. */
export type Holdings = ReadonlyMap<SchemaId, readonly SchemaId[]>;

/** Finds them in one go through all uses of schemas, of which most are of plain types. */
export function holdingsOf(api: Api): Holdings {
  const holdings = new Map<SchemaId, readonly SchemaId[]>();
  let held: SchemaId[] = [];
  const add = ({ schema }: SchemaUse): void => {
    if (isBuilt(api.schemas.get(schema))) held.push(schema);
  };
  api.schemas.forEach((schema) => {
    eachUse(schema, add);
    if (held.length === 0) return;
    holdings.set(schema.id, held);
    held = [];
  });
  return holdings;
}

/** Whether it is of a kind that is declared, or holds such. */
export function isBuilt(schema: Schema | undefined): boolean {
  switch (schema?.kind) {
    case 'object':
    case 'array':
    case 'union':
    case 'enum':
      return true;
    default:
      return false;
  }
}

function eachUse(schema: Schema, add: (use: SchemaUse) => void): void {
  switch (schema.kind) {
    case 'array':
      add(schema.items);
      return;
    case 'object':
      schema.properties.forEach(({ use }) => void add(use));
      if (schema.additional.kind === 'allowed' && schema.additional.use) add(schema.additional.use);
      return;
    case 'union':
      schema.members.forEach(add);
      schema.also?.forEach(add);
      return;
    default:
      return;
  }
}
