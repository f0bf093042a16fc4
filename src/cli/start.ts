/** What the program does first: settings of the process, and what takes less time than loading the rest. */
import { hooklineVersion } from '../config/version.ts';
import type { Loaded } from './compiled.ts';
import { exitCodes } from './exit-codes.ts';
import { optimizeLate } from './tier-up.ts';

/** Runs the command of the process's arguments with the program that `load` gives. */
export async function start(load: () => Loaded | Promise<Loaded>): Promise<void> {
  optimizeLate();
  // A reader that closes the pipe, such as `head`, is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });

  const args = process.argv.slice(2);
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
    process.stdout.write(`${hooklineVersion}\n`);
    return;
  }
  const { program, keep } = await load();
  const code = await program.runCommand(args, program.processTerminal());
  process.exitCode = code;
  // By then nearly all that a run needs has been compiled.
  if (args[0] === 'generate' && code === exitCodes.done) keep();
}
