/** Overlays by themselves: checked, and applied to a document that stays a document. */
import { collectProblems, hasErrors, type Problem } from '../../diagnostics/problem.ts';
import { openInput } from '../load.ts';
import type { Input, Reader } from '../reader.ts';
import type { Json } from '../types.ts';
import { applyOverlays } from './apply-all.ts';
import { type Overlay, readOverlay } from './overlay.ts';

/** A file's value as it is written, or why it cannot be read. */
export async function readValue(
  input: Input,
  reader: Reader,
): Promise<{ readonly value?: Json; readonly problems: readonly Problem[] }> {
  const { opened } = await openInput(input, reader);
  const { value, problems } = opened;
  return hasErrors(problems) || value === undefined ? { problems } : { value, problems };
}

/** The document with the overlays applied; without a document, the overlays are only checked. */
export async function overlayDocument(
  schema: Input | undefined,
  overlays: readonly Input[],
  reader: Reader,
): Promise<{ readonly value?: Json; readonly actions: number; readonly problems: readonly Problem[] }> {
  const sink = collectProblems();
  const read: Overlay[] = [];
  for (const input of overlays) {
    const { opened } = await openInput(input, reader);
    for (const problem of opened.problems) sink.report(problem);
    const overlay = opened.value === undefined ? undefined : readOverlay(opened.source, opened.value, sink);
    if (overlay !== undefined) read.push(overlay);
  }
  const actions = read.reduce((sum, overlay) => sum + overlay.actions.length, 0);
  if (schema === undefined) return { actions, problems: sink.problems };
  const { base, opened } = await openInput(schema, reader);
  for (const problem of opened.problems) sink.report(problem);
  if (opened.value === undefined || hasErrors(sink.problems)) return { actions, problems: sink.problems };
  const { source: file, value } = opened;
  const entry = { file, id: '', base, value, links: new Map(), origins: new Map(), entry: 0 };
  const [changed] = applyOverlays([entry], read, sink);
  return changed === undefined || hasErrors(sink.problems)
    ? { actions, problems: sink.problems }
    : { value: changed.value, actions, problems: sink.problems };
}
