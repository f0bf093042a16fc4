/**
 * What is inline in a part of a schema is copied into the schema, so that it can be named after it. Where a
 * schema is a part of what is inline in itself (`child: { allOf: [{ $ref: … }], required: […] }`) copies would
 * hold copies without end: there the copy is the one around it.
 */
import type { Node } from '../../../document/types.ts';
import type { SchemaId } from '../../types.ts';
import { keyOf } from './shape.ts';
import type { Source } from './source.ts';

interface Step {
  readonly key: string;
  readonly source: Source;
  readonly parent: SchemaId | undefined;
}

export interface Trail {
  /** A source that is wanted while another one is built: itself, or the one that takes its place. */
  place(source: Source, around: Source | undefined): Source;
}

/** More copies than this come from parts that hold each other crosswise; from here on nothing is copied. */
const mostCopies = 100_000;

/** Makes an empty trail; `identity` is the document's. */
export function createTrail(identity: (node: Node) => SchemaId): Trail {
  const steps = new Map<SchemaId, Step>();
  let copies = 0;
  return {
    place(source, around) {
      if (around === undefined || !source.id.startsWith(`${around.id}/`)) {
        steps.set(source.id, { key: contentOf(source), source, parent: undefined });
        return source;
      }
      const key = contentOf(source);
      for (
        let at = steps.get(around.id);
        at !== undefined;
        at = at.parent === undefined ? undefined : steps.get(at.parent)
      ) {
        if (at.key === key) return at.source;
      }
      const original = originalOf(source, identity);
      if (original.id !== source.id) copies += 1;
      const placed = copies > mostCopies ? original : source;
      steps.set(placed.id, { key, source: placed, parent: around.id });
      return placed;
    },
  };
}

/** Two sources with the same content make the same schema. */
function contentOf({ layers, opened, only, unionOf }: Source): string {
  const places = layers.map(({ node, bare }) => `${keyOf(node)}${bare === true ? '-' : ''}`);
  const members = unionOf?.map(keyOf) ?? [];
  return [...places, ...members, opened.size, only?.type ?? only?.enum ?? ''].join(' ');
}

/** The schema where it stands, which is the same for all who have it as a part. */
function originalOf(source: Source, identity: (node: Node) => SchemaId): Source {
  const last = source.layers.at(-1);
  if (last === undefined) return source;
  const { only, unionOf } = source;
  const suffix =
    only === undefined ? '' : only.type === undefined ? `/enum/${only.enum}` : `/type/${only.type}`;
  const id = unionOf === undefined ? `${identity(last.node)}${suffix}` : unionOf.map(identity).join('|');
  return {
    id,
    layers: [last],
    opened: new Set(),
    ...(only === undefined ? {} : { only }),
    ...(unionOf === undefined ? {} : { unionOf }),
  };
}
