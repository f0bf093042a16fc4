/**
 * What is inline in a part of a schema is copied into the schema, so that it can be named after it. Where a
 * schema is a part of what is inline in itself (`child: { allOf: [{ $ref: … }], required: […] }`) copies would
 * hold copies without end: there the copy is the one around it.
 */
import { isSamePlace } from '../../../document/child.ts';
import type { Node } from '../../../document/types.ts';
import type { SchemaId } from '../../types.ts';
import type { Layer, Source } from './source.ts';

/** A schema that is built, and how it came to be asked for. */
export interface Step {
  /** What was wanted, and what is there for it. */
  readonly wanted: Source;
  readonly source: Source;
  /** Of the schema that it is an inline part of. */
  readonly parent: Step | undefined;
}

export interface Trail {
  /** The step to a source that is wanted while another one is built; one that is there already may take its place. */
  place(source: Source, around: Step | undefined): Step;
}

/** More copies than this come from parts that hold each other crosswise; from here on nothing is copied. */
const mostCopies = 100_000;

/** Makes an empty trail; `steps` are all that were placed, and `identity` is the document's. */
export function createTrail(steps: readonly Step[], identity: (node: Node) => SchemaId): Trail {
  const isCopy = (source: Source): boolean => originalId(source, identity) !== source.id;
  let copies: number | undefined;
  /** Most documents have fewer schemas than copies are allowed, and need not be counted. */
  const areTooMany = (source: Source): boolean => {
    if (steps.length < mostCopies) return false;
    copies ??= steps.filter(({ wanted, parent }) => parent !== undefined && isCopy(wanted)).length;
    if (isCopy(source)) copies += 1;
    return copies > mostCopies;
  };
  return {
    place(source, around) {
      if (around === undefined || !isPart(source.id, around.source.id)) {
        return { wanted: source, source, parent: undefined };
      }
      for (let at: Step | undefined = around; at !== undefined; at = at.parent) {
        if (haveSameContent(at.wanted, source)) return at;
      }
      const placed = areTooMany(source) ? originalOf(source, originalId(source, identity)) : source;
      return { wanted: source, source: placed, parent: around };
    },
  };
}

function isPart(id: SchemaId, around: SchemaId): boolean {
  return id.charCodeAt(around.length) === slash && id.startsWith(around);
}

const slash = 0x2f;

/** Two sources with the same content make the same schema. */
function haveSameContent(left: Source, right: Source): boolean {
  return (
    left.layers.length === right.layers.length &&
    left.layers.every((layer, index) => isSameLayer(layer, right.layers[index])) &&
    left.opened.size === right.opened.size &&
    left.only?.type === right.only?.type &&
    left.only?.enum === right.only?.enum &&
    left.unionOf?.length === right.unionOf?.length &&
    (left.unionOf ?? []).every((node, index) => {
      const other = right.unionOf?.[index];
      return other !== undefined && isSamePlace(node, other);
    })
  );
}

function isSameLayer(left: Layer, right: Layer | undefined): boolean {
  return (
    right !== undefined &&
    isSamePlace(left.node, right.node) &&
    (left.bare === true) === (right.bare === true)
  );
}

/** Identity of the schema where it stands, which is the same for all who have it as a part. */
function originalId({ id, layers, only, unionOf }: Source, identity: (node: Node) => SchemaId): SchemaId {
  const last = layers.at(-1);
  if (last === undefined) return id;
  if (unionOf !== undefined) return unionOf.map(identity).join('|');
  if (only === undefined) return identity(last.node);
  return `${identity(last.node)}${only.type === undefined ? `/enum/${only.enum}` : `/type/${only.type}`}`;
}

function originalOf(source: Source, id: SchemaId): Source {
  const { layers, only, unionOf } = source;
  return {
    id,
    layers: layers.slice(-1),
    opened: new Set(),
    ...(only === undefined ? {} : { only }),
    ...(unionOf === undefined ? {} : { unionOf }),
  };
}
