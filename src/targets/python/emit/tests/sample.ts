/** A JSON value that fits a schema: its example, or one made up. */
import type { Api, Schema, SchemaId } from '../../../../api/types.ts';
import type { Json } from '../../../../document/types.ts';

const deepest = 6;

/** The smallest value with all that is required; null where the schema goes round in circles. */
export function sampleOf(id: SchemaId, api: Api, depth = 0): Json {
  const schema = api.schemas.get(id);
  if (!schema || depth > deepest) return null;
  const [example] = schema.examples;
  return example === undefined ? madeUp(schema, api, depth) : example;
}

function madeUp(schema: Schema, api: Api, depth: number): Json {
  switch (schema.kind) {
    case 'any':
      return {};
    case 'null':
      return null;
    case 'boolean':
      return true;
    case 'string':
      return text[schema.format];
    case 'number':
      return Math.max(1, Math.ceil(schema.minimum ?? 1));
    case 'enum':
      return schema.members[0]?.value ?? null;
    case 'const':
      return schema.value;
    case 'array': {
      const item = schema.items;
      return depth >= deepest - 1 ? [] : [sampleOf(item.schema, api, depth + 1)];
    }
    case 'object':
      return Object.fromEntries(
        schema.properties
          .filter(({ required, writeOnly }) => required && !writeOnly)
          .map(({ name, use, example }) => [name, example ?? sampleOf(use.schema, api, depth + 1)]),
      );
    case 'union':
      return unionSample(schema, api, depth);
    default:
      return schema satisfies never;
  }
}

function unionSample(schema: Schema & { kind: 'union' }, api: Api, depth: number): Json {
  const [first] = schema.members;
  if (!first) return null;
  const value = sampleOf(first.schema, api, depth + 1);
  const tag = schema.discriminator?.mapping.find((entry) => entry.schema === first.schema)?.value;
  if (tag === undefined || !schema.discriminator || !isObject(value)) return value;
  return { ...value, [schema.discriminator.property]: tag };
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const text: Readonly<Record<(Schema & { kind: 'string' })['format'], string>> = {
  plain: 'text',
  date: '2026-01-31',
  'date-time': '2026-01-31T12:00:00Z',
  time: '12:00:00Z',
  duration: 'PT1H',
  uuid: '0d5a8a2e-7a7c-4a0e-9f0c-3b1f5e6d7c8b',
  byte: 'dGV4dA==',
  binary: 'text',
  bigint: '1',
  decimal: '1.5',
  float: '1.5',
};
