/**
 * A folder cannot be replaced in one step with what Node offers. So a second process waits while files are put in
 * place: should this one be killed in the middle of it, the other carries out the rest of the journal at once.
 */
import { spawn } from 'node:child_process';
import { parse } from 'node:path';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./guard-main.js', import.meta.url));
let guard: Writable | undefined;

/** From now on, what this process leaves half done in a folder is completed when it ends, however it ends. */
export function guardOutput(root: string): void {
  guard ??= startGuard(root);
  // It reads them once this end is closed, which the system does for a killed process.
  guard.write(`${JSON.stringify(root)}\n`);
}

function startGuard(root: string): Writable {
  const child = spawn(process.execPath, [program], {
    // A signal to the whole group, or a closed terminal, does not reach it; it keeps no pipe and no folder busy.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: parse(root).root,
    windowsHide: true,
  });
  // Where no process can be started, the next run completes what is left.
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.unref();
  if ('unref' in child.stdin && typeof child.stdin.unref === 'function') child.stdin.unref();
  return child.stdin;
}
