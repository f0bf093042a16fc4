/** What belongs to one operation: request, bodies, result, errors, security, SDK-wide parameters. */
import type { Operation, Parameter, Server } from '../../../../api/types.ts';
import { constantName, moduleName } from '../names.ts';
import type { ClassDecl, OperationModels, ServersDecl } from '../types.ts';
import type { Builder, Mutable } from './builder.ts';
import type { Errors } from './errors.ts';
import { unique } from './fields.ts';
import { emptyModel } from './fixed-classes.ts';
import { join, type Layer, type Root } from './place.ts';
import { parameterField, planBodies, planRequest, planVariants } from './request.ts';
import { planResponses } from './responses.ts';
import type { SecurityModels } from './security.ts';

export interface OperationContext {
  readonly builder: Builder;
  readonly errors: Errors;
  readonly security: SecurityModels;
  readonly layer: Layer;
}

/** Root of everything that an operation names. */
export function operationRoot(operation: Operation, layer: Layer): Root {
  return {
    key: `operation:${operation.id}`,
    role: 'operation',
    name: operation.id,
    layer,
    module: `${moduleName(operation.id)}op`,
  };
}

/** Declares the operation's own models. */
export function planOperation(operation: Operation, context: OperationContext): OperationModels {
  const root = operationRoot(operation, context.layer);
  const shown = operation.parameters.filter((parameter) => !parameter.hidden);
  const side = context.layer === 'webhooks' || context.layer === 'callbacks' ? 'output' : 'input';
  const bodies = planBodies(operation, shown.length > 0, root, context.builder, side);
  // Where all parameters are hidden and there is no body, callers still have an (empty) object to give.
  const asked = shown.length > 0 || (operation.parameters.length > 0 && !operation.body);
  const request = asked ? planRequest(operation, shown, bodies[0], root, context.builder) : undefined;
  const variants = request && planVariants(operation, shown, bodies, root, context.builder);
  const globals = planGlobals(operation, root, context.builder);
  const { result, responses, envelope } = planResponses(operation, root, context);
  const security = context.security.forOperation(operation, root);
  const models: Mutable<OperationModels> = { bodies, result, responses };
  if (request) models.request = request;
  if (variants && variants.size > 0) models.variants = variants;
  if (envelope) models.envelope = envelope;
  if (security) models.security = security;
  if (globals) models.globals = globals;
  return models;
}

// --- SDK-wide parameters and servers --------------------------------------------------------------------

function planGlobals(operation: Operation, root: Root, builder: Builder): ClassDecl | undefined {
  const globals = operation.parameters.filter((parameter) => parameter.global);
  if (globals.length === 0) return undefined;
  return globalsClass(globals, root, builder, '/globals', join([root.name, 'globals']));
}

/** A class with every SDK-wide parameter as an optional field. */
export function globalsClass(
  globals: readonly Parameter[],
  root: Root,
  builder: Builder,
  ending: string,
  name: string,
): ClassDecl {
  const decl = emptyModel();
  const used = new Set<string>();
  decl.fields = globals.map((parameter) =>
    unique({ ...parameterField(parameter, root, builder), required: false }, used),
  );
  return builder.declare(decl, { root, steps: [] }, { ending, asks: [[name], [name, 'globals']] });
}

/** By what each server is chosen: its id, else its position. */
export function serverKeys(servers: readonly Server[]): readonly string[] {
  return servers.map(({ id }, index) => id ?? String(index));
}

/** The constant with the operation's own servers. */
export function operationServers(
  operation: Operation,
): Omit<ServersDecl, 'module' | 'exportedBy'> | undefined {
  if (!operation.servers || operation.servers.length === 0) return undefined;
  return {
    name: `${constantName(operation.id)}_OP_SERVERS`,
    urls: operation.servers.map((server) => server.url),
    ...(operation.servers.some(({ id }) => id !== undefined) && { ids: serverKeys(operation.servers) }),
  };
}
