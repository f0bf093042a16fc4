import type { Api, Operation, SecurityRequirement } from '../types.ts';

/**
 * Where the API as a whole has no security, the requirements that most operations share become the API's;
 * operations that have the API's requirements do not repeat them.
 */
export function hoistSecurity(api: Api): Api {
  const common = api.security.length > 0 ? api.security : mostCommon(api.operations);
  if (common === undefined) return api;
  const hoisted = api.security.length === 0;
  return {
    ...api,
    security: common,
    operations: api.operations.map((operation) => inherit(operation, common, hoisted)),
  };
}

/** Without a requirement of the API's, silence means no security: after hoisting this has to be said. */
function inherit(operation: Operation, common: readonly SecurityRequirement[], hoisted: boolean): Operation {
  if (operation.security === undefined) return hoisted ? { ...operation, security: [] } : operation;
  if (keyOf(operation.security) !== keyOf(common)) return operation;
  const { security: _, ...rest } = operation;
  return rest;
}

function mostCommon(operations: readonly Operation[]): readonly SecurityRequirement[] | undefined {
  const counts = new Map<string, { count: number; readonly security: readonly SecurityRequirement[] }>();
  for (const { security } of operations) {
    if (security === undefined || security.every(({ schemes }) => schemes.length === 0)) continue;
    const key = keyOf(security);
    const entry = counts.get(key);
    if (entry === undefined) counts.set(key, { count: 1, security });
    else entry.count += 1;
  }
  let best: { readonly count: number; readonly security: readonly SecurityRequirement[] } | undefined;
  for (const entry of counts.values()) if (best === undefined || entry.count > best.count) best = entry;
  return best?.security;
}

function keyOf(security: readonly SecurityRequirement[]): string {
  return JSON.stringify(security);
}
