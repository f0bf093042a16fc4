/** The models half of the plan: every declaration with its final name, module and exporting package. */
import type { Api, Operation, Schema, SchemaId } from '../../../../api/types.ts';
import type { Config } from '../../../../config/schema.ts';
import type { ModelPlan, OperationModels, ServersDecl } from '../types.ts';
import { createBuilder } from './builder.ts';
import { createErrors } from './errors.ts';
import { layerFolders } from './layers.ts';
import { nameEverything } from './naming.ts';
import { globalsClass, operationRoot, operationServers, planOperation } from './operation.ts';
import type { Layer, Root } from './place.ts';
import { any, nullable } from './scalars.ts';
import { planSecurity } from './security.ts';
import { addEdges, planSides } from './sides.ts';

/** Declares everything that the API's operations need, and names it. */
export function planModels(api: Api, config: Config): ModelPlan {
  const sides = planSides(api);
  const builder = createBuilder(api, config, sides, servedSchemas(api));
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
      const root = operationRoot(operation, layer);
      const own = operationServers(operation, root);
      if (own)
        servers.push({ ...own, module: `${folders[layer]}.${root.module}`, exportedBy: folders[layer] });
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

/** Kinds of schemas that are declared, or hold such. */
const isBuilt: ReadonlySet<Schema['kind']> = new Set(['object', 'array', 'union', 'enum']);

/** Of the schemas that are declared those that the API sends somewhere: in responses, and in requests of its own. */
function servedSchemas(api: Api): ReadonlySet<SchemaId> {
  const found = new Set<SchemaId>();
  const callbacks = (all: readonly Operation[]): readonly Operation[] =>
    all.flatMap((operation) => [...operation.callbacks, ...callbacks(operation.callbacks)]);
  const own = [...api.webhooks, ...callbacks([...api.operations, ...api.webhooks])];
  const queue = [
    ...[...api.operations, ...api.webhooks].flatMap(({ responses }) => responses),
    ...own.flatMap(({ body }) => body ?? []),
  ]
    .flatMap(({ content }) => content)
    .flatMap((media) => [media.schema, media.item].flatMap((use) => use?.schema ?? []));
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const schema = api.schemas.get(id);
    if (!schema || !isBuilt.has(schema.kind) || found.has(id)) continue;
    found.add(id);
    addEdges(schema, queue);
  }
  return found;
}
