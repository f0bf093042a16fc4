/**
 * Hookline as a library: `generate(input, config)` gives the files of an SDK, without a file system and without
 * a console. `loadConfig` makes a configuration from the text of a gen.yaml.
 */

export type { OutputFile } from './code/output-file.ts';
export { defaultConfig, type LoadConfigOptions, type LoadedConfig, loadConfig } from './config/load.ts';
export type { Config, GenerationConfig, PythonConfig } from './config/schema.ts';
export { hooklineVersion } from './config/version.ts';
export { catalogue, type ProblemCode } from './diagnostics/catalogue.ts';
export type { Place, Problem, Severity } from './diagnostics/problem.ts';
export { memoryReader } from './document/memory-reader.ts';
export { nodeReader } from './document/node-reader.ts';
export { type Input, inputOf, type Reader } from './document/reader.ts';
export { type Generated, type GenerateInput, generate, type Stage, type Stats } from './generate.ts';
export { type WriteOptions, type WriteResult, writeOutput } from './output/write.ts';
