/** The surface of the last run, kept beside the lock: what the next version is told from. */
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { z } from 'zod';
import type { Surface } from './surface.ts';

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
const named = <T extends z.ZodType>(value: T) => z.array(z.tuple([z.string(), value]));
const storedSchema = z.object({
  version: z.string(),
  surface: z.object({
    client: z.string(),
    module: z.string(),
    constructor: named(member),
    methods: named(
      z.object({
        request: z.string(),
        operation: z.string(),
        members: named(member),
        result: z.string(),
        errors: z.array(z.string()),
        deprecated: z.boolean(),
        doc: z.string(),
      }),
    ),
    models: named(
      z.object({
        kind: z.enum(['class', 'enum', 'union', 'error']),
        members: named(member),
        given: z.boolean(),
        got: z.boolean(),
        doc: z.string(),
      }),
    ),
  }),
});

/** A stored surface as text, to be compared: versions of Node compress to other bytes. */
export function surfaceText(stored: StoredSurface): string {
  return JSON.stringify({ version: stored.version, surface: stored.surface });
}

export function packSurface(text: string): Buffer {
  const bytes = Buffer.from(text);
  // Less than half the time of 3 for a quarter more bytes.
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;
  return brotliCompressSync(bytes, {
    params: { [BROTLI_PARAM_QUALITY]: 1, [BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
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
