/** Keywords whose value is of a kind that says nothing: they are left out, and told. */
import type { Json } from '../../../document/types.ts';
import type { Context } from '../context.ts';
import { get, isObject } from '../read.ts';
import { mention } from './mentions.ts';
import type { Part, Shape } from './shape.ts';

interface Kind {
  readonly words: string;
  fits(value: Json): boolean;
}

const isList = (value: Json): boolean => Array.isArray(value);
const isSchema = (value: Json): boolean => isObject(value) || typeof value === 'boolean';
const schemas: Kind = { words: 'a list of schemas', fits: isList };

const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['type', { words: 'the name of a type, or a list of them', fits: isTypes }],
  ['enum', { words: 'a list of values', fits: isList }],
  // On a property, `true` is told where the object is built.
  ['required', { words: 'a list of names', fits: (value) => isList(value) || typeof value === 'boolean' }],
  ['allOf', schemas],
  ['oneOf', schemas],
  ['anyOf', schemas],
  ['items', { words: 'a schema', fits: isSchema }],
  ['additionalProperties', { words: 'a schema, true or false', fits: isSchema }],
  ['discriminator', { words: 'an object with a `propertyName`', fits: namesProperty }],
]);

/** The groups in which such a keyword is; only `type` is in none. */
const suspects =
  mention.enum |
  mention.required |
  mention.others |
  mention.items |
  mention.additional |
  mention.discriminator;

/** A warning for each of them; null is as if it were not there. */
export function warnOfWrongKinds(context: Context, { parts }: Shape): void {
  parts.forEach((part) => {
    if (part.mentions & suspects || typeof part.value.type !== 'string') warnOfPart(context, part);
  });
}

function warnOfPart(context: Context, { node, value }: Part): void {
  for (const key in value) {
    const kind = kinds.get(key);
    const given = kind && value[key];
    if (kind === undefined || given === undefined || given === null || kind.fits(given)) continue;
    const at = context.document.child(node, key);
    context.warn('schema-invalid', at, `${key} has to be ${kind.words}; it is left out.`);
  }
}

function isTypes(value: Json): boolean {
  return (
    typeof value === 'string' || (Array.isArray(value) && value.every((name) => typeof name === 'string'))
  );
}

function namesProperty(value: Json): boolean {
  return isObject(value) && typeof get(value, 'propertyName') === 'string';
}
