#!/usr/bin/env node
/** The program `hookline`: settings of the process first, the rest of the code behind them. */
import { hooklineVersion } from '../config/version.ts';
import { optimizeLate } from './tier-up.ts';

optimizeLate();

// A reader that closes the pipe, such as `head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

const args = process.argv.slice(2);
// The rest of the program takes longer to load than to answer this.
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  process.stdout.write(`${hooklineVersion}\n`);
} else {
  const [{ runCommand }, { processTerminal }] = await Promise.all([
    import('./program.ts'),
    import('./terminal.ts'),
  ]);
  process.exitCode = await runCommand(args, processTerminal());
}
