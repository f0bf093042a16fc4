/** Overloads for the variants of a `oneOf` body (`bodyVariantOverloads`). */
import { type Code, ref } from '../../../code/code.ts';
import { ident } from '../../../code/printable.ts';
import { py } from '../../../code/template.ts';
import type { Argument, MethodPlan, PyType, PythonPlan } from '../plan/types.ts';
import { argumentCode, type Mode, parameterList, resultType } from './signature.ts';

/** One overload for each model that the body may be; none where that does not tell more than the union. */
export function bodyOverloads(method: MethodPlan, plan: PythonPlan, mode: Mode): readonly Code[] {
  if (!plan.config.python.bodyVariantOverloads || method.overload) return [];
  const body = method.arguments.find(({ source }) => source.kind === 'body' || source.kind === 'request');
  if (!body) return [];
  const name = ident(mode.isAsync ? method.asyncName : method.name);
  const def = mode.isAsync ? py`async def` : py`def`;
  return variantsOf(body.type).map((type) => {
    const write = (argument: Argument): Code => {
      return argumentCode(argument === body ? { ...body, type } : argument, mode.isClient, plan);
    };
    return py`
      @${ref('typing', 'overload')}
      ${def} ${name}(${parameterList(method, plan, write)}) -> ${resultType(method, plan, mode.isAsync)}: ...
    `;
  });
}

/** The members of a union of models: only these can be told apart by their types. */
function variantsOf(type: PyType): readonly PyType[] {
  const members = membersOf(type);
  const names = new Set(members.map((member) => (member.kind === 'declared' ? member.decl.name : '')));
  const areModels = members.every(({ kind }) => kind === 'declared') && names.size === members.length;
  return areModels && members.length > 1 ? members : [];
}

function membersOf(type: PyType): readonly PyType[] {
  switch (type.kind) {
    case 'union':
      return type.members;
    case 'annotated':
      return membersOf(type.of);
    case 'declared':
      if (type.decl.kind === 'alias') return membersOf(type.decl.type);
      return type.decl.kind === 'class' ? [type] : [];
    default:
      return [];
  }
}
