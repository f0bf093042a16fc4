/** gen.yaml from text to a configuration, or to what is wrong with it. */
import { type Document, isMap, parseDocument } from 'yaml';
import type { Problem } from '../diagnostics/problem.ts';
import { derive, type ReadConfig } from './derive.ts';
import { withoutForeignBranding } from './legacy.ts';
import { pythonModuleProblem } from './modules.ts';
import { problemMaker } from './problems.ts';
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
    const message = `${error.message.split('\n')[0]}.`.replace('..', '.');
    problems.push(make({ code: 'config-syntax', severity: 'error', message }, { start, end }));
  }
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
    return parseDocument(text, { prettyErrors: false, logLevel: 'silent' });
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
  if (node === undefined || version === null || /^2(\.|$)/.test(String(version))) return;
  reader.report(
    {
      code: 'config-value',
      severity: 'error',
      message: `\`configVersion\` is \`${String(version)}\`; expected is 2.0.0.`,
      fix: 'Write the options as docs/gen-yaml.md describes, and `configVersion: 2.0.0`.',
    },
    spanOf(node),
  );
}

function checkModule(config: Config, reader: Reader): void {
  const reason = pythonModuleProblem(config.python.moduleName);
  if (reason === undefined) return;
  const root = reader.document.contents;
  const python = isMap(root) ? valueNode(root, 'python') : undefined;
  const node = isMap(python) ? valueNode(python, 'moduleName') : undefined;
  reader.report(
    {
      code: 'config-value',
      severity: 'error',
      message: `\`python.moduleName\` is \`${config.python.moduleName}\`, which a package cannot be called: ${reason}.`,
      fix: `Choose another name, such as \`${config.python.moduleName.replaceAll('.', '_')}_sdk\`.`,
    },
    node === undefined ? { start: 0, end: 1 } : spanOf(node),
  );
}
