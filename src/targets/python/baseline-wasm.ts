/**
 * Has V8 compile WebAssembly with its baseline compiler alone. Ruff is 10 MB of code in which every function
 * runs briefly: optimizing it costs seconds and 400 MB, and no run is long enough to earn that back. Imported
 * for its effect, before the first module is compiled.
 */
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--liftoff-only');
