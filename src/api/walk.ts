/** Going through an API: what refers to which schema. */
import type {
  Api,
  MediaType,
  ObjectSchema,
  Operation,
  Parameter,
  Schema,
  SchemaId,
  SchemaUse,
} from './types.ts';

/** The schemas that one schema refers to, in its own order. */
export function usesOf(schema: Schema): readonly SchemaUse[] {
  switch (schema.kind) {
    case 'array':
      return [schema.items];
    case 'object':
      return objectUses(schema);
    case 'union':
      return schema.also === undefined ? schema.members : [...schema.members, ...schema.also];
    default:
      return none;
  }
}

function objectUses({ properties, additional }: ObjectSchema): readonly SchemaUse[] {
  const uses = properties.map(({ use }) => use);
  if (additional.kind === 'allowed' && additional.use) uses.push(additional.use);
  return uses;
}

const none: readonly SchemaUse[] = [];

/** The schemas that an operation refers to: parameters, body, responses, callbacks. */
export function operationUses(operation: Operation): readonly SchemaUse[] {
  const uses: SchemaUse[] = [];
  addParameters(uses, operation.parameters);
  if (operation.body !== undefined) addContent(uses, operation.body.content);
  for (const { headers, content } of operation.responses) {
    addContent(uses, content);
    addParameters(uses, headers);
  }
  for (const callback of operation.callbacks) uses.push(...operationUses(callback));
  return uses;
}

/** The schemas that an API refers to, before what these refer to. */
export function apiUses(api: Api): readonly SchemaUse[] {
  return [
    ...api.globals.map(({ schema }) => schema),
    ...api.securitySchemes.flatMap((scheme) => {
      if (scheme.kind === 'custom') return scheme.schema === undefined ? [] : [scheme.schema];
      if (scheme.kind !== 'oauth2') return [];
      return scheme.flows.flatMap(({ additionalProperties }) => additionalProperties.map(({ use }) => use));
    }),
    ...api.operations.flatMap(operationUses),
    ...api.webhooks.flatMap(operationUses),
  ];
}

/** Every schema reachable from some uses, each before what it refers to, in the order of the document. */
export function reachable(
  schemas: ReadonlyMap<SchemaId, Schema>,
  uses: readonly SchemaUse[],
): ReadonlyMap<SchemaId, Schema> {
  const found = new Map<SchemaId, Schema>();
  const stack = [...uses].reverse();
  for (let use = stack.pop(); use !== undefined; use = stack.pop()) {
    const schema = found.has(use.schema) ? undefined : schemas.get(use.schema);
    if (schema === undefined) continue;
    found.set(use.schema, schema);
    const inner = usesOf(schema);
    for (let index = inner.length - 1; index >= 0; index -= 1) {
      const next = inner[index];
      if (next !== undefined) stack.push(next);
    }
  }
  return found;
}

function addParameters(uses: SchemaUse[], parameters: readonly Parameter[]): void {
  for (const { schema } of parameters) uses.push(schema);
}

function addContent(uses: SchemaUse[], content: readonly MediaType[]): void {
  for (const { schema, item, encoding } of content) {
    if (schema !== undefined) uses.push(schema);
    if (item !== undefined) uses.push(item);
    for (const { headers } of encoding.values()) addParameters(uses, headers);
  }
}
