/** OpenAPI 3.1 is the shape that all others are brought into. */
import type { MutableObject } from '../json.ts';
import { upgradeSchema30 } from './v3_0.ts';

/** Many documents were brought from 3.0 to 3.1 by changing the version only: what they mean is clear. */
export function upgradeSchema31(object: MutableObject): void {
  upgradeSchema30(object);
}
