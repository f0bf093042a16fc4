/** What a user sees of a bug in hookline. */
import { hooklineVersion } from '../config/version.ts';

/** What is said of something thrown; with its trace where that was asked for. */
export function bugText(error: unknown, trace: boolean): string {
  const message = error instanceof Error ? error.message : String(error);
  const stack = trace && error instanceof Error ? `${error.stack ?? ''}\n` : '';
  return [
    `\nThis is a bug in hookline ${hooklineVersion}, not in your input; nothing was written.\n`,
    `  ${message.split('\n').join('\n  ')}\n`,
    `${stack}Please report it in hookline's issue tracker, with the command`,
    `${trace ? '' : ' (run with --verbose)'} and, if you can share it, the document.\n`,
  ].join('');
}
