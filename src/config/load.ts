/** gen.yaml from text to a configuration, or to what is wrong with it. */
import { type Document, isMap, isScalar, type Node, parseDocument, visit } from 'yaml';
import type { Problem } from '../diagnostics/problem.ts';
import { derive, type ReadConfig } from './derive.ts';
import { withoutForeignBranding } from './legacy.ts';
import { pythonModuleProblem, pythonNameProblem } from './modules.ts';
import { problemMaker, syntaxMessage } from './problems.ts';
import { type Reader, readValue, reportUnknown, spanOf, valueNode } from './read.ts';
import { type Config, configSchema } from './schema.ts';

export interface LoadedConfig {
  /** Absent where there is an error among the problems. */
  readonly config?: Config;
  readonly problems: readonly Problem[];
}

export interface LoadConfigOptions {
  /** Whether options that are not given get the defaults of new projects, or those of older ones. */
  readonly isNewProject: boolean;
}

const largest = 1_000_000;
const topLevelKeys = ['configVersion', 'generation', 'python', 'typescript'];

/** Reads and checks a configuration; all options that are not given get their defaults. */
export function loadConfig(text: string, file: string, options: LoadConfigOptions): LoadedConfig {
  const problems: Problem[] = [];
  const make = problemMaker(text, file);
  const document = text.length > largest ? undefined : parse(text);
  if (document === undefined) {
    const message = 'The configuration is too large or nested too deeply.';
    return { problems: [make({ code: 'config-syntax', severity: 'error', message })] };
  }
  for (const error of document.errors) {
    const [start, end] = error.pos;
    const message = syntaxMessage(error);
    problems.push(make({ code: 'config-syntax', severity: 'error', message }, { start, end }));
  }
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return;
      const message = `There is no anchor \`&${alias.source}\` for \`*${alias.source}\`.`;
      problems.push(make({ code: 'config-syntax', severity: 'error', message }, spanOf(alias)));
    },
  });
  if (problems.length > 0) return { problems };
  const reader: Reader = {
    document,
    isNewProject: options.isNewProject,
    report: (problem, span) => problems.push(make(problem, span)),
  };
  const config = read(reader, options.isNewProject);
  return problems.some((problem) => problem.severity === 'error') || config === undefined
    ? { problems }
    : { config, problems };
}

/** All defaults: what an empty gen.yaml means. */
export function defaultConfig(options: LoadConfigOptions): Config {
  const { config } = loadConfig('', 'gen.yaml', options);
  if (config === undefined) throw new Error('the defaults do not satisfy the schema');
  return config;
}

// The parser recurses: what is nested thousands deep ends in a RangeError.
function parse(text: string): Document | undefined {
  try {
    return parseDocument(text, { prettyErrors: false, logLevel: 'error' });
  } catch {
    return undefined;
  }
}

function read(reader: Reader, isNewProject: boolean): Config | undefined {
  let errors = 0;
  const counting: Reader = {
    ...reader,
    report: (problem, span) => {
      if (problem.severity === 'error') errors += 1;
      reader.report(problem, span);
    },
  };
  const root = reader.document.contents;
  if (isMap(root)) reportUnknown(root, topLevelKeys, '', counting);
  checkVersion(counting);
  const value = readAll(counting);
  if (errors > 0 || value === undefined) return undefined;
  const config = withoutForeignBranding(derive(value, isNewProject));
  checkModule(config, counting);
  checkNames(config, counting);
  return config;
}

function readAll(reader: Reader): ReadConfig | undefined {
  try {
    const root = reader.document.contents ?? undefined;
    return readValue(configSchema, root, '', reader) as ReadConfig;
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    reader.report(
      { code: 'config-syntax', severity: 'error', message: `${error.message}.` },
      { start: 0, end: 1 },
    );
    return undefined;
  }
}

function checkVersion(reader: Reader): void {
  const root = reader.document.contents;
  const node = isMap(root) ? valueNode(root, 'configVersion') : undefined;
  const version = node?.toJS(reader.document);
  if (node === undefined || version === null || (isScalar(node) && /^2(\.|$)/.test(String(version)))) return;
  reader.report(
    {
      code: 'config-value',
      severity: 'error',
      message: `\`configVersion\` is \`${isScalar(node) ? String(version) : 'no text'}\`; expected is 2.0.0.`,
      fix: 'Write the options as docs/gen-yaml.md describes, and `configVersion: 2.0.0`.',
    },
    spanOf(node),
  );
}

function checkNames({ generation, python }: Config, reader: Reader): void {
  const names = [
    ['generation', 'sdkClassName', generation.sdkClassName],
    ['python', 'defaultErrorName', python.defaultErrorName],
    ['python', 'baseErrorName', python.baseErrorName],
  ] as const;
  for (const [group, key, name] of names) {
    const reason = pythonNameProblem(name);
    if (reason === undefined) continue;
    const node = optionNode(reader, group, key);
    const message = `\`${group}.${key}\` is \`${name.slice(0, 60)}\`, which a class cannot be called: ${reason}.`;
    const span = node === undefined ? { start: 0, end: 1 } : spanOf(node);
    reader.report({ code: 'config-value', severity: 'error', message, fix: 'Choose another name.' }, span);
  }
}

function optionNode(reader: Reader, group: string, key: string): Node | undefined {
  const root = reader.document.contents;
  const map = isMap(root) ? valueNode(root, group) : undefined;
  return isMap(map) ? valueNode(map, key) : undefined;
}

function checkModule(config: Config, reader: Reader): void {
  const reason = pythonModuleProblem(config.python.moduleName);
  if (reason === undefined) return;
  const node = optionNode(reader, 'python', 'moduleName') ?? optionNode(reader, 'python', 'packageName');
  reader.report(
    {
      code: 'config-value',
      severity: 'error',
      message: `\`python.moduleName\` is \`${config.python.moduleName.slice(0, 60)}\`, which a package cannot be called: ${reason}.`,
      fix: `Choose another name, such as \`${config.python.moduleName.slice(0, 60).replaceAll('.', '_')}_sdk\`.`,
    },
    node === undefined ? { start: 0, end: 1 } : spanOf(node),
  );
}
