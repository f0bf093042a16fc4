/** Names of the package itself and of its fixed exceptions. */
import type { Config } from '../../../../config/schema.ts';
import type { ErrorNames, PackagePlan } from '../types.ts';

/** Distribution, module and folder: `acme.client` is in `src/acme/client`. */
export function planPackage(config: Config): PackagePlan {
  const { packageName, moduleName, version } = config.python;
  const folder = `src/${moduleName.replaceAll('.', '/')}`;
  return { distribution: packageName, module: moduleName, folder, version };
}

/** Base and default error with the package that holds them. */
export function planErrors(config: Config): ErrorNames {
  const { imports, baseErrorName, defaultErrorName } = config.python;
  const folder = imports.paths.errors || 'models';
  return { package: folder.replaceAll('/', '.'), base: baseErrorName, default: defaultErrorName };
}
