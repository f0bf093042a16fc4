/** Lays out statements that are a call whose arguments need not be broken: nothing is read, only measured. */
import { lineLength } from './printer.ts';

export interface CallStatement {
  /** `res = `, or nothing. */
  readonly target: string;
  /** `await sdk.things.get` */
  readonly callee: string;
  readonly given: readonly string[];
}

const step = 4;

// Strings with escapes may get other quotes, and other characters may be wider than one column.
const isPlain = /^[ !#-[\]-~"]*$/;

/** The statement as ruff formats it at the indent; nothing where that takes more than measuring. */
export function layOutCall({ target, callee, given }: CallStatement, indent: number): string | undefined {
  const flat = given.join(', ');
  if (!isPlain.test(flat)) return undefined;
  const column = indent + target.length;
  if (fits(column, callee, flat)) return `${target}${callee}(${flat})`;
  if (startFits(column, callee, flat)) return opened(`${target}${callee}`, given, flat, indent);
  if (target === '') return undefined;
  const inner = indent + step;
  if (!startFits(inner, callee, flat)) return opened(`${target}${callee}`, given, flat, indent);
  const call = fits(inner, callee, flat) ? `${callee}(${flat})` : opened(callee, given, flat, inner);
  return call === undefined ? undefined : `${target}(${line(inner)}${call}${line(indent)})`;
}

function fits(column: number, callee: string, flat: string): boolean {
  return column + callee.length + flat.length + 2 <= lineLength;
}

/** Whether the line may break in time. */
function startFits(column: number, callee: string, flat: string): boolean {
  return column + callee.length + (flat === '' ? 2 : 1) <= lineLength;
}

/** The arguments on one line of their own, or on one each. */
function opened(head: string, given: readonly string[], flat: string, indent: number): string | undefined {
  if (flat === '') return `${head}()`;
  const room = lineLength - indent - step;
  const inner = line(indent + step);
  if (flat.length <= room) return `${head}(${inner}${flat}${line(indent)})`;
  if (given.some(({ length }) => length + 1 > room)) return undefined;
  return `${head}(${inner}${given.join(`,${inner}`)},${line(indent)})`;
}

function line(indent: number): string {
  return `\n${' '.repeat(indent)}`;
}
