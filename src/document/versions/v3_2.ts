/**
 * OpenAPI 3.2 is a superset of 3.1: https://spec.openapis.org/oas/v3.2.0
 *
 * `query`, `additionalOperations`, `querystring`, `itemSchema`, `parent` of tags and `name` of servers have no
 * words in 3.1 and stay as they are. What is only said in another way is rewritten.
 */
import { isObject, type MutableObject } from '../json.ts';
import { upgradeSchema31 } from './v3_1.ts';

/** Rewrites one object. */
export function upgradeObject32(object: MutableObject): void {
  upgradeSchema31(object);
  if (object.in === 'cookie' && object.style === 'cookie') object.style = 'form';
  if (isObject(object.examples))
    for (const example of Object.values(object.examples)) upgradeExample(example);
}

/** The value of an example, which 3.2 may call `dataValue`. */
function upgradeExample(example: unknown): void {
  if (typeof example !== 'object' || example === null || !('dataValue' in example) || 'value' in example)
    return;
  Object.assign(example, { value: example.dataValue });
}
