/** Reads and writes single statements, and the heads of those that have a body. */
import { pythonKeywords } from '../../../code/printable.ts';
import type { ExpressionReader } from './expression.ts';
import {
  endOfBases,
  endOfField,
  endOfName,
  endOfTable,
  type KnownText,
  matcher,
  startOfTable,
} from './flat.ts';
import { ImportReader } from './imports.ts';
import { headWidth, lineLength, type Printer } from './printer.ts';
import type { Scope } from './scope.ts';
import { isGroup, type Run } from './tree.ts';
import { Twin } from './twin.ts';
import { calleeOf, writeAssignment, writeAwaited, writeParenthesized, writeWhole } from './value.ts';

/** A method of the class itself, called for what it gives. */
const endOfCallee = matcher('(?:return )?(?:await )?self\\._\\w+(?=\\()');

export type StatementKind =
  | 'decorator'
  | 'class'
  | 'def'
  | 'if'
  | 'with'
  | 'for'
  | 'try'
  | 'except'
  | 'import'
  | 'simple';

export class StatementReader {
  /** The module has an `__all__`. */
  hasExports = false;
  readonly #reader: ExpressionReader;
  readonly #printer: Printer;
  readonly #scope: Scope;
  readonly #imports: ImportReader;
  readonly #signatures: Twin;
  readonly #calls: Twin;

  constructor(reader: ExpressionReader, printer: Printer, scope: Scope, known: KnownText) {
    this.#reader = reader;
    this.#printer = printer;
    this.#scope = scope;
    this.#imports = new ImportReader(reader, printer, scope, known);
    this.#signatures = new Twin(reader, printer);
    this.#calls = new Twin(reader, printer);
  }

  kindAt(): StatementKind {
    const { text, at } = this.#reader;
    switch (text.charCodeAt(at)) {
      case 0x40: // @
        return 'decorator';
      case 0x61: // a
        if (text.startsWith('async with ', at)) return 'with';
        return text.startsWith('async def ', at) ? 'def' : 'simple';
      case 0x63: // c
        return text.startsWith('class ', at) ? 'class' : 'simple';
      case 0x64: // d
        return text.startsWith('def ', at) ? 'def' : 'simple';
      case 0x65: // e
        return text.startsWith('except ', at) ? 'except' : 'simple';
      case 0x66: // f
        if (text.startsWith('for ', at)) return 'for';
        return text.startsWith('from ', at) ? 'import' : 'simple';
      case 0x69: // i
        if (text.startsWith('if ', at)) return 'if';
        return text.startsWith('import ', at) ? 'import' : 'simple';
      case 0x74: // t
        return text.startsWith('try:\n', at) ? 'try' : 'simple';
      case 0x77: // w
        return text.startsWith('with ', at) ? 'with' : 'simple';
      default:
        return 'simple';
    }
  }

  /** Whether the statement was read; it ends at the end of its line. */
  write(kind: StatementKind, indent: number, isTop: boolean): boolean {
    switch (kind) {
      case 'decorator':
        return this.#decorator(indent);
      case 'class':
        return this.#class(indent, isTop);
      case 'def':
        return this.#function(indent, isTop);
      case 'if':
        return this.#head(`${kind} `, indent);
      case 'except':
      case 'with':
        return this.#named(`${kind} `, indent);
      case 'for':
        return this.#loop(indent);
      case 'try':
        this.#printer.put('try:');
        return this.#reader.takes('try:');
      case 'import':
        return this.#imports.write(indent);
      case 'simple':
        return this.#simple(indent);
      default:
        return kind satisfies never;
    }
  }

