/** `hookline generate --watch`: runs again whenever something that was read changes. */
import { watch } from 'chokidar';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

/** Changes come in bursts: an editor that saves, a branch that is switched. */
const quietMilliseconds = 100;

/** Runs, waits for a change of one of the files that were read, and runs again, until it is stopped. */
export async function runWatching(
  run: (onRead: (path: string) => void) => Promise<ExitCode>,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<ExitCode> {
  for (;;) {
    const paths = new Set<string>();
    // What changes while a run is at work has to be seen: the run after it finds nothing to write where it was not.
    await run((path) => paths.add(path));
    if (stop.aborted || !(await changed(paths, terminal, stop))) return exitCodes.done;
  }
}

/** Whether there was a change; false where it was stopped before. */
function changed(paths: ReadonlySet<string>, terminal: Terminal, stop: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const watcher = watch([...paths], { ignoreInitial: true, atomic: true });
    let timer: NodeJS.Timeout | undefined;
    const end = (result: boolean): void => {
      clearTimeout(timer);
      stop.removeEventListener('abort', aborted);
      void watcher.close().then(() => resolve(result));
    };
    const aborted = (): void => end(false);
    stop.addEventListener('abort', aborted);
    watcher.on('ready', () => {
      terminal.error(`Watching ${paths.size} file${paths.size === 1 ? '' : 's'}; Ctrl-C ends.\n`);
    });
    watcher.on('all', () => {
      clearTimeout(timer);
      timer = setTimeout(() => end(true), quietMilliseconds);
    });
  });
}

/** Ends with Ctrl-C. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  process.once('SIGTERM', () => controller.abort());
  return controller.signal;
}
