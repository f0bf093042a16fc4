/** Which form of the public surface a project has, where the forms differ. */
import type { Config } from '../../../config/schema.ts';

const marker = 'conflictResistantModelImportsFeb2026';

/**
 * Whether the configuration is of the newest form: generators put this flag into it when they changed
 * the surface. Without it a project keeps the form that its callers know.
 */
export function isNewest({ python }: Config): boolean {
  return python.fixFlags[marker] === true;
}
