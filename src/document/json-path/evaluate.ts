/** Finds the places of a value that a JSONPath query selects. */
import { isArray, isObject, own, sameJson } from '../json.ts';
import { escapeStep } from '../pointer.ts';
import type { Json } from '../types.ts';
import type { Operand, Operator, Query, Selector, Test } from './syntax.ts';

/** A selected value, with its JSON Pointer. */
export interface Match {
  readonly value: Json;
  readonly pointer: string;
}

/** All matches, each place once, in the order of the document. */
export function evaluatePath(query: Query, root: Json): readonly Match[] {
  return [...new Map(select(query, root, root).map((match) => [match.pointer, match])).values()];
}

function select(query: Query, root: Json, current: Json): readonly Match[] {
  let matches: readonly Match[] = [{ value: query.from === 'root' ? root : current, pointer: '' }];
  for (const { descend, selectors } of query.segments) {
    const from = descend ? matches.flatMap(descendants) : matches;
    matches = from.flatMap((match) => selectors.flatMap((selector) => apply(selector, match, root)));
  }
  return matches;
}

function descendants(match: Match): readonly Match[] {
  const found: Match[] = [];
  const visit = (inner: Match): void => {
    found.push(inner);
    for (const next of children(inner)) visit(next);
  };
  visit(match);
  return found;
}

function children({ value, pointer }: Match): readonly Match[] {
  if (isArray(value))
    return value.map((element, index) => ({ value: element, pointer: `${pointer}/${index}` }));
  if (!isObject(value)) return [];
  return Object.entries(value).map(([key, member]) => ({
    value: member,
    pointer: `${pointer}/${escapeStep(key)}`,
  }));
}

function apply(selector: Selector, match: Match, root: Json): readonly Match[] {
  const { value, pointer } = match;
  switch (selector.kind) {
    case 'name': {
      const member = own(value, selector.name);
      return member === undefined
        ? []
        : [{ value: member, pointer: `${pointer}/${escapeStep(selector.name)}` }];
    }
    case 'index': {
      if (!isArray(value)) return [];
      const index = selector.index < 0 ? value.length + selector.index : selector.index;
      const element = value[index];
      return element === undefined ? [] : [{ value: element, pointer: `${pointer}/${index}` }];
    }
    case 'wildcard':
      return children(match);
    case 'slice':
      return isArray(value) ? slice(children(match), selector) : [];
    case 'filter':
      return children(match).filter((inner) => passes(selector.test, root, inner.value));
  }
}

function slice(
  elements: readonly Match[],
  { start, end, step }: Extract<Selector, { kind: 'slice' }>,
): readonly Match[] {
  const { length } = elements;
  if (step === 0) return [];
  const absolute = (index: number): number => (index < 0 ? length + index : index);
  const clamp = (index: number, low: number, high: number): number => Math.min(Math.max(index, low), high);
  const picked: Match[] = [];
  const pick = (index: number): void => {
    const element = elements[index];
    if (element !== undefined) picked.push(element);
  };
  if (step > 0) {
    const last = clamp(absolute(end ?? length), 0, length);
    for (let index = clamp(absolute(start ?? 0), 0, length); index < last; index += step) pick(index);
  } else {
    const last = end === undefined ? -1 : clamp(absolute(end), -1, length - 1);
    for (let index = clamp(absolute(start ?? length - 1), -1, length - 1); index > last; index += step)
      pick(index);
  }
  return picked;
}

function passes(test: Test, root: Json, current: Json): boolean {
  switch (test.kind) {
    case 'and':
      return test.tests.every((inner) => passes(inner, root, current));
    case 'or':
      return test.tests.some((inner) => passes(inner, root, current));
    case 'not':
      return !passes(test.test, root, current);
    case 'exists':
      return select(test.query, root, current).length > 0;
    case 'compare':
      return compare(test.operator, operand(test.left, root, current), operand(test.right, root, current));
  }
}

/** The value of an operand; `undefined` where there is none, or more than one. */
function operand(of: Operand, root: Json, current: Json): Json | undefined {
  switch (of.kind) {
    case 'literal':
      return of.value;
    case 'query':
    case 'value': {
      const query = of.kind === 'query' ? of.query : of.of.kind === 'query' ? of.of.query : undefined;
      const found = query === undefined ? [] : select(query, root, current);
      return found.length === 1 ? found[0]?.value : undefined;
    }
    case 'count':
      return of.of.kind === 'query' ? select(of.of.query, root, current).length : undefined;
    case 'length':
      return lengthOf(operand(of.of, root, current));
  }
}

function lengthOf(value: Json | undefined): number | undefined {
  if (typeof value === 'string') return [...value].length;
  if (isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : undefined;
}

function compare(operator: Operator, left: Json | undefined, right: Json | undefined): boolean {
  switch (operator) {
    case '==':
      return sameJson(left, right);
    case '!=':
      return !sameJson(left, right);
    case '<':
      return isLess(left, right);
    case '>':
      return isLess(right, left);
    case '<=':
      return isLess(left, right) || sameJson(left, right);
    case '>=':
      return isLess(right, left) || sameJson(left, right);
  }
}

function isLess(left: Json | undefined, right: Json | undefined): boolean {
  if (typeof left === 'number' && typeof right === 'number') return left < right;
  return typeof left === 'string' && typeof right === 'string' && left < right;
}
