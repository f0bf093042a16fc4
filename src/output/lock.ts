/** The lock file: what the last run wrote, and from what. */
import { parse } from 'yaml';
import { z } from 'zod';
import { unsafeReason } from './paths.ts';

/** What is known of a generated file: the checksum of its generated text, or that it was written once. */
export type LockEntry = { readonly write: 'always'; readonly checksum: string } | { readonly write: 'once' };

export interface Lock {
  /** Version of hookline that wrote it. */
  readonly version: string;
  /** Which defaults the project was begun with. */
  readonly defaults: 'new' | 'old';
  /** Checksums of the documents and the configuration, by name. */
  readonly inputs: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, LockEntry>;
}

/** What a lock file of another generator says of its files: a checksum where it has one. */
export interface ForeignLock {
  readonly files: ReadonlyMap<string, string | undefined>;
}

export type ParsedLock =
  | { readonly kind: 'own'; readonly lock: Lock }
  | { readonly kind: 'foreign'; readonly lock: ForeignLock }
  | { readonly kind: 'unreadable' };

const ownSchema = z.object({
  lockVersion: z.literal(1),
  generator: z.literal('hookline'),
  version: z.string(),
  defaults: z.enum(['new', 'old']),
  inputs: z.record(z.string(), z.string()).default({}),
  files: z.record(z.string(), z.string()).default({}),
});

const foreignSchema = z.object({
  lockVersion: z.string(),
  generatedFiles: z.array(z.string()).nullish(),
  trackedFiles: z
    .record(z.string(), z.object({ last_write_checksum: z.string().nullish() }).nullish())
    .nullish(),
});

export function parseLock(text: string): ParsedLock {
  const plain = plainLock(text);
  if (plain !== undefined) return { kind: 'own', lock: plain };
  let value: unknown;
  try {
    value = parse(text, { logLevel: 'silent', maxAliasCount: 100 });
  } catch {
    return { kind: 'unreadable' };
  }
  const own = ownSchema.safeParse(value);
  if (own.success) return { kind: 'own', lock: fromFile(own.data) };
  const foreign = foreignSchema.safeParse(value);
  return foreign.success ? { kind: 'foreign', lock: fromForeign(foreign.data) } : { kind: 'unreadable' };
}

/** A lock that is as we write it, down to the last byte: thousands of lines that need no YAML parser. */
function plainLock(text: string): Lock | undefined {
  const version = /^version: "([\w.+-]+)"$/m.exec(text)?.[1];
  const defaults = /^defaults: (new|old)$/m.exec(text)?.[1];
  const begin = text.indexOf('\nfiles:\n');
  if (version === undefined || (defaults !== 'new' && defaults !== 'old') || begin < 0) return undefined;
  const files = new Map<string, LockEntry>();
  for (const [, path = '', sum] of text.slice(begin).matchAll(/^ {2}"([^"\\]+)": (?:"(\w+)"|once)$/gm))
    files.set(path, sum === undefined ? { write: 'once' } : { write: 'always', checksum: sum });
  const inputs = new Map<string, string>();
  for (const [, name = '', sum = ''] of text.slice(0, begin).matchAll(/^ {2}"([^"\\]+)": "(\w+)"$/gm))
    inputs.set(name, sum);
  const lock: Lock = { version, defaults, inputs, files };
  return lockText(lock) === text && [...files.keys()].every(isSafe) ? lock : undefined;
}

function fromFile(data: z.infer<typeof ownSchema>): Lock {
  const files = Object.entries(data.files)
    .filter(([path]) => isSafe(path))
    .map(([path, text]): [string, LockEntry] => [
      path,
      text === 'once' ? { write: 'once' } : { write: 'always', checksum: text },
    ]);
  return { ...data, inputs: new Map(Object.entries(data.inputs)), files: new Map(files) };
}

function fromForeign(data: z.infer<typeof foreignSchema>): ForeignLock {
  const files = new Map<string, string | undefined>();
  for (const path of data.generatedFiles ?? []) files.set(path, undefined);
  for (const [path, facts] of Object.entries(data.trackedFiles ?? {})) {
    files.set(path, facts?.last_write_checksum ?? undefined);
  }
  return { files: new Map([...files].filter(([path]) => isSafe(path))) };
}

// A lock file may be edited or come with a stranger's branch: it must not lead out of the folder either.
function isSafe(path: string): boolean {
  return unsafeReason(path) === undefined;
}

const header = '# Written by hookline; commit it, with gen.base beside it.\n';

/** The lock file's text; the same lock gives the same bytes. */
export function lockText(lock: Lock): string {
  const map = (entries: Iterable<readonly [string, string]>): string =>
    sorted(entries)
      .map(([key, value]) => `  ${JSON.stringify(key)}: ${value}\n`)
      .join('');
  const files = [...lock.files].map(
    ([path, entry]) => [path, entry.write === 'once' ? 'once' : `"${entry.checksum}"`] as const,
  );
  const inputs = [...lock.inputs].map(([name, sum]) => [name, `"${sum}"`] as const);
  return [
    header,
    'lockVersion: 1\n',
    'generator: hookline\n',
    `version: ${JSON.stringify(lock.version)}\n`,
    `defaults: ${lock.defaults}\n`,
    inputs.length === 0 ? 'inputs: {}\n' : `inputs:\n${map(inputs)}`,
    files.length === 0 ? 'files: {}\n' : `files:\n${map(files)}`,
  ].join('');
}

function sorted(entries: Iterable<readonly [string, string]>): readonly (readonly [string, string])[] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
