/** The short names that models ask for first, also where they end up with longer ones. */
import type { Api, Schema, SchemaId } from '../../../../api/types.ts';
import type { Declaration } from '../types.ts';
import { fold } from './namespaces.ts';

/** Folded names of all declarations, and of inline schemas by their title or property. */
export function askedNames(api: Api, declarations: readonly Declaration[]): ReadonlySet<string> {
  const names = new Set(declarations.map(({ name }) => name));
  api.schemas.forEach((schema) => {
    if (schema.kind !== 'object') return;
    schema.properties.forEach((property) => {
      const named = namedInline(api, property.use.schema);
      if (named) names.add(named.title ?? property.name);
    });
  });
  return new Set(Array.from(names, fold));
}

/** The inline schema that needs a class or alias of its own: the property's, or that of its items. */
function namedInline(api: Api, id: SchemaId): Schema | undefined {
  const schema = api.schemas.get(id);
  if (!schema || schema.component !== undefined) return undefined;
  switch (schema.kind) {
    case 'object':
      return schema.properties.length > 0 ? schema : undefined;
    case 'enum':
    case 'union':
      return schema;
    default:
      return undefined;
  }
}
