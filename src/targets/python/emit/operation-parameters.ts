/** Parameters of an operation as facts: `path("thing_id", "thingId")`. */
import type { Parameter } from '../../../api/types.ts';
import type { Code } from '../../../code/code.ts';
import { lit } from '../../../code/printable.ts';
import { py } from '../../../code/template.ts';
import type { Argument, MethodPlan, PyType, PythonPlan } from '../plan/types.ts';
import { call, typeSource } from './facts.ts';

/** One parameter, under the key by which the method gives its value. */
export function parameter(item: Parameter, method: MethodPlan, plan: PythonPlan): Code {
  const argument = method.arguments.find(({ source }) => isOf(source, item));
  if (argument) return parameterFacts(item, argument.key, argument.type);
  const inModel = method.models.request?.fields.find((candidate) => candidate.parameter === item);
  const global = plan.models.globals?.fields.find(({ wire }) => item.global && wire === item.name);
  const found = inModel ?? global;
  return parameterFacts(item, found?.name ?? item.name, found?.type);
}

function isOf(source: Argument['source'], item: Parameter): boolean {
  return source.kind === 'parameter' && source.parameter === item;
}

function parameterFacts(item: Parameter, key: string, type: PyType | undefined): Code {
  if (item.in === 'querystring') return wholeQuery(item, key, type);
  const style = item.in === 'path' ? 'simple' : 'form';
  const styled = item.in === 'path' || item.in === 'query';
  const reserved = styled && item.allowReserved;
  return call(item.in, [
    lit(key),
    item.name !== key && lit(item.name),
    styled && item.style !== style && py`style=${lit(item.style)}`,
    item.explode !== usualExplode(item) && py`explode=${lit(item.explode)}`,
    type !== undefined && needsCoercion(type) && py`type=${typeSource(type)}`,
    item.content !== undefined && py`content=${lit(item.content)}`,
    reserved && py`allow_reserved=${lit(true)}`,
    item.in === 'query' && item.allowEmptyValue && py`allow_empty_value=${lit(true)}`,
    item.global && py`is_global=${lit(true)}`,
  ]);
}

/** OpenAPI 3.2 `querystring`: the whole query in one value. */
function wholeQuery(item: Parameter, key: string, type: PyType | undefined): Code {
  return call('Param', [
    lit('querystring'),
    lit(key),
    lit(item.name),
    lit(item.style),
    lit(item.explode),
    type !== undefined && needsCoercion(type) && py`type=${typeSource(type)}`,
    item.content !== undefined && py`content=${lit(item.content)}`,
  ]);
}

function usualExplode(item: Parameter): boolean {
  if (item.in === 'query') return item.style === 'form' || item.style === 'deepObject';
  return item.in === 'cookie';
}

/** Whether a dict may be given for a model somewhere in it, so that the value has to be made into the type. */
function needsCoercion(type: PyType): boolean {
  switch (type.kind) {
    case 'declared':
      return type.decl.kind === 'class' || (type.decl.kind === 'alias' && needsCoercion(type.decl.type));
    case 'list':
      return needsCoercion(type.item);
    case 'dict':
      return needsCoercion(type.value);
    case 'nullable':
      return needsCoercion(type.of);
    case 'annotated':
      return true;
    case 'union':
      return type.members.some(needsCoercion);
    case 'stream':
    case 'simple':
    case 'any':
    case 'external':
    case 'literal':
      return false;
    default:
      return type satisfies never;
  }
}
