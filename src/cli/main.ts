#!/usr/bin/env node
/** The program `hookline`. */
import { loadProgram } from './compiled.ts';
import { start } from './start.ts';

await start(() => loadProgram(new URL('../bundle/program/program.cjs', import.meta.url)));
