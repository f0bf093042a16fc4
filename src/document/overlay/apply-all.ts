/** Applies overlays to the documents that were given, before anything else is done with them. */
import type { ProblemSink } from '../../diagnostics/problem.ts';
import type { Gathered } from '../gather.ts';
import { problemAt } from '../source.ts';
import { applyOverlay, overlaid } from './apply.ts';
import type { Action, Overlay } from './overlay.ts';

/** The entries as the overlays want them, with a warning for each action that changes none of them. */
export function applyOverlays(
  entries: readonly Gathered[],
  overlays: readonly Overlay[],
  sink: ProblemSink,
): readonly Gathered[] {
  if (overlays.length === 0) return entries;
  const documents = entries.map(({ file, value }) => overlaid(file, value));
  for (const overlay of overlays) {
    const unmatched = documents.map((document) => new Set(applyOverlay(document, overlay)));
    for (const action of overlay.actions) {
      if (unmatched.every((actions) => actions.has(action))) warn(overlay, action, sink);
    }
  }
  return entries.map((entry, index) => {
    const document = documents[index];
    return document === undefined ? entry : { ...entry, value: document.value, origins: document.origins };
  });
}

function warn(overlay: Overlay, action: Action, sink: ProblemSink): void {
  const written = { file: overlay.file, origins: new Map<string, never>() };
  const message = 'Nothing in the document matches this target.';
  sink.report(problemAt(written, `${action.pointer}/target`, 'overlay-unmatched', 'warning', message));
}
