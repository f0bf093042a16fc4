/** For tests: APIs of small documents, and schemas as one line of text. */
import { collectProblems, type Problem } from '../../diagnostics/problem.ts';
import { loadDocument } from '../../document/load.ts';
import { memoryReader } from '../../document/memory-reader.ts';
import type { Json } from '../../document/types.ts';
import { buildApi } from '../build/api.ts';
import { type ApiOptions, defaultApiOptions } from '../build/options.ts';
import type { Api, Operation, Schema, SchemaUse } from '../types.ts';

export interface Built {
  readonly api: Api;
  readonly problems: readonly Problem[];
  /** The codes of the problems, in order. */
  readonly codes: readonly string[];
}

type Part = { readonly [key: string]: Json };

/** Builds the API of a document; `openapi` and `info` are added where they are missing. */
export async function apiOf(document: Part, options: Partial<ApiOptions> = {}): Promise<Built> {
  const whole = { openapi: '3.1.0', info: { title: 'Test', version: '1' }, paths: {}, ...document };
  return apiOfFiles({ 'openapi.json': JSON.stringify(whole) }, options);
}

/** Builds the API of several files, of which `openapi.json` is the entry. */
export async function apiOfFiles(
  files: { readonly [name: string]: string },
  options: Partial<ApiOptions> = {},
): Promise<Built> {
  const sink = collectProblems();
  const schemas = [{ kind: 'file', path: 'openapi.json' } as const];
  const { document } = await loadDocument({ schemas, reader: memoryReader(files), sink });
  if (document === undefined) throw new Error(sink.problems.map(({ message }) => message).join('\n'));
  const api = buildApi(document, { ...defaultApiOptions, ...options }, sink);
  return { api, problems: sink.problems, codes: sink.problems.map(({ code }) => code) };
}

/** Builds the API of one operation, `POST /it`, in a document with some components. */
export async function operationOf(
  operation: Part,
  rest: Part = {},
  options: Partial<ApiOptions> = {},
): Promise<Built & { readonly operation: Operation }> {
  const built = await apiOf(
    { paths: { '/it': { post: { responses: {}, ...operation } } }, ...rest },
    options,
  );
  const [first] = built.api.operations;
  if (first === undefined) throw new Error(`The operation is not there: ${JSON.stringify(built.problems)}`);
  return { ...built, operation: first };
}

/** Builds a schema that is the component `It`, among other components. */
export async function schemaOf(
  schema: Json,
  components: Part = {},
  options: Partial<ApiOptions> = {},
): Promise<Built & { readonly use: SchemaUse; readonly schema: Schema; readonly sketch: string }> {
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/It' } } };
  const responses = { 200: { description: '', content } };
  const schemas = { It: schema, ...components };
  const built = await operationOf({ responses }, { components: { schemas } }, options);
  const use = built.operation.responses[0]?.content[0]?.schema;
  const found = use === undefined ? undefined : built.api.schemas.get(use.schema);
  if (use === undefined || found === undefined) throw new Error('The schema is not there.');
  return { ...built, use, schema: found, sketch: sketchOf(built.api, use) };
}

/**
 * A schema on one line: `{ id: string, tags?: [Tag | null] }`. Components are written out at the top and named
 * below; unions are `A / B`, enums `<a b>`, constants `=a`, undeclared properties `...`.
 */
export function sketchOf(api: Api, use: SchemaUse, around: readonly string[] = []): string {
  const schema = api.schemas.get(use.schema);
  if (schema === undefined) return `missing ${use.schema}`;
  const text =
    around.length > 0 && schema.component !== undefined ? schema.component : shapeOf(api, schema, around);
  return use.nullable && schema.kind !== 'null' ? `${text} | null` : text;
}

function shapeOf(api: Api, schema: Schema, around: readonly string[]): string {
  if (around.includes(schema.id)) return 'itself';
  const inner = (use: SchemaUse) => sketchOf(api, use, [...around, schema.id]);
  switch (schema.kind) {
    case 'any':
    case 'null':
    case 'boolean':
      return schema.kind;
    case 'string':
      return schema.format === 'plain' ? 'string' : schema.format;
    case 'number':
      return schema.format === 'float' ? 'number' : schema.format;
    case 'enum':
      return `<${schema.members.map(({ value }) => JSON.stringify(value)).join(' ')}>`;
    case 'const':
      return `=${JSON.stringify(schema.value)}`;
    case 'array':
      return `[${inner(schema.items)}]`;
    case 'union':
      return `${schema.members.map(inner).join(' / ')}${tagsOf(api, schema)}`;
    case 'object':
      return objectOf(schema, inner);
  }
}

function tagsOf(api: Api, schema: Schema & { readonly kind: 'union' }): string {
  if (schema.discriminator === undefined) return '';
  const name = (id: string) => api.schemas.get(id)?.component ?? '-';
  const tags = schema.discriminator.mapping.map(({ value, schema: id }) => `${value}=${name(id)}`);
  return ` by ${schema.discriminator.property}: ${tags.join(' ')}`;
}

function objectOf(schema: Schema & { readonly kind: 'object' }, inner: (use: SchemaUse) => string): string {
  const properties = schema.properties.map(
    ({ name, required, use }) => `${name}${required ? '' : '?'}: ${inner(use)}`,
  );
  const { additional } = schema;
  const rest = additional.kind === 'allowed' ? [`...${additional.use ? inner(additional.use) : 'any'}`] : [];
  const all = [...properties, ...rest];
  return all.length === 0 ? '{}' : `{ ${all.join(', ')} }`;
}
