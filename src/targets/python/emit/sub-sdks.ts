/** Attributes that are namespaces: annotated, and imported at their first use. */
import { type Code, join, ref, typeRef } from '../../../code/code.ts';
import { docstring, ident, lit } from '../../../code/printable.ts';
import { py } from '../../../code/template.ts';
import type { NamespaceLink, PythonPlan } from '../plan/types.ts';

export type Side = 'sync' | 'async';

/** `things: Things` for each, and the map by which they are found. */
export function childAttributes(
  links: readonly NamespaceLink[],
  plan: PythonPlan,
  sides: readonly Side[],
): readonly Code[] {
  if (links.length === 0) return [];
  const { lazyImports } = plan.config.generation.runtime;
  const declared = links.map(({ attribute, namespace }) => {
    const name = classNameFor(namespace, sides);
    const type = (lazyImports ? typeRef : ref)(`.${namespace.module}`, name);
    return py`
      ${ident(attribute)}: ${type}
      ${docstring(namespace.doc)}
    `;
  });
  const sources = links.map(({ attribute, namespace }) => {
    return py`${lit(attribute)}: ${lit(`${namespace.module}:${classNameFor(namespace, sides)}`)}`;
  });
  return [join(declared, '\n'), py`_sub_sdks = {${join(sources, ', ')}}`];
}

/** The class of a namespace that has the methods of these sides. */
export function classNameFor(
  namespace: { readonly className: string; readonly asyncClassName?: string },
  sides: readonly Side[],
): string {
  return sides.includes('sync') ? namespace.className : (namespace.asyncClassName ?? namespace.className);
}
