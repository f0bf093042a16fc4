/** The Python target: from the neutral API to the files of a package. */
import type { Api } from '../../api/types.ts';
import type { OutputFile } from '../../code/output-file.ts';
import type { Config } from '../../config/schema.ts';
import type { Problem } from '../../diagnostics/problem.ts';
import { emitClient } from './emit/client.ts';
import { emitConfiguration } from './emit/configuration.ts';
import { referenceFiles } from './emit/docs/docs.ts';
import { withHttpLibrary } from './emit/http-library.ts';
import { emitPackageFacts, emitPackageInit, emitVersion } from './emit/init.ts';
import { emitModels } from './emit/models/models.ts';
import { emitNamespace } from './emit/namespace.ts';
import { projectFiles } from './emit/project.ts';
import { documentationFiles } from './emit/readme/readme.ts';
import { runtimeFiles } from './emit/runtime-files.ts';
import { testFiles } from './emit/tests/tests.ts';
import { formatSource } from './format-source.ts';
import { KnownText } from './layout/flat.ts';
import { planPython } from './plan/client/plan.ts';
import type { PythonPlan } from './plan/types.ts';

export interface PythonContext {
  /** Version of the generator, for `_version.py`. */
  readonly version: string;
}

export interface PythonOutput {
  readonly plan: PythonPlan;
  readonly files: readonly OutputFile[];
  /** What of the API could not be written. */
  readonly problems: readonly Problem[];
  readonly stats: PythonStats;
}

export interface PythonStats {
  readonly operations: number;
  /** Model classes, enums, unions and errors. */
  readonly models: number;
  readonly namespaces: number;
  readonly files: number;
}

/** Plans, writes, formats and checks the package; throws where what was written is not valid Python. */
export function generatePython(api: Api, config: Config, context: PythonContext): PythonOutput {
  const plan = planPython(api, config);
  const formatted = formatAll([...emitted(plan, context), ...runtime(plan)]);
  const files = [
    ...formatted,
    ...projectFiles(plan),
    ...documentationFiles(plan),
    ...referenceFiles(plan),
    ...testFiles(plan),
  ];
  return {
    plan,
    files: files.sort((a, b) => (a.path < b.path ? -1 : 1)),
    problems: [],
    stats: {
      operations: api.operations.length,
      models: plan.models.declarations.length,
      namespaces: plan.namespaces.length,
      files: files.length,
    },
  };
}

/** A file before it is formatted; the runtime's own text is formatted already. */
interface Draft extends OutputFile {
  readonly formatted: boolean;
}

function emitted(plan: PythonPlan, { version }: PythonContext): readonly Draft[] {
  const own: readonly (readonly [string, string])[] = [
    ['__init__.py', emitPackageInit(plan)],
    ['_package.py', emitPackageFacts(plan)],
    ['_version.py', emitVersion(plan, version)],
    ['sdk.py', emitClient(plan)],
    ['sdkconfiguration.py', emitConfiguration(plan)],
    ...plan.namespaces.map(
      (namespace) => [`${namespace.module}.py`, emitNamespace(namespace, plan)] as const,
    ),
  ];
  const modules = own.map(([path, content]): OutputFile => {
    return { path: `${plan.package.folder}/${path}`, content, write: 'always' };
  });
  return [...modules, ...emitModels(plan)].map((file) => ({
    ...file,
    content: withHttpLibrary(file.content, plan.config),
    formatted: false,
  }));
}

function runtime(plan: PythonPlan): readonly Draft[] {
  return runtimeFiles(plan).map(({ path, content, write, renamed }) => {
    const swapped = withHttpLibrary(content, plan.config);
    return { path: `${plan.package.folder}/${path}`, content: swapped, write, formatted: !renamed };
  });
}

function formatAll(drafts: readonly Draft[]): readonly OutputFile[] {
  const known = new KnownText();
  return drafts.map((draft) => {
    const { path, content, write, formatted } = draft;
    return { path, content: formatted ? content : formatSource(draft, known), write };
  });
}
