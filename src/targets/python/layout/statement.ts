/** Reads and writes single statements, and the heads of those that have a body. */
import type { ExpressionReader } from './expression.ts';
import { headWidth, lineLength, type Printer } from './printer.ts';
import type { Scope } from './scope.ts';
import type { Run } from './tree.ts';

export type StatementKind = 'decorator' | 'class' | 'def' | 'if' | 'try' | 'except' | 'import' | 'simple';

export class StatementReader {
  /** The module has an `__all__`. */
  hasExports = false;
  readonly #reader: ExpressionReader;
  readonly #printer: Printer;
  readonly #scope: Scope;

  constructor(reader: ExpressionReader, printer: Printer, scope: Scope) {
    this.#reader = reader;
    this.#printer = printer;
    this.#scope = scope;
  }

  kindAt(): StatementKind {
    const { text, at } = this.#reader;
    switch (text.charCodeAt(at)) {
      case 0x40: // @
        return 'decorator';
      case 0x61: // a
        return text.startsWith('async def ', at) ? 'def' : 'simple';
      case 0x63: // c
        return text.startsWith('class ', at) ? 'class' : 'simple';
      case 0x64: // d
        return text.startsWith('def ', at) ? 'def' : 'simple';
      case 0x65: // e
        return text.startsWith('except ', at) ? 'except' : 'simple';
      case 0x66: // f
        return text.startsWith('from ', at) ? 'import' : 'simple';
      case 0x69: // i
        if (text.startsWith('if ', at)) return 'if';
        return text.startsWith('import ', at) ? 'import' : 'simple';
      case 0x74: // t
        return text.startsWith('try:\n', at) ? 'try' : 'simple';
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
      case 'except':
        return this.#head(`${kind} `, indent);
      case 'try':
        this.#printer.put('try:');
        return this.#reader.takes('try:');
      case 'import':
        return this.#reader.takes('import ') ? this.#import() : this.#from(indent);
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

  #class(indent: number, isTop: boolean): boolean {
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
    const outer = reader.begin();
    reader.takes('async ');
    reader.takes('def ');
    const name = reader.name();
    const isRead =
      name !== '' &&
      reader.text.charCodeAt(reader.at) === 0x28 &&
      reader.group('parameters') &&
      (!reader.takes(' -> ') || reader.expression()) &&
      reader.takes(':');
    const run = reader.end(outer);
    this.#bind(name, isTop);
    return isRead && this.#signature(run, indent);
  }

  /** The parameters open before the result does. */
  #signature(run: Run, indent: number): boolean {
    const [head, parameters, ...result] = run.parts;
    if (typeof head !== 'string' || typeof parameters !== 'object') return false;
    if (!run.isForced && this.#printer.column + run.width <= lineLength)
      return this.#printer.run(run, indent, 0);
    if (parameters.items.length === 0 || run.isRigid) return false;
    const opened: Run = { ...run, parts: [head, { ...parameters, isOpen: true }] };
    if (!this.#printer.run(opened, indent, 0)) return false;
    const [name] = result;
    if (typeof name !== 'string' || result.length > 1) return this.#broken({ ...run, parts: result }, indent);
    const fits = this.#printer.column + name.length <= lineLength;
    if (fits) this.#printer.put(name);
    return fits || this.#parenthesized(' -> ', name.slice(' -> '.length, -1), ':', indent);
  }

  /** `-> (`, the name on a line of its own, `):`. */
  #parenthesized(before: string, name: string, behind: string, indent: number): boolean {
    const printer = this.#printer;
    printer.put(`${before}(`);
    printer.line(indent + 4);
    printer.put(name);
    if (printer.column > lineLength) return false;
    printer.line(indent);
    printer.put(`)${behind}`);
    return true;
  }

  #head(keyword: string, indent: number): boolean {
    const outer = this.#reader.begin();
    const isRead = this.#reader.takes(keyword) && this.#reader.expression() && this.#reader.takes(':');
    const run = this.#reader.end(outer);
    return isRead && this.#fitting(run, indent) && this.#remark();
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

  // --- Imports ------------------------------------------------------------------------------------------

  /** `import a.b` or `import a as b`, behind its keyword. */
  #import(): boolean {
    const start = this.#reader.at;
    const path = this.#path();
    if (path === '') return false;
    const alias = this.#alias();
    if (alias === undefined) return false;
    this.#scope.import(alias === '' ? (path.split('.')[0] ?? path) : alias);
    this.#printer.put(`import ${this.#reader.text.slice(start, this.#reader.at)}`);
    return true;
  }

