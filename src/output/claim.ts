/** One run at a time writes into an output folder. */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorCode } from './missing.ts';

/** Holds the id of the process that writes. */
export const claimName = 'run.lock';

/** Runs take seconds; an older claim was left by a killed one whose process id another program has now. */
const stale = 10 * 60 * 1000;

/** Runs `work` alone; gives nothing where another run is at it. */
export function alone<T>(root: string, lockFolder: string, work: () => T): { readonly value: T } | undefined {
  const path = join(root, lockFolder, claimName);
  mkdirSync(dirname(path), { recursive: true });
  if (!claim(path)) return undefined;
  const release = holdSignals();
  try {
    return { value: work() };
  } finally {
    rmSync(path, { force: true });
    release();
  }
}

function claim(path: string): boolean {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      return true;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
      if (isHeld(path)) return false;
      rmSync(path, { force: true });
    }
  }
  return false;
}

function isHeld(path: string): boolean {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    if (Date.now() - statSync(path).mtimeMs > stale) return false;
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

const heldSignals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
let holders = 0;
let received: NodeJS.Signals | undefined;

function hold(signal: NodeJS.Signals): void {
  received ??= signal;
}

/** Lets an interrupt wait until the files are in place. */
function holdSignals(): () => void {
  if (holders === 0) for (const signal of heldSignals) process.on(signal, hold);
  holders += 1;
  // The handlers run only after the synchronous work: they have to stay until then.
  return () => setImmediate(letGo);
}

function letGo(): void {
  holders -= 1;
  if (holders > 0) return;
  for (const signal of heldSignals) process.off(signal, hold);
  if (received !== undefined) process.kill(process.pid, received);
  received = undefined;
}
