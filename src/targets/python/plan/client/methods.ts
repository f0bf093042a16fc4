/** The methods of a namespace: one for each operation and each body that it can send. */
import type { Api, MediaKind, MediaType, Operation, Response } from '../../../../api/types.ts';
import type { Config } from '../../../../config/schema.ts';
import { argumentForm } from '../argument-form.ts';
import type { Mutable } from '../models/builder.ts';
import { className, constantName, memberName, methodName } from '../names.ts';
import { sendable } from '../sendable.ts';
import type {
  AcceptEnum,
  Argument,
  MethodPlan,
  ModelPlan,
  OperationModels,
  StreamOverload,
  Tail,
} from '../types.ts';
import { type Call, planArguments } from './arguments.ts';

/** What methods are planned from. */
export interface MethodSource {
  readonly api: Api;
  readonly config: Config;
  readonly models: ModelPlan;
}

/** A method before its name is settled. */
interface Draft {
  readonly operation: Operation;
  readonly wish: string;
  readonly body?: number;
}

/** Methods of one class, in the order of the operations; `taken` are the attributes the class has anyhow. */
export function planMethods(
  operations: readonly Operation[],
  taken: ReadonlySet<string>,
  source: MethodSource,
): readonly MethodPlan[] {
  const drafts = operations.flatMap(draftsOf);
  const names = settleNames(drafts, taken, source.config.python.asyncMode === 'both');
  const tails = { plain: tail(source.config, false), accept: tail(source.config, true) };
  return drafts.map((draft) => planMethod(draft, names.get(draft) ?? draft.wish, source, tails));
}

// --- Names ----------------------------------------------------------------------------------------------

function draftsOf(operation: Operation): readonly Draft[] {
  const base = baseName(operation);
  const bodies = sendable(operation);
  if (bodies.length === 0) return [{ operation, wish: base }];
  return bodies.map(({ index, suffix }) => ({ operation, wish: `${base}${suffix}`, body: index }));
}

/** The override, the operationId, or method and path: `get_v2_boxes_box_` for `GET /v2/boxes/{box}`. */
function baseName(operation: Operation): string {
  const named = operation.nameOverride ?? operation.operationId;
  if (named !== undefined) return methodName(named);
  const name = methodName(`${operation.method} ${operation.path}`);
  return operation.path.endsWith('}') && !name.endsWith('_') ? `${name}_` : name;
}

/** Of methods that want one name, the one whose operation's id sorts first has it, the others are numbered. */
function settleNames(
  drafts: readonly Draft[],
  taken: ReadonlySet<string>,
  twins: boolean,
): ReadonlyMap<Draft, string> {
  const used = new Set([...taken, ...reservedMembers]);
  const names = new Map<Draft, string>();
  const inOrder = [...drafts].sort(
    (a, b) => compare(a.wish, b.wish) || compare(a.operation.id, b.operation.id),
  );
  for (const draft of inOrder) {
    let name = draft.wish;
    const isFree = (): boolean => !used.has(name) && !(twins && used.has(`${name}_async`));
    for (let number = 1; !isFree(); number++) name = `${draft.wish}_${number}`;
    used.add(name);
    if (twins) used.add(`${name}_async`);
    names.set(draft, name);
  }
  return names;
}

/** Members of the base classes, and names that annotations in the class are written with. */
const reservedMembers: readonly string[] = [
  ...['sdk_configuration', 'parent_ref', 'do_request', 'do_request_async', 'with_raw_response'],
  ...[
    'with_streaming_response',
    'preload',
    'preload_async',
    'str',
    'int',
    'float',
    'bool',
    'bytes',
    'object',
  ],
];

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

// --- The rest of a method -------------------------------------------------------------------------------

