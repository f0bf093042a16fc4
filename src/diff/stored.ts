/** The surface of the last run, kept beside the lock: what the next version is told from. */
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { z } from 'zod';
import type { Member, Surface } from './surface.ts';

export const surfaceName = 'gen.surface';

/** A surface with the version of the package that had it. */
export interface StoredSurface {
  readonly version: string;
  readonly surface: Surface;
}

const largest = 2 ** 28;
const member = z.object({
  type: z.string(),
  required: z.boolean(),
  position: z.exactOptional(z.number()),
  doc: z.string(),
});
const map = <T extends z.ZodType>(value: T) =>
  z
    .array(z.tuple([z.string(), value]))
    .transform((list) => new Map<string, z.output<T>>(list as [string, z.output<T>][]));
const storedSchema = z.object({
  version: z.string(),
  surface: z.object({
    client: z.string(),
    module: z.string(),
    constructor: map(member),
    methods: map(
      z.object({
        request: z.string(),
        operation: z.string(),
        members: map(member),
        result: z.string(),
        errors: z.array(z.string()),
        deprecated: z.boolean(),
        doc: z.string(),
      }),
    ),
    models: map(
      z.object({
        kind: z.enum(['class', 'enum', 'union', 'error']),
        members: map(member),
        given: z.boolean(),
        got: z.boolean(),
        doc: z.string(),
      }),
    ),
  }),
});

/** A stored surface as text, to be compared: versions of Node compress to other bytes. */
export function surfaceText({ version, surface }: StoredSurface): string {
  const plain = {
    ...surface,
    constructor: [...surface.constructor],
    methods: withLists(surface.methods),
    models: withLists(surface.models),
  };
  return JSON.stringify({ version, surface: plain });
}

/** Maps as lists of pairs: what JSON can hold without a function that is asked about every value. */
function withLists<T extends { readonly members: ReadonlyMap<string, Member> }>(
  all: ReadonlyMap<string, T>,
): readonly unknown[] {
  return Array.from(all, ([name, one]) => [name, { ...one, members: [...one.members] }]);
}

export function packSurface(text: string): Buffer {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } });
}

/** The text that was packed; nothing where the file is damaged. */
export function unpackSurface(packed: Uint8Array): string | undefined {
  try {
    return brotliDecompressSync(packed, { maxOutputLength: largest }).toString('utf8');
  } catch {
    return undefined;
  }
}

/** What the text tells; nothing where it is none of ours. */
export function parseSurface(text: string): StoredSurface | undefined {
  try {
    return storedSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
