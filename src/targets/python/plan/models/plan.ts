/** The models half of the plan: every declaration with its final name, module and exporting package. */
import type { Api, MediaType, Operation, SchemaId, SchemaUse } from '../../../../api/types.ts';
import type { Config } from '../../../../config/schema.ts';
import type { ModelPlan, OperationModels, ServersDecl } from '../types.ts';
import { createBuilder } from './builder.ts';
import { createErrors } from './errors.ts';
import { type Holdings, holdingsOf, isBuilt } from './holdings.ts';
import { layerFolders } from './layers.ts';
import { nameEverything } from './naming.ts';
import { globalsClass, operationRoot, operationServers, planOperation } from './operation.ts';
import type { Layer, Root } from './place.ts';
import { any, nullable } from './scalars.ts';
import { planSecurity } from './security.ts';
import { planSides } from './sides.ts';

/** Declares everything that the API's operations need, and names it. */
export function planModels(api: Api, config: Config): ModelPlan {
  const holdings = holdingsOf(api);
  const sides = planSides(api, holdings);
  const builder = createBuilder(api, config, sides, servedSchemas(api, holdings));
  const errors = createErrors(builder);
  const security = planSecurity(api, builder);
  builder.finish();
  const globals =
    api.globals.length > 0 ? globalsClass(api.globals, globalsRoot, builder, '', 'Globals') : undefined;
  const folders = layerFolders(config);
  const planned = new Map<Operation, OperationModels>();
  const servers: ServersDecl[] = [];
  const plan = (operations: readonly Operation[], layer: Layer): void => {
    for (const operation of operations) {
      planned.set(operation, planOperation(operation, { builder, errors, security, layer }));
      builder.finish();
      const own = operationServers(operation);
      if (own) {
        const { module } = operationRoot(operation, layer);
        servers.push({ ...own, module: `${folders[layer]}.${module}`, exportedBy: folders[layer] });
      }
      plan(operation.callbacks, 'callbacks');
    }
  };
  plan(api.operations, 'operations');
  plan(api.webhooks, 'webhooks');
  const declarations = nameEverything(builder, errors.drafts);
  return {
    declarations,
    servers,
    typeOf(use, side) {
      const known = builder.known(use.schema, side) ?? any;
      return use.nullable ? nullable(known) : known;
    },
    forOperation(operation) {
      const models = planned.get(operation);
      if (!models) throw new Error(`operation was not planned: ${operation.id}`);
      return models;
    },
    ...(security.root && { security: security.root }),
    ...(globals && { globals }),
  };
}

const globalsRoot: Root = {
  key: 'globals',
  role: 'operation',
  name: 'globals',
  layer: 'shared',
  package: 'models.internal',
  module: 'globals',
};

/** Of the schemas that are declared those that the API sends somewhere: in responses, and in requests of its own. */
function servedSchemas(api: Api, holdings: Holdings): ReadonlySet<SchemaId> {
  const queue: SchemaId[] = [];
  const send = (use: SchemaUse | undefined): void => {
    if (use && isBuilt(api.schemas.get(use.schema))) queue.push(use.schema);
  };
  const sendAll = ({ content }: { readonly content: readonly MediaType[] }): void => {
    content.forEach(({ schema, item }) => {
      send(schema);
      send(item);
    });
  };
  const sendBodies = (own: readonly Operation[]): void => {
    own.forEach(({ body, callbacks }) => {
      if (body) sendAll(body);
      sendBodies(callbacks);
    });
  };
  api.operations.forEach(({ responses, callbacks }) => {
    responses.forEach(sendAll);
    sendBodies(callbacks);
  });
  api.webhooks.forEach(({ responses }) => void responses.forEach(sendAll));
  sendBodies(api.webhooks);
  const found = new Set<SchemaId>();
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    holdings.get(id)?.forEach((held) => void queue.push(held));
  }
  return found;
}
