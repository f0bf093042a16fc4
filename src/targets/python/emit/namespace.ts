/** The module of a namespace: the facts of its operations, then its class with thin methods. */
import { type Code, type Hole, join, ref } from '../../../code/code.ts';
import { type ModuleFile, renderModule } from '../../../code/file.ts';
import { docstring, ident, lit } from '../../../code/printable.ts';
import { indented, py } from '../../../code/template.ts';
import type { MethodPlan, NamespaceLink, NamespacePlan, PythonPlan } from '../plan/types.ts';
import { banner } from './banner.ts';
import { emitMethod } from './method.ts';
import { emitOperation } from './operation.ts';
import { rawAttributes, rawClasses, rawHelpers } from './raw-methods.ts';
import { classRegion, importRegion } from './regions.ts';
import { sharedFacts } from './shared-facts.ts';
import { childAttributes, type Side } from './sub-sdks.ts';

/** The text of `things.py`. */
export function emitNamespace(namespace: NamespacePlan, plan: PythonPlan): string {
  return renderModule(namespaceModule(namespace, plan));
}

function namespaceModule(namespace: NamespacePlan, plan: PythonPlan): ModuleFile {
  const { className, asyncClassName, methods, module } = namespace;
  return {
    module,
    isPackage: false,
    header: py`
      ${banner}
      ${docstring(moduleDoc(namespace))}
    `,
    future: true,
    defines: [
      ...[className, asyncClassName ?? className],
      ...memberNames(methods, namespace.children),
      ...methods.flatMap(({ accept }) => (accept ? [accept.name] : [])),
    ],
    body: join(
      [
        importRegion(plan),
        ...operationFacts(methods, plan),
        ...acceptEnums(methods),
        ...classes(namespace, plan),
        rawClasses(plan, withMethods(namespace)),
      ],
      '\n\n',
    ),
  };
}

function moduleDoc({ className, path, doc }: NamespacePlan): string {
  const first = doc?.trim().split(/\n/)[0]?.trim();
  return first ? `${path.at(-1) ?? className}: ${first}` : `The operations of ${path.join('.')}.`;
}

/** Names in the class's scope: an import of such a name would be hidden in the class's annotations. */
export function memberNames(
  methods: readonly MethodPlan[],
  children: readonly NamespaceLink[],
): readonly string[] {
  return [
    ...methods.flatMap((method) => [method.name, method.asyncName]),
    ...children.map(({ attribute }) => attribute),
  ];
}

/** The constants of all operations, after those that several of them share. */
export function operationFacts(methods: readonly MethodPlan[], plan: PythonPlan): readonly Code[] {
  const shared = sharedFacts(methods, plan);
  const own = methods.flatMap((method) =>
    method.overload
      ? [emitOperation(method, plan, shared, 'json'), emitOperation(method, plan, shared, 'sse')]
      : [emitOperation(method, plan, shared)],
  );
  return [...shared.definitions, ...own];
}

/** `class GetReportAcceptEnum(str, Enum)`, for methods with a choice of media types. */
export function acceptEnums(methods: readonly MethodPlan[]): readonly Code[] {
  return methods.flatMap(({ accept }) => {
    if (!accept) return [];
    const members = accept.members.map(({ name, value }) => py`${ident(name)} = ${lit(value)}`);
    return [
      py`
        class ${ident(accept.name)}(str, ${ref('enum', 'Enum')}):
            ${members}
      `,
    ];
  });
}

function classes(namespace: NamespacePlan, plan: PythonPlan): readonly Code[] {
  const { className, asyncClassName } = namespace;
  if (asyncClassName === undefined) return [namespaceClass(namespace, plan, className, ['sync', 'async'])];
  return [
    namespaceClass(namespace, plan, className, ['sync']),
    namespaceClass(namespace, plan, asyncClassName, ['async']),
  ];
}

function withMethods({ className, asyncClassName, methods, children }: NamespacePlan) {
  const both = { className, methods, children };
  if (asyncClassName === undefined) return [{ ...both, sides: ['sync', 'async'] as const }];
  return [
    { ...both, sides: ['sync'] as const },
    { ...both, className: asyncClassName, sides: ['async'] as const },
  ];
}

function namespaceClass(
  namespace: NamespacePlan,
  plan: PythonPlan,
  name: string,
  sides: readonly Side[],
): Code {
  const members = [
    docstring(namespace.doc ?? moduleDoc(namespace)),
    ...childAttributes(namespace.children, plan, sides),
    ...rawAttributes(plan, name),
    classRegion(plan),
  ];
  const methods = namespace.methods.flatMap((method) => emitMethod(method, plan, sides, false));
  const bases = [...rawHelpers(plan), ref('.basesdk', 'BaseSDK')];
  return sdkClass(name, bases, [...members.map((member) => indented(member, 1)), ...methods]);
}

/** A class of members that are indented already: its text is the longest of a package. */
export function sdkClass(name: string, bases: readonly Hole[], members: readonly Code[]): Code {
  return py`
    class ${ident(name)}(${join(bases, ', ')}):
    ${join(members, '\n\n')}
  `;
}
