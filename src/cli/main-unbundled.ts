/** The program `hookline` out of its single modules, as tests compile them. */
import { start } from './start.ts';

await start(async () => ({ program: await import('../program.ts'), keep: () => undefined }));
