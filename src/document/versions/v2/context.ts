/** What the parts of the upgrade of one Swagger 2.0 file share. */
import type { Problem } from '../../../diagnostics/problem.ts';
import { isArray, own } from '../../json.ts';
import type { SourceText } from '../../source.ts';
import type { Json } from '../../types.ts';
import type { Moves } from '../moves.ts';

/** A value that a reference leads to, as it was written. */
export interface Written {
  readonly value: Json;
  readonly pointer: string;
  readonly file: SourceText;
  /** It stands in the file that is being upgraded. */
  readonly here: boolean;
}

export interface Context {
  readonly moves: Moves;
  /** Media types of the whole document, for operations without their own. */
  readonly consumes: readonly string[];
  readonly produces: readonly string[];
  readonly server: {
    readonly host: string;
    readonly basePath: string;
    /** Used where the document names none. */
    readonly scheme: 'http' | 'https';
  };
  /** The object or what its `$ref` leads to; `undefined` where that is nothing. */
  written(value: Json, pointer: string): Written | undefined;
  warn(pointer: string, code: Problem['code'], message: string, fix?: string): void;
}

/** The texts in a list: `consumes`, `produces`, `schemes`. */
export function texts(value: Json | undefined): readonly string[] {
  return isArray(value) ? value.filter((element) => typeof element === 'string') : [];
}

/** Members of an object that begin with `x-`. */
export function extensionsOf(value: Json): { readonly [key: string]: Json } {
  const extensions: { [key: string]: Json } = {};
  if (typeof value !== 'object' || value === null) return extensions;
  for (const key of Object.keys(value)) {
    const member = own(value, key);
    if (key.startsWith('x-') && member !== undefined) extensions[key] = member;
  }
  return extensions;
}

/** Local references as the components of 3.1 are called. */
const sections: readonly (readonly [before: string, after: string])[] = [
  ['#/definitions/', '#/components/schemas/'],
  ['#/responses/', '#/components/responses/'],
  ['#/parameters/', '#/components/parameters/'],
  ['#/securityDefinitions/', '#/components/securitySchemes/'],
];

/** `#/definitions/Pet` → `#/components/schemas/Pet`. */
export function upgradeRef(ref: string): string {
  const section = sections.find(([before]) => ref.startsWith(before));
  return section === undefined ? ref : section[1] + ref.slice(section[0].length);
}
