/** A document as the text of a file. */
import { stringify } from 'yaml';
import type { Json } from '../document/types.ts';

/** JSON where the file's name says so, else YAML. */
export function documentText(value: Json, name: string): string {
  return /\.json$/i.test(name)
    ? `${JSON.stringify(value, undefined, 2)}\n`
    : stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}
