/**
 * The whole API, from the document's OpenAPI object.
 * @see https://spec.openapis.org/oas/v3.2.0#openapi-object
 */
import type { ProblemSink } from '../../diagnostics/problem.ts';
import type { Document, Node } from '../../document/types.ts';
import { applyDiscriminators } from '../passes/apply-discriminators.ts';
import { hoistSecurity } from '../passes/hoist-security.ts';
import { inferDiscriminators } from '../passes/infer-discriminators.ts';
import { nameVariants } from '../passes/name-variants.ts';
import { orderAlphabetically } from '../passes/order-alphabetically.ts';
import { pruneSchemas } from '../passes/prune-schemas.ts';
import { pruneSecurity } from '../passes/prune-security.ts';
import { uniqueOperationIds } from '../passes/unique-operation-ids.ts';
import type { Api, Operation, Parameter, SecurityScheme } from '../types.ts';
import { type Context, createContext } from './context.ts';
import { countExtension, extensionsOf, rewritesOf } from './extensions.ts';
import { infoOf } from './info.ts';
import { nameOverrides } from './naming.ts';
import { parameterKey } from './operation-parameters.ts';
import type { Surroundings } from './operations.ts';
import type { ApiOptions } from './options.ts';
import { globalParameters } from './parameters.ts';
import { pathOperations, webhookOperations } from './paths.ts';
import { entries, isObject, present } from './read.ts';
import { errorStatuses, usualErrors } from './responses.ts';
import { retriesOf } from './retries.ts';
import { refOf } from './schemas/references.ts';
import { settledDefault, settleSchemas } from './schemas/settle.ts';
import { requirementsOf, securitySchemes } from './security.ts';
import { rootServers } from './servers.ts';
import { webhookSignature } from './webhook-signature.ts';

/** Builds the neutral model of the API that a document describes. */
export function buildApi(document: Document, options: ApiOptions, sink: ProblemSink): Api {
  const context = createContext(document, options, sink, rewritesOf(document));
  noteAliases(context);
  const built = buildWhole(context);
  const unique = uniqueOperationIds(built);
  const secured = pruneSecurity(options.hoistGlobalSecurity ? hoistSecurity(unique) : unique);
  const inferred = options.inferUnionDiscriminators ? inferDiscriminators(secured) : secured;
  const applied = options.preApplyUnionDiscriminators ? applyDiscriminators(inferred) : inferred;
  const pruned = nameVariants(pruneSchemas(applied));
  return options.maintainOpenAPIOrder ? pruned : orderAlphabetically(pruned);
}

function buildWhole(context: Context): Api {
  const { root } = context.document;
  const schemes = securitySchemes(context);
  const globals = globalParameters(context);
  const around = surroundings(context, schemes, globals);
  const operations = pathOperations(context, around);
  const webhooks = webhookOperations(context, around);
  warnOfDuplicates(context, operations);
  context.schemas.buildAll();
  const schemas = settleSchemas(context);
  return {
    ...infoOf(context),
    servers: rootServers(context),
    securitySchemes: [...schemes.values()],
    security: requirementsOf(context, root, schemes) ?? [],
    globals: globals.map((parameter) => withDefault(context, parameter)),
    ...present({ retries: around.retries, webhookSignature: webhookSignature(context) }),
    operations: operations.map((operation) => withDefaults(context, operation)),
    webhooks: webhooks.map((operation) => withDefaults(context, operation)),
    schemas,
    extensions: extensionsOf(root),
  };
}

function surroundings(
  context: Context,
  schemes: ReadonlyMap<string, SecurityScheme>,
  globals: readonly Parameter[],
): Surroundings {
  const { root } = context.document;
  const retries = retriesOf(context, root);
  return {
    schemes,
    globals: new Map(globals.map((parameter) => [parameterKey(parameter), parameter])),
    nameOverride: nameOverrides(context),
    errors: errorStatuses(context, usualErrors(context), [root, context.document.child(root, 'paths')]),
    ...present({
      retries: retries === 'none' ? undefined : retries,
      timeoutMs: countExtension(context, root, 'timeout'),
      maxMethodParams: countExtension(context, root, 'max-method-params'),
    }),
  };
}

/** Components that are nothing but references give their names to files and places that have none. */
function noteAliases(context: Context): void {
  const { document, schemas } = context;
  const components = document.child(document.child(document.root, 'components'), 'schemas');
  for (const [name, node] of entries(document, components)) {
    if (!isAlias(node)) continue;
    const target = document.follow(node);
    if (target === undefined || target.pointer.startsWith('/components/schemas/')) continue;
    const identity = document.identity(target);
    if (!schemas.names.has(identity)) schemas.names.set(identity, name);
  }
}

function isAlias({ value }: Node): boolean {
  return isObject(value) && refOf(value) !== undefined;
}

/** Defaults of parameters can only be checked against schemas that are built. */
function withDefaults(context: Context, operation: Operation): Operation {
  const { parameters, callbacks } = operation;
  const settled = parameters.map((parameter) => withDefault(context, parameter));
  const isSettled = settled.every((parameter, index) => parameter === parameters[index]);
  if (isSettled && callbacks.length === 0) return operation;
  return {
    ...operation,
    parameters: settled,
    callbacks: callbacks.map((callback) => withDefaults(context, callback)),
  };
}

function withDefault(context: Context, parameter: Parameter): Parameter {
  const schema = context.schemas.schemas.get(parameter.schema.schema);
  const { default: written } = parameter;
  const value = settledDefault(
    context,
    parameter.schema,
    written,
    schema?.default,
    schema?.node ?? parameter.node,
  );
  const settled = value === null && !parameter.schema.nullable ? undefined : value;
  if (settled === written) return parameter;
  const { default: _, ...rest } = parameter;
  return settled === undefined ? rest : { ...rest, default: settled };
}

function warnOfDuplicates(context: Context, operations: readonly Operation[]): void {
  const seen = new Set<string>();
  for (const { operationId, node } of operations) {
    if (operationId === undefined) continue;
    if (seen.has(operationId)) {
      context.warn('operation-id-duplicate', node, `The operationId ${operationId} is used more than once.`);
    }
    seen.add(operationId);
  }
}
