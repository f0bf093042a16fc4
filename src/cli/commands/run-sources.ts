/** The documents that a workflow's sources make: written where a source has an `output`. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileErrorReason } from '../../diagnostics/file-error.ts';
import { hasErrors, type Problem, problem } from '../../diagnostics/problem.ts';
import { bundleDocument, refersToFiles } from '../../document/bundle.ts';
import { own } from '../../document/json.ts';
import { loadDocument } from '../../document/load.ts';
import { nodeReader } from '../../document/node-reader.ts';
import { openText } from '../../document/open.ts';
import { overlayDocument } from '../../document/overlay/commands.ts';
import { inputOf } from '../../document/reader.ts';
import type { Json } from '../../document/types.ts';
import { checkPlaces } from '../../output/folder.ts';
import type { Source } from '../../workflow/workflow.ts';
import { documentText } from '../document-text.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';

export interface SourceOptions {
  readonly check: boolean;
  readonly allowRemoteRefs: boolean;
  readonly allowRefOutside: boolean;
}

/** What became of a source's document. */
export interface WrittenSource {
  readonly name: string;
  readonly output: string;
  readonly outcome: 'written' | 'unchanged' | 'stale' | 'failed';
  readonly exitCode: ExitCode;
  readonly problems: readonly Problem[];
}

/** Makes a source's document and writes it; nothing where the source has no output. */
export async function writeSource(
  source: Source,
  options: SourceOptions,
  terminal: Terminal,
): Promise<WrittenSource | undefined> {
  const { name, output } = source;
  if (output === undefined) return undefined;
  const end = (
    outcome: WrittenSource['outcome'],
    problems: readonly Problem[],
    exitCode: ExitCode = exitCodes.done,
  ): WrittenSource => ({ name, output, outcome, exitCode, problems });
  const { value, problems } = await documentOf(source, options, terminal);
  if (value === undefined) return end('failed', problems, exitCodes.badInput);
  const text = documentText(value, output);
  const path = resolve(terminal.folder, output);
  const taken = refusal(terminal.folder, output);
  if (taken !== undefined) return end('failed', [...problems, taken], exitCodes.badInput);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return end('unchanged', problems);
  if (options.check) return end('stale', problems, exitCodes.stale);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return end('written', problems);
  } catch (error) {
    const unwritable = problem(
      'output-unwritable',
      'error',
      `"${output}" cannot be written: ${fileErrorReason(error)}.`,
    );
    return end('failed', [...problems, unwritable], exitCodes.badInput);
  }
}

/** A single file stays as its author wrote it, but for the overlays; several become one. */
async function documentOf(
  { inputs, overlays }: Source,
  options: SourceOptions,
  terminal: Terminal,
): Promise<{ readonly value?: Json; readonly problems: readonly Problem[] }> {
  const reader = nodeReader(terminal.folder);
  const [first, ...others] = inputs.map(inputOf);
  if (first === undefined) return { problems: [] };
  if (others.length === 0) {
    const single = await overlayDocument(first, overlays.map(inputOf), reader);
    if (single.value === undefined || !refersToFiles(single.value)) return single;
  }
  const { allowRemoteRefs, allowRefOutside } = options;
  const loaded = await loadDocument({
    schemas: [first, ...others],
    overlays: overlays.map(inputOf),
    ...{ reader, allowRemoteRefs, allowRefOutside },
  });
  if (loaded.document === undefined) return { problems: loaded.problems };
  const value = bundleDocument(loaded.document);
  return hasErrors(loaded.problems) ? { problems: loaded.problems } : { value, problems: loaded.problems };
}

/** A workflow may come with a stranger's branch: it replaces documents, and nothing else. */
function refusal(folder: string, output: string): Problem | undefined {
  const [misplaced] = checkPlaces(folder, [{ kind: 'write', path: output, after: '' }]);
  if (misplaced !== undefined) return problem('workflow-output-taken', 'error', misplaced.message);
  const path = resolve(folder, output);
  if (!existsSync(path)) return undefined;
  const { value } = openText(output, readFileSync(path));
  const isDocument = own(value, 'openapi') !== undefined || own(value, 'swagger') !== undefined;
  const message = `"${output}" is there already, and is no OpenAPI document.`;
  return isDocument ? undefined : problem('workflow-output-taken', 'error', message);
}
