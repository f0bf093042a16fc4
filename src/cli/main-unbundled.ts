#!/usr/bin/env node
/** The program `hookline` out of its single modules. */
import { start } from './start.ts';

await start(async () => ({ program: await import('../program.ts'), keep: () => undefined }));
