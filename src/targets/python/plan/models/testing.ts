/** Plans of small documents, for tests. */
import { buildApi } from '../../../../api/build/api.ts';
import { defaultApiOptions } from '../../../../api/build/options.ts';
import type { Api } from '../../../../api/types.ts';
import { loadConfig } from '../../../../config/load.ts';
import type { Config } from '../../../../config/schema.ts';
import { collectProblems } from '../../../../diagnostics/problem.ts';
import { loadDocument } from '../../../../document/load.ts';
import { nodeReader } from '../../../../document/node-reader.ts';
import type { Declaration, Field, ModelPlan, PyType } from '../types.ts';
import { planModels } from './plan.ts';

export interface Planned {
  readonly api: Api;
  readonly config: Config;
  readonly plan: ModelPlan;
}

/** The models of a document given as an object. */
export async function planOf(document: object, gen = ''): Promise<Planned> {
  const sink = collectProblems();
  const text = JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: {},
    ...document,
  });
  const { document: loaded, problems } = await loadDocument({
    schemas: [{ kind: 'text', name: 'openapi.json', text }],
    reader: nodeReader('.'),
    sink,
  });
  const { config } = loadConfig(gen, 'gen.yaml', { isNewProject: true });
  if (!loaded || !config) throw new Error(JSON.stringify(problems));
  const api = buildApi(loaded, defaultApiOptions, sink);
  return { api, config, plan: planModels(api, config) };
}

/** An operation that answers with each of the schemas. */
export function serving(...schemas: readonly object[]): object {
  return Object.fromEntries(
    schemas.map((schema, index) => [
      `/served/${index}`,
      { get: { operationId: `serve${index}`, ...answer(schema) } },
    ]),
  );
}

/** `responses` with one JSON body. */
export function answer(schema: object): object {
  return { responses: { 200: { description: '', content: { 'application/json': { schema } } } } };
}

/** A required JSON body. */
export function body(schema: object): object {
  return { requestBody: { required: true, content: { 'application/json': { schema } } } };
}

/** `$ref` to a component schema. */
export function to(name: string): object {
  return { $ref: `#/components/schemas/${name}` };
}

/** Names of all declarations, sorted. */
export function namesOf({ plan }: Planned): readonly string[] {
  return plan.declarations.map(({ name }) => name).sort();
}

/** `name` → `module` of all declarations. */
export function modulesOf({ plan }: Planned): Readonly<Record<string, string>> {
  return Object.fromEntries(plan.declarations.map(({ name, module }) => [name, module]));
}

export function declaration({ plan }: Planned, name: string): Declaration {
  const found = plan.declarations.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no ${name} among ${plan.declarations.map((one) => one.name).join(', ')}`);
  return found;
}

/** `name: type` of a class's fields, as Python would write them. */
export function fieldsOf(planned: Planned, name: string): readonly string[] {
  const decl = declaration(planned, name);
  return decl.kind === 'class' ? decl.fields.map(describe) : [];
}

function describe(field: Field): string {
  const alias = field.wire === field.name ? '' : ` (${field.wire})`;
  const fallback = field.default === undefined ? '' : ` = ${JSON.stringify(field.default)}`;
  return `${field.name}${alias}${field.required ? '' : '?'}: ${typeText(field.type)}${fallback}`;
}

/** A type as text: `List[Thing]`. */
export function typeText(type: PyType): string {
  switch (type.kind) {
    case 'simple':
      return type.name;
    case 'any':
      return 'Any';
    case 'external':
      return type.arguments ? `${type.ref.name}[${type.arguments.map(typeText).join(', ')}]` : type.ref.name;
    case 'declared':
      return type.decl.name;
    case 'list':
      return `List[${typeText(type.item)}]`;
    case 'dict':
      return `Dict[str, ${typeText(type.value)}]`;
    case 'union':
      return `Union[${type.members.map(typeText).join(', ')}]`;
    case 'literal':
      return `Literal[${type.values.map((value) => JSON.stringify(value)).join(', ')}]`;
    case 'nullable':
      return `Nullable[${typeText(type.of)}]`;
    case 'annotated':
      return `Annotated[${typeText(type.of)}]`;
    case 'stream':
      return `${type.format === 'sse' ? 'EventStream' : 'JsonLStream'}[${typeText(type.of)}]`;
  }
}