  #decorator(indent: number): boolean {
    const outer = this.#reader.begin();
    const isRead = this.#reader.takes('@') && this.#reader.expression();
    const run = this.#reader.end(outer);
    return isRead && this.#fitting(run, indent);
  }

  /** What has no other form than its line. */
  #fitting(run: Run, indent: number): boolean {
    return this.#printer.column + run.width <= lineLength && this.#printer.run(run, indent, 0);
  }

  /** The statement as it is, up to there. */
  #keep(end: number): true {
    this.#printer.keep(this.#reader.at, end);
    this.#reader.at = end;
    return true;
  }

  #fits(end: number): boolean {
    return this.#printer.column + end - this.#reader.at <= lineLength;
  }

  #class(indent: number, isTop: boolean): boolean {
    return this.#flatClass(isTop) || this.#longClass(indent, isTop);
  }

  #flatClass(isTop: boolean): boolean {
    const reader = this.#reader;
    const start = reader.at + 'class '.length;
    const behind = endOfName(reader.text, start);
    const end = behind && endOfBases(reader.text, behind);
    if (end === 0 || !this.#fits(end)) return false;
    const name = reader.text.slice(start, behind);
    if (pythonKeywords.has(name) || !reader.mentions(behind, end)) return false;
    this.#bind(name, isTop);
    return this.#keep(end);
  }

  #longClass(indent: number, isTop: boolean): boolean {
    const reader = this.#reader;
    const outer = reader.begin();
    reader.takes('class ');
    const name = reader.name();
    const hasBases = reader.text.charCodeAt(reader.at) === 0x28;
    const isRead = name !== '' && (!hasBases || reader.group('call')) && reader.takes(':');
    const run = reader.end(outer);
    this.#bind(name, isTop);
    return isRead && this.#printer.run(run, indent, 0);
  }

  #bind(name: string, isTop: boolean): void {
    if (isTop) this.#scope.define(name);
    else this.#scope.bind(name);
  }

  #function(indent: number, isTop: boolean): boolean {
    const reader = this.#reader;
    const start = reader.at;
    const outer = reader.begin();
    reader.takes('async ');
    reader.takes('def ');
    const name = reader.name();
    if (name !== '' && this.#signatures.repeats(start, indent)) {
      reader.end(outer);
      this.#bind(name, isTop);
      return true;
    }
    const brackets = reader.at;
    const isRead =
      name !== '' &&
      reader.text.charCodeAt(reader.at) === 0x28 &&
      reader.group('parameters') &&
      (!reader.takes(' -> ') || reader.expression()) &&
      reader.takes(':');
    const run = reader.end(outer);
    this.#bind(name, isTop);
    const mark = this.#printer.mark();
    if (!isRead || !this.#signature(run, indent)) return false;
    this.#signatures.remember(start, brackets, mark, indent);
    return true;
  }

  /** The parameters open before the result does. */
  #signature(run: Run, indent: number): boolean {
    const [head, parameters, ...result] = run.parts;
    if (typeof head !== 'string' || !isGroup(parameters)) return false;
    if (!run.isForced && this.#printer.column + run.width <= lineLength)
      return this.#printer.run(run, indent, 0);
    if (parameters.items.length === 0 || run.isRigid) return false;
    const opened: Run = { ...run, parts: [head, { ...parameters, isOpen: true }] };
    if (!this.#printer.run(opened, indent, 0)) return false;
    const [name] = result;
    if (typeof name !== 'string' || result.length > 1)
      return writeWhole(this.#printer, { ...run, parts: result }, indent);
    const fits = this.#printer.column + name.length <= lineLength;
    if (fits) this.#printer.put(name);
    return fits || writeParenthesized(this.#printer, [' -> ', name.slice(' -> '.length, -1), ':'], indent);
  }

  #head(keyword: string, indent: number): boolean {
    const outer = this.#reader.begin();
    const isRead = this.#reader.takes(keyword) && this.#reader.expression() && this.#reader.takes(':');
    const run = this.#reader.end(outer);
    return isRead && this.#fitting(run, indent) && this.#remark();
  }

  /** A head that may give its value a name. */
  #named(keyword: string, indent: number): boolean {
    const reader = this.#reader;
    const outer = reader.begin();
    reader.takes('async ');
    const isRead = reader.takes(keyword) && reader.expression();
    const name = reader.takes(' as ') ? reader.name() : undefined;
    const isWhole = isRead && name !== '' && reader.takes(':');
    const run = reader.end(outer);
    if (name !== undefined) this.#scope.bind(name);
    return isWhole && writeWhole(this.#printer, run, indent);
  }

  #loop(indent: number): boolean {
    const reader = this.#reader;
    const outer = reader.begin();
    reader.takes('for ');
    const name = reader.name();
    const isRead = name !== '' && reader.takes(' in ') && reader.expression() && reader.takes(':');
    const run = reader.end(outer);
    this.#scope.bind(name);
    return isRead && this.#fitting(run, indent);
  }

  /** A comment behind the statement, if there is one. */
  #remark(): boolean {
    const { text, at } = this.#reader;
    if (!text.startsWith('  # ', at)) return true;
    const end = text.indexOf('\n', at);
    const remark = text.slice(at, end);
    this.#printer.put(remark);
    return end > at && !remark.endsWith(' ') && this.#reader.takes(remark);
  }

  // --- Simple statements --------------------------------------------------------------------------------

  #simple(indent: number): boolean {
    const reader = this.#reader;
    const start = reader.at;
    if (reader.text.startsWith('pass\n', start)) return this.#keep(start + 'pass'.length);
    if (this.#field(indent) || this.#keeps()) return true;
    reader.at = start;
    const call = endOfCallee(reader.text, start);
    if (call > 0 && this.#sameCall(start, call, indent)) return true;
    const outer = reader.begin();
    const isRead = this.#first();
    const run = reader.end(outer);
    if (!isRead) return false;
    if (reader.takes(' = ')) return this.#assignment(run, indent);
    const mark = this.#printer.mark();
    if (this.#printer.column + headWidth(run) <= lineLength) {
      if (!writeWhole(this.#printer, run, indent)) return false;
      if (call > 0) this.#calls.remember(start, call, mark, indent);
      return true;
    }
    if (calleeOf(run) !== undefined) return writeAwaited(this.#printer, run, indent);
    const [name, type, ...more] = reader.text.slice(start, reader.at).split(': ');
    if (name === undefined || type === undefined || more.length > 0 || !/^\w+$/.test(name)) return false;
    return this.#annotation(name, type, run, indent);
  }

  #sameCall(start: number, call: number, indent: number): boolean {
    const reader = this.#reader;
    reader.at = call;
    if (this.#calls.repeats(start, indent)) {
      reader.used.add('self');
      return true;
    }
    reader.at = start;
    return false;
  }

  /** A type that is too long gets parentheses, but for a name that would be too long in them. */
  #annotation(name: string, type: string, run: Run, indent: number): boolean {
    const isName = run.parts.length === 1;
    if (!isName || indent + 4 + type.length <= lineLength) {
      return writeParenthesized(this.#printer, [`${name}: `, type, ''], indent);
    }
    this.#printer.put(`${name}: ${type}`);
    return true;
  }

  /** `name: Type = value` where it fits, or a table of names. */
  #field(indent: number): boolean {
    const reader = this.#reader;
    const { text, at } = reader;
    const behind = endOfName(text, at);
    if (behind === 0) return false;
    const table = indent === 0 ? startOfTable(text, behind) : 0;
    const end = table === 0 ? endOfField(text, behind) : endOfTable(text, table);
    if (end === 0 || !this.#fits(table === 0 ? end : table + 1)) return false;
    const name = text.slice(at, behind);
    if (pythonKeywords.has(name) || !reader.mentions(behind, table === 0 ? end : table)) return false;
    if (end === behind) reader.used.add(name);
    else this.#assigns(name);
    return this.#keep(end);
  }

  #assigns(name: string): void {
    this.#scope.bind(name);
    if (name === '__all__') this.hasExports = true;
  }

  /** Most statements fit on their line, and stay as they are. */
  #keeps(): boolean {
    const reader = this.#reader;
    const start = reader.at;
    const end = reader.text.indexOf('\n', start);
    if (end < 0 || !this.#fits(end)) return false;
    if (!reader.skims(this.#whole, end)) return false;
    this.#printer.keep(start, end);
    return true;
  }

  readonly #whole = (): boolean => this.#first() && (!this.#reader.takes(' = ') || this.#reader.expression());

  /** All of the statement but a value that it assigns. */
  #first(): boolean {
    return this.#reader.takes('return ') ? this.#results() : this.#raised() || this.#target();
  }

  #results(): boolean {
    if (!this.#reader.expression()) return false;
    while (this.#reader.takes(', ')) if (!this.#reader.rigidly()) return false;
    return true;
  }

  #raised(): boolean {
    return this.#reader.takes('raise ') && this.#reader.expression();
  }

  /** What stands alone or is assigned to, with its annotation. */
  #target(): boolean {
    const reader = this.#reader;
    const start = reader.at;
    const name = reader.name();
    const isAnnotated = name !== '' && reader.takes(': ');
    if (isAnnotated || (name !== '' && reader.text.startsWith(' = ', reader.at))) {
      this.#assigns(name);
      return !isAnnotated || reader.expression();
    }
    reader.at = start;
    return reader.expression();
  }

  #assignment(target: Run, indent: number): boolean {
    const outer = this.#reader.begin();
    const isRead = !this.#reader.text.startsWith('lambda', this.#reader.at) && this.#reader.expression();
    const value = this.#reader.end(outer);
    return isRead && writeAssignment(this.#printer, target, value, indent);
  }
}