function planMethod(
  draft: Draft,
  name: string,
  { api, config, models: plan }: MethodSource,
  tails: { readonly plain: readonly Tail[]; readonly accept: readonly Tail[] },
): MethodPlan {
  const { operation, body } = draft;
  const models = modelsOf(draft, plan);
  const form = argumentForm(operation, mediaOf(draft), api, config);
  const call: Call = { operation, models, plan, config, form, ...(body !== undefined && { body }) };
  const methodArguments = planArguments(call);
  const successes = operation.responses.filter((response) => !response.isError);
  const content = successes.flatMap((response) => response.content);
  const overload = streamOverload(operation, models, methodArguments, content, config);
  const stream = streamOf(content);
  const accept = overload ? undefined : acceptEnum(content, name);
  const method: Mutable<MethodPlan> = {
    name,
    asyncName: config.python.asyncMode === 'both' ? `${name}_async` : name,
    constant: `_${constantName(name)}`,
    operation,
    models,
    arguments: methodArguments,
    tail: accept ? tails.accept : tails.plain,
    result: models.result,
    optionalResult: isOptional(operation, models, successes),
  };
  if (body !== undefined) method.body = body;
  if (stream && !models.envelope) method.stream = stream;
  if (overload) method.overload = overload;
  if (accept) method.accept = accept;
  return method;
}

/** With the request class of the body that is sent. */
function modelsOf({ operation, body }: Draft, plan: ModelPlan): OperationModels {
  const models = plan.forOperation(operation);
  const request = body === undefined ? undefined : models.variants?.get(body);
  return request ? { ...models, request } : models;
}

function mediaOf({ operation, body }: Draft): MediaType | undefined {
  return body === undefined ? undefined : operation.body?.content[body];
}

function tail(config: Config, accept: boolean): readonly Tail[] {
  const { methodTimeoutArgument, methodArguments } = config.python;
  const extras = methodArguments === 'positional-path-with-extras';
  return [
    'retries',
    'server_url',
    methodTimeoutArgument === 'timeout' ? 'timeout' : 'timeout_ms',
    ...(accept ? (['accept_header_override'] as const) : []),
    ...(extras ? (['extra_headers', 'extra_query', 'extra_body'] as const) : (['http_headers'] as const)),
  ];
}

/** No result where the last page is passed, or where one success has a body and another has none. */
function isOptional(operation: Operation, models: OperationModels, successes: readonly Response[]): boolean {
  if (operation.pagination) return true;
  if (models.envelope) return false;
  const empty = successes.filter((response) => response.content.length === 0).length;
  return empty > 0 && empty < successes.length;
}

/** Set where every successful response is a stream of one kind: the result is one event or line. */
function streamOf(content: readonly MediaType[]): 'sse' | 'jsonl' | undefined {
  const [first] = content;
  if (first?.kind !== 'sse' && first?.kind !== 'jsonl') return undefined;
  return content.every(({ kind }) => kind === first.kind) ? first.kind : undefined;
}

function streamOverload(
  operation: Operation,
  models: OperationModels,
  methodArguments: readonly Argument[],
  content: readonly MediaType[],
  config: Config,
): StreamOverload | undefined {
  if (!config.generation.inferSSEOverload || !operation.body?.required || models.envelope) return undefined;
  if (content.length !== 2) return undefined;
  const kinds = content.map(({ kind }) => kind).sort();
  if (kinds.join() !== 'json,sse') return undefined;
  const argument = methodArguments.find(({ source }) => {
    return source.kind === 'bodyField' && source.field.wire === 'stream' && isBoolean(source.field.type);
  });
  const json = models.responses.find(({ mediaType, error }) => !error && isMedia(content, mediaType, 'json'));
  const event = models.responses.find(({ mediaType, error }) => !error && isMedia(content, mediaType, 'sse'));
  if (!argument || !json || !event) return undefined;
  return { argument: argument.name, json: json.type, event: event.type };
}

function isBoolean(type: Argument['type']): boolean {
  if (type.kind === 'nullable') return isBoolean(type.of);
  return type.kind === 'simple' && type.name === 'bool';
}

function isMedia(content: readonly MediaType[], mediaType: string, kind: MediaKind): boolean {
  return content.some((media) => media.type === mediaType && media.kind === kind);
}

/** Where several media types can be the result, the caller may ask for one of them. */
function acceptEnum(content: readonly MediaType[], name: string): AcceptEnum | undefined {
  if (content.length < 2) return undefined;
  const types = new Set(content.map(({ type }) => (type.split(';')[0] ?? '').trim()));
  if (types.size < 2) return undefined;
  const members = [...types].map((value) => ({ name: memberName(value), value }));
  return { name: `${className(name)}AcceptEnum`, members };
}