  #path(): string {
    const reader = this.#reader;
    const start = reader.at;
    while (reader.takes('.')) if (reader.at - start > 20) return '';
    const hasDots = reader.at > start;
    if (reader.name() === '') return hasDots ? reader.text.slice(start, reader.at) : '';
    while (reader.takes('.')) if (reader.name() === '') return '';
    return reader.text.slice(start, reader.at);
  }

  /** Empty where there is none, nothing where it is no name. */
  #alias(): string | undefined {
    if (!this.#reader.takes(' as ')) return '';
    return this.#reader.name() || undefined;
  }

  #from(indent: number): boolean {
    const reader = this.#reader;
    const start = reader.at;
    if (!reader.takes('from ') || this.#path() === '' || !reader.takes(' import ')) return false;
    const head = reader.text.slice(start, reader.at);
    const names: string[] = [];
    do {
      const from = reader.at;
      const name = reader.name();
      const alias = this.#alias();
      if (name === '' || alias === undefined) return false;
      this.#scope.import(alias === '' ? name : alias);
      names.push(reader.text.slice(from, reader.at));
    } while (reader.takes(', '));
    this.#names(head, names, indent);
    return true;
  }

  #names(head: string, names: readonly string[], indent: number): void {
    const printer = this.#printer;
    const line = head + names.join(', ');
    if (printer.column + line.length <= lineLength) printer.put(line);
    else this.#column(head, names, indent);
  }

  #column(head: string, names: readonly string[], indent: number): void {
    const printer = this.#printer;
    printer.put(`${head}(`);
    for (const name of names) {
      printer.line(indent + 4);
      printer.put(`${name},`);
    }
    printer.line(indent);
    printer.put(')');
  }

  // --- Simple statements --------------------------------------------------------------------------------

  #simple(indent: number): boolean {
    const reader = this.#reader;
    if (reader.text.startsWith('pass\n', reader.at)) {
      this.#printer.put('pass');
      return reader.takes('pass');
    }
    const start = reader.at;
    if (this.#keeps()) return true;
    reader.at = start;
    const outer = reader.begin();
    const isRead = this.#first();
    const run = reader.end(outer);
    if (!isRead) return false;
    if (reader.takes(' = ')) return this.#assignment(run, indent);
    if (this.#printer.column + headWidth(run) <= lineLength) return this.#broken(run, indent);
    const [name, type, ...more] = reader.text.slice(start, reader.at).split(': ');
    if (name === undefined || type === undefined || more.length > 0) return false;
    return this.#annotation(name, type, run, indent);
  }

  /** A type that is too long gets parentheses, but for a name that would be too long in them. */
  #annotation(name: string, type: string, run: Run, indent: number): boolean {
    const isName = run.parts.length === 1;
    if (!isName || indent + 4 + type.length <= lineLength) {
      return this.#parenthesized(`${name}: `, type, '', indent);
    }
    this.#printer.put(`${name}: ${type}`);
    return true;
  }

  /** Most statements fit on their line, and stay as they are. */
  #keeps(): boolean {
    const reader = this.#reader;
    const start = reader.at;
    const end = reader.text.indexOf('\n', start);
    if (end < 0 || this.#printer.column + end - start > lineLength) return false;
    if (!reader.skims(this.#whole, end)) return false;
    this.#printer.put(reader.text.slice(start, end));
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
    return this.#reader.takes('raise ') && this.#reader.rigidly();
  }

  /** A line that is too long with its brackets open might get others around its value. */
  #broken(run: Run, indent: number): boolean {
    return this.#printer.run(run, indent, 0) && this.#printer.column <= lineLength;
  }

  /** What stands alone or is assigned to, with its annotation. */
  #target(): boolean {
    const reader = this.#reader;
    const start = reader.at;
    const name = reader.name();
    const isAnnotated = name !== '' && reader.takes(': ');
    if (isAnnotated || (name !== '' && reader.text.startsWith(' = ', reader.at))) {
      this.#scope.bind(name);
      if (name === '__all__') this.hasExports = true;
      return !isAnnotated || reader.expression();
    }
    reader.at = start;
    return reader.expression();
  }

  #assignment(target: Run, indent: number): boolean {
    const outer = this.#reader.begin();
    const isRead = !this.#reader.text.startsWith('lambda', this.#reader.at) && this.#reader.expression();
    const value = this.#reader.end(outer);
    return isRead && this.#assigned(target, value, indent);
  }

  /** The value opens before the annotation does, and gets parentheses where not even its beginning fits. */
  #assigned(target: Run, value: Run, indent: number): boolean {
    const printer = this.#printer;
    const sign = ' = ';
    const behind = printer.column + target.width + sign.length;
    const opens = value.parts.some((part) => typeof part === 'object' && part.items.length > 0);
    const fits = behind + (value.isForced || opens ? headWidth(value) : value.width) <= lineLength;
    if (fits || behind + 1 > lineLength) {
      if (!printer.run(target, indent, sign.length + headWidth(value))) return false;
      printer.put(sign);
      return this.#broken(value, indent);
    }
    if (isName(target) && isCallOfMethod(value)) return false;
    if (!printer.run(target, indent, sign.length + 1)) return false;
    printer.put(`${sign}(`);
    printer.line(indent + 4);
    if (!this.#broken(value, indent + 4)) return false;
    printer.line(indent);
    printer.put(')');
    return true;
  }
}

/** A target without an annotation. */
function isName({ parts: [text, ...more] }: Run): boolean {
  return typeof text === 'string' && more.length === 0 && !text.includes(':');
}

/** `sdk.things.get(…)`, to which ruff gives parentheses or not by how long the parts of its name are. */
function isCallOfMethod({ parts: [text] }: Run): boolean {
  return typeof text === 'string' && text.includes('.');
}
