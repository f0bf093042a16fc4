/** Where the keywords of one schema come from. */
import type { Node } from '../../../document/types.ts';
import type { SchemaId } from '../../types.ts';

/** One schema object among those that make a schema together. */
export interface Layer {
  readonly node: Node;
  /** Title, description and other annotations of this layer are not the schema's. */
  readonly bare?: boolean;
}

/**
 * What a schema is made of: usually one node; several where a member of a union is merged with what stands
 * beside the union, or where both declarations of a property count. The later layer wins.
 */
export interface Source {
  readonly id: SchemaId;
  readonly layers: readonly Layer[];
  /** The name the document gives it; absent: inline. */
  readonly component?: string;
  /** The component of which this is a merged variant. */
  readonly variantOf?: string;
  /** Only this type of those the layers allow, for one member of a union of types. */
  readonly only?: { readonly type?: string; readonly enum?: 'string' | 'number' | 'boolean' };
  /** Places whose `oneOf` and `anyOf` are being distributed already and do not count again. */
  readonly opened: ReadonlySet<SchemaId>;
  /** Schemas whose properties are there too, but never required: other ways in which the schema may go on. */
  readonly optional?: readonly Node[];
  /** The schema is a union of these and nothing else. */
  readonly unionOf?: readonly Node[];
}
