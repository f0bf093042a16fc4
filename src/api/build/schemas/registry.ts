/**
 * Every schema that is referred to, built once. Asking for a schema only notes that it is wanted; `buildAll`
 * then builds what was noted, one after the other, so that neither cycles nor depth matter.
 */
import type { Node } from '../../../document/types.ts';
import type { Schema, SchemaId, SchemaUse } from '../../types.ts';
import type { Context } from '../context.ts';
import { buildSchema } from './build.ts';
import { type Resolved, resolve } from './resolve.ts';
import type { Layer, Source } from './source.ts';
import { createTrail, type Step } from './trail.ts';

/** An edge while the graph is built: `nullable` is settled once its schema is known. */
export type OpenUse = { -readonly [K in keyof SchemaUse]: SchemaUse[K] };

/** A place of use: the edge, and the nodes on the way to the schema, whose annotations belong to the place. */
export interface Edge {
  readonly use: SchemaUse;
  /** From the place itself inwards; the schema's own node comes last where it is inline. */
  readonly nodes: readonly Node[];
  /** `x-speakeasy-ignore` stands on the way or on the schema itself. */
  readonly ignored: boolean;
}

/** A discriminator as written, to be settled when all schemas are known. */
export interface OpenDiscriminator {
  readonly node: Node;
  readonly property: string;
  /** Identity of what each member's node refers to, in the order of the members. */
  readonly origins: readonly SchemaId[];
}

export interface SchemaRegistry {
  readonly schemas: Map<SchemaId, Schema>;
  readonly discriminators: Map<SchemaId, OpenDiscriminator>;
  /** Names of components that are nothing but a reference to something without one (a file). */
  readonly names: Map<SchemaId, string>;
  /** Refers to the schema at a node; `id` where the node is inline and its identity is the owner's affair. */
  at(node: Node, id?: SchemaId): Edge;
  /** Refers to the schema that several layers make together. */
  merged(layers: readonly Layer[], id: SchemaId, open?: Partial<Source>): Edge;
  /** Refers to the union of the schemas at some nodes, or to the only one. */
  anyOf(nodes: readonly Node[], id: SchemaId): Edge;
  /** Identity of the schema that is meant at a node. */
  identityOf(node: Node): SchemaId;
  /** Refers to a schema that has no node of its own. */
  made(source: Source): SchemaUse;
  /** Counts a variant of a schema; false where there are so many that documents of people have no such number. */
  mayVary(): boolean;
  /** Builds everything that was asked for, and what that asks for. */
  buildAll(): void;
  /** After `buildAll`: every use of a schema that admits null admits it too. */
  settle(): void;
}

/** Unions that are nested in each other and have properties beside them multiply: here it ends. */
const mostVariants = 5_000;

/** Makes an empty registry; the context is asked for late because it holds the registry. */
export function createRegistry(context: () => Context): SchemaRegistry {
  const schemas = new Map<SchemaId, Schema>();
  const discriminators = new Map<SchemaId, OpenDiscriminator>();
  const names = new Map<SchemaId, string>();
  const known = new Set<SchemaId>();
  const queue: Step[] = [];
  const uses: OpenUse[] = [];
  const trail = createTrail(queue, (node) => context().document.identity(node));
  let current: Step | undefined;
  let built = 0;
  let variants = 0;

  function made(source: Source, nullable = false): SchemaUse {
    let { id } = source;
    if (!known.has(id)) {
      const step = trail.place(source, current);
      id = step.source.id;
      if (!known.has(id)) queue.push(step);
      known.add(id);
    }
    const use: OpenUse = { schema: id, nullable };
    uses.push(use);
    return use;
  }

  function edge({ source, nullable, nodes, ignored }: Resolved): Edge {
    return { use: made(source, nullable), nodes, ignored };
  }

  return {
    schemas,
    discriminators,
    names,
    made,
    mayVary() {
      variants += 1;
      return variants <= mostVariants;
    },
    at: (node, id) => edge(resolve(context(), [{ node }], id ?? context().document.identity(node))),
    anyOf(nodes, id) {
      const first = nodes[0];
      if (first !== undefined && nodes.length === 1) return edge(resolve(context(), [{ node: first }], id));
      const layers = nodes.slice(0, 1).map((node) => ({ node, bare: true }));
      return { use: made({ id, layers, opened: new Set(), unionOf: nodes }), nodes: [], ignored: false };
    },
    identityOf: (node) => resolve(context(), [{ node }], context().document.identity(node)).source.id,
    merged: (layers, id, open) => edge(resolve(context(), layers, id, open)),
    buildAll() {
      for (; built < queue.length; built += 1) {
        current = queue[built];
        if (current !== undefined) schemas.set(current.source.id, buildSchema(context(), current.source));
      }
      current = undefined;
    },
    settle() {
      uses.forEach((use) => {
        if (schemas.get(use.schema)?.nullable === true) use.nullable = true;
      });
    },
  };
}
