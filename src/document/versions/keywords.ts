/**
 * Visits every object of a document that can have keywords. Which objects are schemas is known only to those
 * who follow the whole document from its root, and parts of it stand in files of their own, whose kind is
 * known by no more than who refers to them. So rewrites are offered every object, whatever it is, but not
 * those whose keys are names that the author chose, nor values that are data: examples, defaults, enums.
 * A rewrite looks for keywords with values that only a schema gives them, such as `nullable: true`.
 */
import { isArray, type MutableObject } from '../json.ts';
import type { Json } from '../types.ts';

/** Below these the keys are names: `properties: { nullable: {…} }`. */
const namesBelow = new Set([
  'properties',
  'patternProperties',
  'dependentSchemas',
  'definitions',
  '$defs',
  'schemas',
  'parameters',
  'responses',
  'headers',
  'requestBodies',
  'securitySchemes',
  'securityDefinitions',
  'links',
  'callbacks',
  'paths',
  'pathItems',
  'webhooks',
  'content',
  'mediaTypes',
  'encoding',
  'variables',
]);

/** Below these everything is data. */
const dataBelow = new Set([
  'example',
  'examples',
  'default',
  'enum',
  'const',
  'value',
  'dataValue',
  'mapping',
  'scopes',
]);

/** Offers each object to the rewrite, which may change it in place; inner ones first. */
export function rewriteKeywords(value: Json, rewrite: (object: MutableObject) => void, names = false): void {
  if (isArray(value)) {
    for (const element of value) if (typeof element === 'object') rewriteKeywords(element, rewrite);
    return;
  }
  if (value === null || typeof value !== 'object') return;
  for (const key in value) {
    const member = value[key];
    if (typeof member !== 'object' || member === null) continue;
    if (names) rewriteKeywords(member, rewrite);
    else if (!dataBelow.has(key) && !isExtension(key)) rewriteKeywords(member, rewrite, namesBelow.has(key));
  }
  // The value is fresh from the parser, and nobody else has it yet.
  if (!names) rewrite(value as MutableObject);
}

function isExtension(key: string): boolean {
  return key.charCodeAt(0) === 0x78 && key.charCodeAt(1) === 0x2d;
}
