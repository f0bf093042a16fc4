/** Writes what may get parentheses where it is too long: values that are assigned, types, and what is awaited. */
import { headWidth, lineLength, type Printer } from './printer.ts';
import { isGroup, type Run } from './tree.ts';

const step = 4;
const sign = ' = ';
const awaits = 'await ';

/** The run; a line that is too long with its brackets open might get others around its value. */
export function writeWhole(printer: Printer, run: Run, indent: number): boolean {
  return printer.run(run, indent, 0) && printer.column <= lineLength;
}

/** The name on a line of its own between parentheses. */
export function writeParenthesized(
  printer: Printer,
  [before, name, behind]: readonly [string, string, string],
  indent: number,
): boolean {
  printer.put(`${before}(`);
  printer.line(indent + step);
  printer.put(name);
  if (printer.column > lineLength) return false;
  printer.line(indent);
  printer.put(`)${behind}`);
  return true;
}

/** The value opens before the annotation does, and gets parentheses where not even its beginning fits. */
export function writeAssignment(printer: Printer, target: Run, value: Run, indent: number): boolean {
  const behind = printer.column + target.width + sign.length;
  const opens = value.parts.some((part) => isGroup(part) && part.items.length > 0);
  const fits = behind + (value.isForced || opens ? headWidth(value) : value.width) <= lineLength;
  if (fits || behind + 1 > lineLength) {
    if (!printer.run(target, indent, sign.length + headWidth(value))) return false;
    printer.put(sign);
    return writeWhole(printer, value, indent);
  }
  if (!isName(target) || calleeOf(value) === undefined) return writeInside(printer, target, value, indent);
  if (!printer.run(target, indent, 0)) return false;
  printer.put(sign);
  return writeCall(printer, value, indent);
}

function writeInside(printer: Printer, target: Run, value: Run, indent: number): boolean {
  if (!printer.run(target, indent, sign.length + 1)) return false;
  printer.put(`${sign}(`);
  printer.line(indent + step);
  if (!writeWhole(printer, value, indent + step)) return false;
  printer.line(indent);
  printer.put(')');
  return true;
}

/** What is awaited, or called alone, where its name does not fit. */
export function writeAwaited(printer: Printer, run: Run, indent: number): boolean {
  const [text, ...brackets] = run.parts;
  if (typeof text !== 'string' || !text.startsWith(awaits)) return printer.run(run, indent, 0);
  printer.put(awaits);
  const parts = [text.slice(awaits.length), ...brackets];
  return writeCall(printer, { ...run, parts, width: run.width - awaits.length }, indent);
}

/** A call with a long name gets parentheses where all of its lines fit in them. */
function writeCall(printer: Printer, call: Run, indent: number): boolean {
  const { column } = printer;
  const mark = printer.mark();
  if (indent + step + headWidth(call) <= lineLength) {
    printer.put('(');
    printer.line(indent + step);
    if (!printer.run(call, indent + step, 0)) return false;
    const [, ...lines] = printer.since(mark).split('\n');
    if (lines.every((line) => line.length <= lineLength)) {
      printer.line(indent);
      printer.put(')');
      return true;
    }
    printer.back(mark, column);
  }
  return printer.run(call, indent, 0);
}

/** A target without an annotation. */
function isName({ parts: [text, ...more] }: Run): boolean {
  return typeof text === 'string' && more.length === 0 && !text.includes(':');
}

/** The text in front of the only brackets of `sdk.things.get(…)`, awaited or not. */
export function calleeOf({ parts: [text, group, ...more], isRigid }: Run): string | undefined {
  if (typeof text !== 'string' || !isGroup(group) || more.length > 0 || isRigid) return undefined;
  return group.kind === 'call' && /^(?:await )?\w+(?:\.\w+)+$/.test(text) ? text : undefined;
}
