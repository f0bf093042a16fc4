/** The way from a document to the files of an SDK: load, build the API's model, plan and emit Python, count. */
import { buildApi } from './api/build/api.ts';
import type { ApiOptions } from './api/build/options.ts';
import type { Api } from './api/types.ts';
import type { OutputFile } from './code/output-file.ts';
import type { Config } from './config/schema.ts';
import { hooklineVersion } from './config/version.ts';
import { collectProblems, hasErrors, type Problem } from './diagnostics/problem.ts';
import { type Surface, surfaceOf } from './diff/surface.ts';
import { type LoadOptions, loadDocument } from './document/load.ts';
import type { Document } from './document/types.ts';
import { generatePython } from './targets/python/index.ts';
import { planPython } from './targets/python/plan/client/plan.ts';
import type { PythonPlan } from './targets/python/plan/types.ts';

/** What to read; nothing is read but through its `reader`. */
export interface GenerateInput extends Omit<LoadOptions, 'sink'> {
  /** Told of each stage before it begins. */
  readonly onStage?: (stage: Stage) => void;
}

export type Stage = 'load' | 'model' | 'emit';

export interface Generated {
  /** Empty where there is an error among the problems. */
  readonly files: readonly OutputFile[];
  readonly problems: readonly Problem[];
  readonly stats: Stats;
  /** What users see of the SDK, for comparing; absent where there is none. */
  readonly surface?: () => Surface;
}

export interface Stats {
  readonly operations: number;
  readonly models: number;
  readonly files: number;
}

/** Generates the files of an SDK. Touches no file system but through the reader, and prints nothing. */
export async function generate(input: GenerateInput, config: Config): Promise<Generated> {
  const sink = collectProblems();
  input.onStage?.('load');
  const { document } = await loadDocument({ ...input, sink });
  if (document === undefined || hasErrors(sink.problems)) return nothing(sink.problems);

  input.onStage?.('model');
  const api = buildApi(document, apiOptions(config), sink);
  if (hasErrors(sink.problems)) return nothing(sink.problems);

  input.onStage?.('emit');
  const output = generatePython(api, config, { version: hooklineVersion });
  const { files, stats, plan } = output;
  const problems = [...sink.problems, ...output.problems];
  return hasErrors(problems) ? nothing(problems) : { files, problems, stats, surface: () => surfaceOf(plan) };
}

/** The plan of an SDK, for those who ask what is in it; absent where there is an error among the problems. */
export async function planSdk(
  input: GenerateInput,
  config: Config,
): Promise<{ readonly plan?: PythonPlan; readonly problems: readonly Problem[] }> {
  const { api, problems } = await inspectApi(input, config);
  return api === undefined || hasErrors(problems)
    ? { problems }
    : { plan: planPython(api, config), problems };
}

/** The model of an API with everything that was found on the way; absent where the document is unusable. */
export async function inspectApi(
  input: GenerateInput,
  config: Config,
): Promise<{ readonly document?: Document; readonly api?: Api; readonly problems: readonly Problem[] }> {
  const sink = collectProblems();
  const { document } = await loadDocument({ ...input, sink });
  if (document === undefined || hasErrors(sink.problems)) return { problems: sink.problems };
  const api = buildApi(document, apiOptions(config), sink);
  return { document, api, problems: sink.problems };
}

function nothing(problems: readonly Problem[]): Generated {
  return { files: [], problems, stats: { operations: 0, models: 0, files: 0 } };
}

function apiOptions({ generation, python }: Config): ApiOptions {
  return {
    maintainOpenAPIOrder: generation.maintainOpenAPIOrder,
    allOfMergeStrategy: generation.schemas.allOfMergeStrategy,
    hoistGlobalSecurity: generation.auth.hoistGlobalSecurity,
    inferUnionDiscriminators: python.inferUnionDiscriminators,
    preApplyUnionDiscriminators: python.preApplyUnionDiscriminators,
    clientServerStatusCodesAsErrors: python.clientServerStatusCodesAsErrors,
    baseServerUrl: generation.baseServerUrl,
  };
}
