import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 compile WebAssembly with its baseline compiler alone. Ruff is 10 MB of code in which every function
 * runs briefly: optimizing it costs seconds and 400 MB, and no run is long enough to earn that back. Called
 * before the first module is compiled.
 */
export function compileWasmOnce(): void {
  setFlagsFromString('--liftoff-only');
}
