/**
 * What single schema objects say, without looking further.
 * @see https://json-schema.org/draft/2020-12/json-schema-validation
 */
import type { JsonObject, Node } from '../../../document/types.ts';
import type { Context } from '../context.ts';
import { elements, get, has, isObject } from '../read.ts';
import { refOf, targetOf } from './references.ts';

/** Keywords that describe a schema and do not change what it admits. */
const annotations = new Set([
  'title',
  'description',
  'default',
  'example',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
  'nullable',
  'externalDocs',
  'xml',
  '$comment',
  '$schema',
  '$id',
  '$anchor',
]);

/** Keywords that narrow a type and do not make another one of it. */
const constraints = new Set([
  'required',
  'not',
  'pattern',
  'multipleOf',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'propertyNames',
  'dependentRequired',
  'dependentSchemas',
  'contains',
  'minContains',
  'maxContains',
  'if',
  'then',
  'else',
]);

/** Keywords that beside a `$ref` make another type of it. */
const structure = [
  'properties',
  'required',
  'additionalProperties',
  'patternProperties',
  'unevaluatedProperties',
  'items',
  'prefixItems',
  'enum',
  'const',
  'oneOf',
  'anyOf',
  'allOf',
];

/** Whether every key of a schema is an annotation or one of the extra ones. */
export function onlyAnnotates(value: JsonObject, ...extra: readonly string[]): boolean {
  return Object.keys(value).every(
    (key) => annotations.has(key) || key.startsWith('x-') || extra.includes(key),
  );
}

/** Whether a schema only narrows what stands around it: `{ required: [a] }` as a member of `anyOf`. */
export function onlyConstrains(value: JsonObject): boolean {
  return Object.keys(value).every(
    (key) => annotations.has(key) || constraints.has(key) || key.startsWith('x-'),
  );
}

/** Whether a `$ref` stands beside keywords that make another type of what it points at. */
export function isExtendedRef(value: JsonObject): boolean {
  return structure.some((key) => has(value, key));
}

/** The names under `type`, null among them; unknown ones too. */
export function typesOf(value: JsonObject): readonly string[] {
  const type = get(value, 'type');
  if (typeof type === 'string') return [type];
  return Array.isArray(type) ? type.filter((item): item is string => typeof item === 'string') : [];
}

/** Whether null is admitted by `nullable` or `type`, beside whatever else there is. */
export function saysNullable(value: JsonObject): boolean {
  if (get(value, 'nullable') === true) return true;
  if (!Array.isArray(get(value, 'type'))) return false;
  const types = typesOf(value);
  return types.length > 1 && types.includes('null');
}

/** Whether a schema admits null and nothing else. */
export function isNull(context: Context, node: Node): boolean {
  const value = node.value;
  if (!isObject(value)) return false;
  if (refOf(value) !== undefined) {
    const target = targetOf(context, node);
    return target !== undefined && target !== node && saysOnlyNull(target.value);
  }
  return saysOnlyNull(value);
}

function saysOnlyNull(value: Node['value']): boolean {
  if (!isObject(value)) return false;
  const types = typesOf(value);
  if (types.length > 0 && types.every((type) => type === 'null')) return true;
  if (has(value, 'const')) return value.const === null;
  const values = get(value, 'enum');
  if (Array.isArray(values)) return values.length > 0 && values.every((item) => item === null);
  const keys = Object.keys(value);
  return keys.length === 1 && keys[0] === 'nullable' && value.nullable === true;
}

/** The members of `oneOf` or `anyOf`: those that are not null, and whether there was a null. */
export function alternatives(
  context: Context,
  node: Node,
  keyword: 'oneOf' | 'anyOf',
): { readonly members: readonly Node[]; readonly nullable: boolean } {
  const all = elements(context.document, context.document.child(node, keyword));
  const members = all.filter((member) => !isNull(context, member));
  return { members, nullable: members.length < all.length };
}
