/** Which bodies of an operation have a method of their own. */
import type { MediaKind, MediaType, Operation } from '../../../api/types.ts';
import { methodName } from './names.ts';

const suffixes: Readonly<Record<MediaKind, string>> = {
  json: '_json',
  form: '_form',
  multipart: '_multipart',
  text: '_text',
  binary: '_raw',
  xml: '_raw',
  sse: '_raw',
  jsonl: '_raw',
};

/** A body that has a method, by its place among the operation's bodies; the suffix is that of the method's name. */
export interface Sendable {
  readonly index: number;
  readonly suffix: string;
}

/**
 * One body of each kind that can be sent, and those of a kind whose JSON has another schema; of several, all but
 * the first JSON have behind the name what tells them apart: `_form`, `_merge_patch_json`.
 */
export function sendable(operation: Operation): readonly Sendable[] {
  const content = operation.body?.content ?? [];
  if (content.length === 0) return [];
  if (content.length === 1) return [{ index: 0, suffix: '' }];
  const all = content.map((media, index) => ({ ...media, index, written: writtenSchema(media) }));
  const distinct = all.filter((media, index) => {
    const before = all.slice(0, index).filter(({ kind }) => suffixes[kind] === suffixes[media.kind]);
    return media.kind === 'json'
      ? before.every(({ written }) => written !== media.written)
      : before.length === 0;
  });
  return distinct.map(({ index, kind, type }, position) => {
    if (kind === 'json') return { index, suffix: position === 0 ? '' : `_${subtype(type)}` };
    return { index, suffix: distinct.length > 1 ? suffixes[kind] : '' };
  });
}

/** The schema as the document has it: inline ones that read the same are the same. */
function writtenSchema({ node: { value } }: MediaType): string {
  const isMap = typeof value === 'object' && value !== null && 'schema' in value;
  return isMap ? JSON.stringify(value.schema) : '';
}

/** `application/merge-patch+json; charset=utf-8` → `merge_patch_json`. */
function subtype(mediaType: string): string {
  return methodName(/\/([^;]*)/.exec(mediaType)?.[1] ?? mediaType);
}
