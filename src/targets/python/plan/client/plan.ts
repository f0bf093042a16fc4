/** The whole plan: the models' half and the client's. */
import type { Api } from '../../../../api/types.ts';
import type { Config } from '../../../../config/schema.ts';
import { planModels } from '../models/plan.ts';
import { className } from '../names.ts';
import type { ClientPlan, ModelPlan, NamespaceLink, NamespacePlan, PythonPlan } from '../types.ts';
import { askedNames } from './asked-names.ts';
import { planConstructor, planSecurity, planServerEnums, planServers } from './constructor.ts';
import { type MethodSource, planMethods } from './methods.ts';
import { fold, type Group, type GroupTree, planGroups } from './namespaces.ts';
import { planErrors, planPackage } from './package.ts';

/** Every name, module and type of the package. */
export function planPython(api: Api, config: Config): PythonPlan {
  return planClientHalf(api, config, planModels(api, config));
}

/** The plan around models that are already planned. */
export function planClientHalf(api: Api, config: Config, models: ModelPlan): PythonPlan {
  const name = className(config.generation.sdkClassName);
  const classes = new Set([...askedNames(api, models.declarations), fold(name)]);
  const tree = planGroups(api, { classes, modules: takenModules(config) });
  const source: MethodSource = { api, config, models };
  const namespaces = tree.groups.map((group) => planNamespace(group, source));
  return {
    api,
    config,
    package: planPackage(config),
    models,
    errors: planErrors(config),
    client: planClient(name, tree, namespaces, source),
    namespaces: namespaces.flatMap(({ namespace }) => [...everyNamespace(namespace)]),
  };
}

/** Modules and folders that every package has. */
function takenModules(config: Config): ReadonlySet<string> {
  const { paths } = config.python.imports;
  const folders = Object.values(paths).map((path) => path.split('/')[0] ?? '');
  return new Set([
    ...['models', 'types', 'utils', 'sdk', 'basesdk', 'httpclient', 'sdkconfiguration', 'py'],
    ...folders,
  ]);
}

function* everyNamespace(namespace: NamespacePlan): Generator<NamespacePlan> {
  yield namespace;
  for (const child of namespace.children) yield* everyNamespace(child.namespace);
}

function planNamespace(group: Group, source: MethodSource): NamespaceLink {
  const children = group.children.map((child) => planNamespace(child, source));
  const attributes = new Set(children.map((child) => child.attribute));
  const split = source.config.python.asyncMode === 'split';
  return {
    attribute: group.attribute,
    namespace: {
      className: group.className,
      ...(split && { asyncClassName: `Async${group.className}` }),
      module: group.module,
      ...(group.doc !== undefined && { doc: group.doc }),
      path: group.path,
      children,
      methods: planMethods(group.operations, attributes, source),
    },
  };
}

function planClient(
  name: string,
  tree: GroupTree,
  namespaces: readonly NamespaceLink[],
  source: MethodSource,
): ClientPlan {
  const { api, config, models } = source;
  const servers = planServers(api, config);
  const security = planSecurity(api, config, models);
  const attributes = new Set(namespaces.map((link) => link.attribute));
  return {
    className: name,
    ...(config.python.asyncMode === 'split' && { asyncClassName: `Async${name}` }),
    constructorArguments: planConstructor(config, models, servers, security),
    ...(security && { security }),
    servers,
    serversById: servers.some((server) => server.id !== undefined),
    serverEnums: planServerEnums(servers),
    namespaces,
    methods: planMethods(tree.root, attributes, source),
  };
}
