/** `__init__.py` of packages whose names are imported at their first use. */
import { importOf, join, ref } from '../../../../code/code.ts';
import type { ModuleFile } from '../../../../code/file.ts';
import { lit } from '../../../../code/printable.ts';
import { py } from '../../../../code/template.ts';
import { banner } from '../banner.ts';
import { builtin, generic, typing } from '../types.ts';

/** A name that a package exports, and the module that defines it. */
export interface Export {
  readonly name: string;
  readonly module: string;
}

/** `models/__init__.py`: nothing is imported before it is asked for. */
export function lazyPackage(
  path: string,
  exports: readonly Export[],
  subPackages: readonly string[],
): ModuleFile {
  const modules = new Map(exports.map(({ name, module }) => [name, module]));
  const sorted = [...modules.keys()].sort();
  const subs = [...subPackages].sort();
  const names = [...sorted, ...subs].sort();
  const passesOn = [
    ...sorted.map((name) => importOf(`.${modules.get(name) ?? path}`, name)),
    ...subs.map((name) => importOf(`.${path}`, name)),
  ];
  const targets = sorted.map((name) => py`${lit(name)}: ${lit(relative(modules.get(name) ?? '', path))},`);
  const extra = subs.length > 0 ? py`, _sub_packages` : py``;
  return {
    module: path,
    isPackage: true,
    header: banner,
    future: true,
    defines: [],
    passesOn,
    body: py`
      __all__ = [
          ${join(names.map(lit), ',\n')}
      ]

      _dynamic_imports: ${generic(typing('Dict'), [builtin('str'), builtin('str')])} = {
          ${targets}
      }
      ${subs.length > 0 && py`_sub_packages = [${join(subs.map(lit), ', ')}]`}

      if not ${typing('TYPE_CHECKING')}:

          def __getattr__(name: str) -> object:
              return ${ref('.utils.dynamic_imports', 'lazy_getattr')}(__name__, _dynamic_imports, name${extra})

          def __dir__() -> ${generic(typing('List'), [builtin('str')])}:
              return sorted(__all__)
    `,
  };
}

/** `.thing` for `models.thing` in `models`. */
function relative(module: string, path: string): string {
  if (!module.startsWith(`${path}.`)) throw new Error(`${module} is not inside ${path}`);
  return module.slice(path.length);
}
