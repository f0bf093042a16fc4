/** Defaults that come from other options. */
import { pythonModuleProblem } from './modules.ts';
import type { Config } from './schema.ts';

/** The configuration as it is read: what has a derived default may be missing. */
export type ReadConfig = Omit<Config, 'python'> & {
  readonly python: Omit<Config['python'], Derived> & Partial<Pick<Config['python'], Derived>>;
};

type Derived = 'moduleName' | 'defaultErrorName' | 'baseErrorName';

/** Fills in what follows from other options. */
export function derive(read: ReadConfig, isNewProject: boolean): Config {
  const { generation, python } = read;
  const name = className(generation.sdkClassName);
  const defaultErrorName = python.defaultErrorName ?? (isNewProject ? `${name}DefaultError` : 'SDKError');
  const taken = defaultErrorName === `${name}Error`;
  return {
    generation,
    python: {
      ...python,
      moduleName: (python.moduleName ?? moduleOf(python.packageName)).replaceAll('-', '_'),
      defaultErrorName,
      baseErrorName: python.baseErrorName ?? (taken ? `${name}BaseError` : `${name}Error`),
    },
  };
}

/** `acme-api.client` → `acme_api_client`. */
function moduleOf(packageName: string): string {
  const name = packageName.toLowerCase().replace(/[^a-z0-9]+/g, '_');
  const module = /^\d/.test(name) ? `_${name}` : name;
  return pythonModuleProblem(module) === undefined ? module : `${module}_sdk`;
}

/** `acme_sdk` → `AcmeSDK`: as the client class is named. */
function className(name: string): string {
  return name
    .split(/[-_]+/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')
    .replace(/(Sdk|Api|Http|Url)(?![a-z])/g, (word) => word.toUpperCase());
}
