/**
 * Which keywords a schema object has, found in one pass over its keys. A schema has three of them and is asked for
 * fifty: what a group of keywords has to say is only looked for where one of the group is there.
 */
import type { Json, Node } from '../../../document/types.ts';

/** Groups of keywords, each a bit. */
export const mention = {
  /** `$ref` and its kin, `allOf`, `oneOf`, `anyOf`: the schema is not all that it says itself. */
  others: 1 << 0,
  enum: 1 << 1,
  const: 1 << 2,
  description: 1 << 3,
  title: 1 << 4,
  default: 1 << 5,
  deprecated: 1 << 6,
  access: 1 << 7,
  examples: 1 << 8,
  extension: 1 << 9,
  required: 1 << 10,
  properties: 1 << 11,
  /** What other properties there may be. */
  additional: 1 << 12,
  /** What holds in some cases only. */
  cases: 1 << 13,
  items: 1 << 14,
  format: 1 << 15,
  /** What texts look like. */
  text: 1 << 16,
  bounds: 1 << 17,
  size: 1 << 18,
  discriminator: 1 << 19,
} as const;

const keywords: { readonly [group in Exclude<keyof typeof mention, 'extension'>]: readonly string[] } = {
  others: ['$ref', '$dynamicRef', '$recursiveRef', 'allOf', 'oneOf', 'anyOf'],
  enum: ['enum'],
  const: ['const'],
  description: ['description'],
  title: ['title'],
  default: ['default'],
  deprecated: ['deprecated'],
  access: ['readOnly', 'writeOnly'],
  examples: ['example', 'examples'],
  required: ['required'],
  properties: ['properties'],
  additional: ['additionalProperties', 'unevaluatedProperties', 'patternProperties'],
  cases: ['then', 'else', 'dependentSchemas'],
  items: ['items', 'prefixItems'],
  format: ['format'],
  text: ['pattern', 'minLength', 'maxLength', 'contentEncoding', 'contentMediaType'],
  bounds: ['minimum', 'maximum'],
  size: ['minItems', 'maxItems', 'uniqueItems'],
  discriminator: ['discriminator'],
};

const bits: ReadonlyMap<string, number> = new Map(
  (Object.keys(keywords) as (keyof typeof keywords)[]).flatMap((group) =>
    keywords[group].map((keyword) => [keyword, mention[group]] as const),
  ),
);

/** What a schema speaks of; nothing where it is no object. */
export function mentionsOf(value: Json | undefined): number {
  if (typeof value !== 'object' || value === null) return 0;
  let mentions = 0;
  for (const key in value) mentions |= bits.get(key) ?? (isExtension(key) ? mention.extension : 0);
  return mentions;
}

/** What any of the nodes speaks of. */
export function mentionsOfAll(nodes: readonly Node[]): number {
  return nodes.reduce((mentions, { value }) => mentions | mentionsOf(value), 0);
}

function isExtension(key: string): boolean {
  return key.charCodeAt(0) === 0x78 && key.charCodeAt(1) === 0x2d;
}
