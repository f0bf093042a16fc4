#!/usr/bin/env node
/** The program `hookline`: settings of the process first, the rest of the code behind them. */
import { optimizeLate } from './tier-up.ts';

optimizeLate();

// A reader that closes the pipe, such as `head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

const [{ runCommand }, { processTerminal }] = await Promise.all([
  import('./program.ts'),
  import('./terminal.ts'),
]);
process.exitCode = await runCommand(process.argv.slice(2), processTerminal());
