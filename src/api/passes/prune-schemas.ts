import type { Api } from '../types.ts';
import { apiUses, reachable } from '../walk.ts';

/** Keeps the schemas that something refers to, in the order in which they are met. */
export function pruneSchemas(api: Api): Api {
  return { ...api, schemas: reachable(api.schemas, apiUses(api)) };
}
