/** gen.yaml as a schema: the one source of the types, the JSON Schema, the defaults and the documentation. */
import { z } from 'zod';
import { generationSchema } from './generation.ts';
import { pythonSchema } from './python.ts';

export const configSchema = z.object({ generation: generationSchema, python: pythonSchema });

/** A configuration with all defaults filled in; keys as in gen.yaml. */
export type Config = z.infer<typeof configSchema>;
export type GenerationConfig = Config['generation'];
export type PythonConfig = Config['python'];
