import type { Api, SecurityRequirement } from '../types.ts';

/** Keeps the security schemes that some requirement names. */
export function pruneSecurity(api: Api): Api {
  const used = new Set<string>();
  const note = (requirements: readonly SecurityRequirement[] = []) => {
    for (const { schemes } of requirements) for (const { key } of schemes) used.add(key);
  };
  note(api.security);
  for (const operation of api.operations) note(operation.security);
  return { ...api, securitySchemes: api.securitySchemes.filter(({ key }) => used.has(key)) };
}
