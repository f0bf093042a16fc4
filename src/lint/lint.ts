/** What makes an SDK poorer than it could be, though the document is valid. */
import type { Api, MediaType, Operation, Schema } from '../api/types.ts';
import { usesOf } from '../api/walk.ts';
import type { ProblemCode } from '../diagnostics/catalogue.ts';
import type { Problem } from '../diagnostics/problem.ts';
import type { Document, Node } from '../document/types.ts';

type Report = (code: ProblemCode, node: Node, message: string) => void;

/** From what callers stumble over each time to what only the documentation lacks. */
export const lintOrder: readonly ProblemCode[] = [
  'lint-no-server',
  'lint-operation-id',
  'lint-no-group',
  'lint-inline-model',
  'lint-untyped-response',
  'lint-no-pagination',
  'lint-no-errors',
  'lint-no-description',
  'lint-no-example',
];

/** Warnings, ordered by what they do to the SDK. */
export function lintApi(api: Api, document: Document): readonly Problem[] {
  const problems: Problem[] = [];
  const report: Report = (code, node, message) =>
    void problems.push(document.problem(node, code, 'warning', message));
  if (!api.servers.some(({ url }) => /^[a-z][a-z0-9+.-]*:\/\/|^\{/i.test(url)))
    report('lint-no-server', document.root, 'No server has an absolute URL.');
  const grouped = api.operations.some(({ groups }) => groups.some((group) => group.length > 0));
  for (const operation of api.operations) {
    checkNames(operation, grouped, report);
    checkResponses(operation, report);
    checkPages(operation, api, report);
    checkTexts(operation, api, report);
  }
  checkModels(api, report);
  return problems.sort((a, b) => lintOrder.indexOf(a.code) - lintOrder.indexOf(b.code));
}

function nameOf({ method, path }: Operation): string {
  return `${method.toUpperCase()} ${path}`;
}

function checkNames(operation: Operation, grouped: boolean, report: Report): void {
  const { operationId, nameOverride, groups, node } = operation;
  if (operationId === undefined && nameOverride === undefined)
    report(
      'lint-operation-id',
      node,
      `${nameOf(operation)} has no operationId; its method is named \`${operation.id}\`.`,
    );
  if (grouped && groups.every((group) => group.length === 0))
    report('lint-no-group', node, `${nameOf(operation)} has no tag.`);
}

function checkResponses(operation: Operation, report: Report): void {
  const { responses, node } = operation;
  for (const { content, isError, status } of responses) {
    const untyped = content.find(({ kind, schema }) => kind === 'json' && schema === undefined);
    if (untyped !== undefined && !isError)
      report(
        'lint-untyped-response',
        untyped.node,
        `The response ${status} of ${nameOf(operation)} has no schema.`,
      );
  }
  if (
    !responses.some(({ isError, content }) => isError && content.some(({ schema }) => schema !== undefined))
  )
    report('lint-no-errors', node, `${nameOf(operation)} declares no error with a schema.`);
}

const pageWords =
  /^(?:page|page_?(?:number|token|size)|offset|cursor|after|before|starting_?after|next_?token|continuation_?token|skip)$/i;

function checkPages(operation: Operation, api: Api, report: Report): void {
  if (operation.pagination !== undefined || operation.method !== 'get') return;
  const word = operation.parameters.find(
    (parameter) => parameter.in === 'query' && pageWords.test(parameter.name),
  );
  if (word === undefined) return;
  const isList = operation.responses.some(
    ({ isError, content }) => !isError && content.some((media) => holdsList(media, api)),
  );
  if (isList)
    report(
      'lint-no-pagination',
      operation.node,
      `${nameOf(operation)} takes \`${word.name}\`, and has no pagination.`,
    );
}

function holdsList({ schema: use }: MediaType, api: Api): boolean {
  const schema = use === undefined ? undefined : api.schemas.get(use.schema);
  if (schema?.kind === 'array') return true;
  return (
    schema?.kind === 'object' &&
    schema.properties.some((property) => api.schemas.get(property.use.schema)?.kind === 'array')
  );
}

function checkTexts(operation: Operation, api: Api, report: Report): void {
  const { summary, description, body, node } = operation;
  if (!summary?.trim() && !description?.trim())
    report('lint-no-description', node, `${nameOf(operation)} has neither summary nor description.`);
  const media = body?.content.find(({ kind }) => kind === 'json');
  if (media !== undefined && !hasExample(media, api))
    report('lint-no-example', media.node, `The request body of ${nameOf(operation)} has no example.`);
}

function hasExample({ example, examples, schema: use }: MediaType, api: Api): boolean {
  const schema = use === undefined ? undefined : api.schemas.get(use.schema);
  if (example !== undefined || examples.size > 0 || schema === undefined || schema.examples.length > 0)
    return true;
  return schema.kind !== 'object' || schema.properties.some((property) => property.example !== undefined);
}

/** Inline objects with properties that will be classes. */
function checkModels(api: Api, report: Report): void {
  for (const schema of api.schemas.values()) {
    for (const use of usesOf(schema)) reportInline(api.schemas.get(use.schema), placeOf(schema), report);
  }
  for (const operation of api.operations) {
    const contents = [
      ...(operation.body?.content ?? []),
      ...operation.responses.flatMap(({ content }) => content),
    ];
    for (const { schema } of contents) {
      if (schema !== undefined) reportInline(api.schemas.get(schema.schema), nameOf(operation), report);
    }
  }
}

function placeOf(schema: Schema): string {
  return schema.component ?? schema.title ?? 'another inline schema';
}

function reportInline(schema: Schema | undefined, place: string, report: Report): void {
  if (schema?.kind !== 'object' || schema.properties.length === 0) return;
  if (schema.component !== undefined || schema.variantOf !== undefined) return;
  if (schema.title !== undefined || schema.nameOverride !== undefined) return;
  report('lint-inline-model', schema.node, `An object in ${place} has no name.`);
}
