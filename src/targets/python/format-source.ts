/**
 * Formats Python and looks for syntax errors, undefined names and unused imports. A finding in a file of ours is
 * a bug of ours, so it throws, and nothing is written. What `layout/` cannot read is for ruff, in process.
 */
import { createRequire } from 'node:module';
import type * as Ruff from '@astral-sh/ruff-wasm-nodejs';
import { compileWasmOnce } from './baseline-wasm.ts';
import { KnownText } from './layout/flat.ts';
import { layOut, layOutSnippet } from './layout/layout.ts';

let made: Ruff.Workspace | undefined;

/** Made at first use: loading ruff takes longer than all that a command such as `lint` does. */
function workspace(): Ruff.Workspace {
  made ??= makeWorkspace();
  return made;
}

function makeWorkspace(): Ruff.Workspace {
  compileWasmOnce();
  const ruff: typeof Ruff = createRequire(import.meta.url)('@astral-sh/ruff-wasm-nodejs');
  const options = { 'line-length': 88, 'target-version': 'py39', lint: { select: ['E9', 'F'] } };
  return new ruff.Workspace(options, ruff.PositionEncoding.Utf16);
}

interface Location {
  readonly row: number;
  readonly column: number;
}

interface Finding {
  readonly code: string | null;
  readonly message: string;
  readonly start_location: Location;
}

/** The file's content formatted; throws where something is wrong with it. Files of one package share what is known. */
export function formatSource(
  file: { readonly path: string; readonly content: string },
  known: KnownText = new KnownText(),
): string {
  return layOut(file.content, known) ?? formatByRuff(file);
}

/** As `formatSource`, by ruff alone. */
export function formatByRuff(file: { readonly path: string; readonly content: string }): string {
  const findings: readonly Finding[] = workspace().check(file.content);
  const [first] = findings;
  if (first) throw new Error(describe(file, first));
  return workspace().format(file.content);
}

function describe(file: { readonly path: string; readonly content: string }, finding: Finding): string {
  const { row, column } = finding.start_location;
  const line = file.content.split('\n')[row - 1] ?? '';
  return `the generated ${file.path}:${row}:${column} is not valid Python: ${finding.message}\n    ${line.trim()}`;
}

/** Programs in the docs import the same names, and call with the same values. */
const knownInSnippets = new KnownText();

/** A piece of code for people to read, formatted and not checked. */
export function formatSnippet(text: string): string {
  return layOutSnippet(text, knownInSnippets) ?? formatSnippetByRuff(text);
}

/** As `formatSnippet`, by ruff alone. */
export function formatSnippetByRuff(text: string): string {
  return workspace().format(text);
}
