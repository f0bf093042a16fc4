/** Places where users write code of their own in generated modules (`enableCustomCodeRegions`). */
import { type Code, noCode } from '../../../code/code.ts';
import { py } from '../../../code/template.ts';
import type { PythonPlan } from '../plan/types.ts';

/** For imports, below the module's own. */
export function importRegion(plan: PythonPlan): Code {
  if (!plan.config.python.enableCustomCodeRegions) return noCode;
  return py`
    # region imports
    # endregion imports
  `;
}

/** For members of a class, above its methods. */
export function classRegion(plan: PythonPlan): Code {
  if (!plan.config.python.enableCustomCodeRegions) return noCode;
  return py`
    # region sdk-class-body
    # endregion sdk-class-body
  `;
}
