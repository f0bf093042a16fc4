/** The names that a document gives to schemas by where they stand. */
import type { Node } from '../../../document/types.ts';
import type { SchemaId } from '../../types.ts';
import { lastKey } from '../read.ts';

/** The key of a schema that stands under `components.schemas` or `$defs`. */
export function definitionName({ parent, key }: Node): string | undefined {
  const holder = parent?.key;
  const isDefinition =
    holder === 'schemas'
      ? parent?.parent?.key === 'components'
      : holder === '$defs' || holder === 'definitions';
  return isDefinition && key !== '' ? String(key) : undefined;
}

/**
 * The component name of what a reference points at: its key under `components.schemas` or `$defs`, its key in
 * a file of definitions, or the file's name where the whole file is the schema.
 */
export function componentName(node: Node, identity: SchemaId): string | undefined {
  const name = definitionName(node);
  if (name !== undefined) return name;
  const file = identity.split('#', 1)[0] ?? '';
  if (file === '') return undefined;
  if (node.pointer === '') return fileName(file);
  return node.pointer.lastIndexOf('/') === 0 ? lastKey(node.pointer) : undefined;
}

function fileName(file: string): string {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const dot = name.indexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}
