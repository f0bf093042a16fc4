/** Small forms that the facts of operations are written with. */
import { type Code, type Hole, isEmpty, join, noCode, ref } from '../../../code/code.ts';
import { ident, tuple } from '../../../code/printable.ts';
import { py } from '../../../code/template.ts';
import type { PyType } from '../plan/types.ts';
import { runtimeType } from './types.ts';

/** Module of the runtime that says what the facts are. */
export const facts = '._runtime.operation';

export function field(name: string, value: Code): Hole {
  return !isEmpty(value) && py`${ident(name)}=${value}`;
}

export function sequence(items: readonly Code[]): Code {
  return items.length === 0 ? noCode : tuple(items);
}

/** `lambda: models.Thing`: makes an operation without importing the model. */
export function typeSource(type: PyType): Code {
  return py`lambda: ${runtimeType(type)}`;
}

export function call(name: string, values: readonly Hole[]): Code {
  return py`${ref(facts, name)}(${join(values, ', ')})`;
}
