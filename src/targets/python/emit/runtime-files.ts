/** The runtime's files as this package gets them: copied, with the variants that its configuration asks for. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Api } from '../../../api/types.ts';
import type { Config } from '../../../config/schema.ts';
import type { PythonPlan } from '../plan/types.ts';
import { spliceDefinitions } from './splice.ts';
import { withoutUnusedImports } from './unused-imports.ts';

const runtime = new URL('../runtime/', import.meta.url);

/** What decides which of the runtime's files a package gets, and in which variants. */
export type RuntimeSource = Pick<PythonPlan, 'api' | 'config'>;

export interface RuntimeFile {
  /** Inside the package: `utils/retries.py`. */
  readonly path: string;
  readonly content: string;
  readonly write: 'always' | 'once';
  /** Has configured names in it, so that it has to be formatted and checked again. */
  readonly renamed: boolean;
}

/** Folders under `runtime/variants/` whose definitions replace the runtime's own, in this order. */
export function variantsOf({ api, config }: RuntimeSource): readonly string[] {
  const tokens = fetchesTokens(api, config);
  return [
    ...(config.generation.sdkHooksConfigAccess ? [] : ['no-config-access']),
    ...(config.python.useAsyncHooks ? [] : ['no-async-hooks']),
    ...(tokens ? ['client-credentials'] : []),
    ...(tokens && !config.python.useAsyncHooks ? ['client-credentials-no-async-hooks'] : []),
  ];
}

/** Whether the package gets OAuth2 tokens itself. */
function fetchesTokens(api: Api, { generation }: Config): boolean {
  const { oAuth2ClientCredentialsEnabled, oAuth2PasswordEnabled } = generation.auth;
  return api.securitySchemes.some((scheme) => {
    if (scheme.kind !== 'oauth2') return false;
    return scheme.flows.some(({ kind }) => {
      if (kind === 'clientCredentials') return oAuth2ClientCredentialsEnabled;
      return kind === 'password' && oAuth2PasswordEnabled;
    });
  });
}

const asyncOnly = new Set([
  '_hooks/asynctypes.py',
  '_hooks/asyncsdkhooks.py',
  '_hooks/adapters.py',
  '_hooks/asyncregistration.py',
]);

const tokensOnly = new Set(['_hooks/clientcredentials.py', '_runtime/oauth.py']);

const writtenOnce = new Set(['_hooks/registration.py', '_hooks/asyncregistration.py']);

/** Every file of the runtime that belongs in this package. */
export function runtimeFiles(source: RuntimeSource): readonly RuntimeFile[] {
  const { api, config } = source;
  const variants = variantsOf(source).map(variantFiles);
  const tokens = fetchesTokens(api, config);
  const isSample = samples();
  return [...walk('sdk/')]
    .filter((path) => !isSample(path))
    .filter((path) => config.python.useAsyncHooks || !asyncOnly.has(path))
    .filter((path) => tokens || !tokensOnly.has(path))
    .filter((path) => api.webhookSignature || path !== '_runtime/webhooks.py')
    .map((path) => {
      const base = readRuntime(`sdk/${path}`);
      const varied = variants.reduce((text, files) => {
        const replacement = files.get(path);
        return replacement === undefined ? text : spliceDefinitions(text, replacement);
      }, base);
      const whole = varied === base ? base : withoutUnusedImports(varied);
      const content = withStreamNames(path, whole, config);
      const write = writtenOnce.has(path) ? 'once' : 'always';
      return { path, content, write, renamed: content !== whole };
    });
}

/** The classes of event streams by their configured names; models know them by the usual ones. */
function withStreamNames(path: string, text: string, { python }: Config): string {
  const { sync, async } = python.eventStreamClassNames;
  if (sync === 'EventStream' && async === 'EventStreamAsync') return text;
  const imported = [sync, async].sort().join(', ');
  const renamed = text
    .replaceAll('import EventStream, EventStreamAsync', `import ${imported}`)
    .replace(/\bEventStream(Async)?\b/g, (_, twin?: string) => (twin === undefined ? sync : async));
  if (path !== 'utils/eventstreaming.py') return renamed;
  const aliases = [
    ['EventStream', sync],
    ['EventStreamAsync', async],
  ];
  const added = aliases.filter(([usual, own]) => usual !== own).map((pair) => pair.join(' = '));
  return `${renamed}\n\n${added.join('\n')}\n`;
}

function samples(): (path: string) => boolean {
  const patterns: unknown = JSON.parse(readRuntime('emitted.json'));
  if (!Array.isArray(patterns)) throw new Error('runtime/emitted.json is a list of paths');
  const list = patterns.map(String);
  return (path) =>
    list.some((pattern) => {
      return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path;
    });
}

function variantFiles(name: string): ReadonlyMap<string, string> {
  const folder = `variants/${name}/`;
  return new Map([...walk(folder)].map((path) => [path, readRuntime(`${folder}${path}`)]));
}

const texts = new Map<string, string>();

/** The text of a file under `runtime/`. */
export function readRuntime(path: string): string {
  const known = texts.get(path);
  if (known !== undefined) return known;
  const text = readFileSync(new URL(path, runtime), 'utf8').replace(/\r\n/g, '\n');
  texts.set(path, text);
  return text;
}

/** Paths of all Python files under a folder of the runtime, sorted; nothing where it does not exist. */
function* walk(folder: string, inside = ''): Generator<string> {
  const entries = entriesOf(new URL(`${folder}${inside}`, runtime));
  for (const entry of [...entries].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory() && !skipped.has(entry.name)) yield* walk(folder, `${inside}${entry.name}/`);
    else if (entry.isFile() && entry.name.endsWith('.py')) yield `${inside}${entry.name}`;
  }
}

const skipped = new Set(['__pycache__', 'tests']);

function entriesOf(folder: URL): ReturnType<typeof readFolder> {
  try {
    return readFolder(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function readFolder(folder: URL) {
  return readdirSync(folder, { withFileTypes: true });
}
