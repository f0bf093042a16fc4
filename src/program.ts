/** All that the entries of the package are made of; scripts/bundle.mjs puts it into one file. */
export { type Job, runJob } from './cli/jobs.ts';
export { runCommand } from './cli/program.ts';
export { processTerminal } from './cli/terminal.ts';
export * from './index.ts';
export { guardOutput } from './output/guard.ts';
export { recoverOutput } from './output/write.ts';
