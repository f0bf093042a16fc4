/**
 * Arrays.
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.1
 */
import type { Node } from '../../../document/types.ts';
import type { ArraySchema, SchemaUse } from '../../types.ts';
import type { Context } from '../context.ts';
import { elements, isObject, type Unfinished } from '../read.ts';
import { annotationsOf } from './annotations.ts';
import { mention } from './mentions.ts';
import { lastOf, partWith, type Shape } from './shape.ts';
import type { Source } from './source.ts';

/** Builds an array; a tuple is an array of the union of its places. */
export function buildArray(context: Context, source: Source, shape: Shape): ArraySchema {
  const isSized = (shape.mentions & mention.size) !== 0;
  const schema: Unfinished<ArraySchema> = Object.assign(annotationsOf(context, source, shape), {
    kind: 'array' as const,
    items: itemsOf(context, source, shape),
    uniqueItems: isSized && lastOf(shape, 'uniqueItems') === true,
  });
  if (!isSized) return schema;
  const minItems = lastOf(shape, 'minItems');
  const maxItems = lastOf(shape, 'maxItems');
  if (typeof minItems === 'number') schema.minItems = minItems;
  if (typeof maxItems === 'number') schema.maxItems = maxItems;
  return schema;
}

function itemsOf(context: Context, source: Source, shape: Shape): SchemaUse {
  const id = `${source.id}/items`;
  const owner = shape.parts.findLast(({ mentions }) => mentions & mention.items);
  const places = owner === undefined ? [] : itemNodes(context, owner.node);
  if (places.length === 0) {
    const node = partWith(shape, 'type')?.node ?? shape.parts.at(-1)?.node ?? context.document.root;
    context.warn('array-without-items', node, 'The array has no items; they may be anything.');
    return context.schemas.at(noneAt(node, 'items'), id).use;
  }
  return context.schemas.anyOf(places, id).use;
}

/** A place below a node at which nothing stands: a schema there admits anything. */
export function noneAt(node: Node, key: string): Node {
  return { value: {}, source: node.source, pointer: `${node.pointer}/${key}` };
}

/** The schemas of an array's elements: `items`, and before it the places of a tuple (`items: [...]` once). */
function itemNodes(context: Context, node: Node): readonly Node[] {
  const items = context.document.child(node, 'items');
  const rest = Array.isArray(items.value)
    ? elements(context.document, items)
    : isObject(items.value) || items.value === true
      ? [items]
      : [];
  const places = context.document.child(node, 'prefixItems');
  return places.value === undefined ? rest : [...elements(context.document, places), ...rest];
}
