#!/usr/bin/env node
/** The program `hookline`. */
import { runCommand } from './program.ts';
import { processTerminal } from './terminal.ts';

// A reader that closes the pipe, such as `head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await runCommand(process.argv.slice(2), processTerminal());
