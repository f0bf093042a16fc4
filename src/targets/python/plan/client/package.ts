/** Names of the package itself and of its fixed exceptions. */
import type { Config } from '../../../../config/schema.ts';
import { className, keywords } from '../names.ts';
import type { ErrorNames, PackagePlan } from '../types.ts';

/** Distribution, module and folder: `Acme-API` is `acme_api`, in `src/acme_api`. */
export function planPackage(config: Config): PackagePlan {
  const { packageName, moduleName, version } = config.python;
  const module = (moduleName || packageName).split('.').map(moduleSegment).join('.');
  return { distribution: packageName, module, folder: `src/${module.replaceAll('.', '/')}`, version };
}

function moduleSegment(text: string): string {
  const name = text.toLowerCase().replace(/[^a-z0-9_]+/g, '_');
  const valid = /^[0-9]/.test(name) ? `_${name}` : name || '_';
  return keywords.has(valid) ? `${valid}_` : valid;
}

/** Base and default error with the package that holds them. */
export function planErrors(config: Config): ErrorNames {
  const client = className(config.generation.sdkClassName);
  const { imports, baseErrorName, defaultErrorName } = config.python;
  return {
    package: (imports.paths.errors || 'models').replaceAll('/', '.'),
    base: baseErrorName || `${client}Error`,
    default: defaultErrorName || `${client}DefaultError`,
  };
}
