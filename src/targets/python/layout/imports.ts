/** Reads and writes import statements. */
import type { ExpressionReader } from './expression.ts';
import { endOfFrom, type Imports, type KnownText } from './flat.ts';
import { lineLength, type Printer } from './printer.ts';
import type { Scope } from './scope.ts';

export class ImportReader {
  readonly #reader: ExpressionReader;
  readonly #printer: Printer;
  readonly #scope: Scope;
  readonly #known: KnownText;

  constructor(reader: ExpressionReader, printer: Printer, scope: Scope, known: KnownText) {
    this.#reader = reader;
    this.#printer = printer;
    this.#scope = scope;
    this.#known = known;
  }

  write(indent: number): boolean {
    return this.#reader.takes('import ') ? this.#import() : this.#from(indent);
  }

  /** `import a.b` or `import a as b`, behind its keyword. */
  #import(): boolean {
    const reader = this.#reader;
    const start = reader.at;
    const first = reader.name();
    if (first === '') return false;
    while (reader.takes('.')) if (reader.name() === '') return false;
    const alias = reader.takes(' as ') ? reader.name() : first;
    if (alias === '') return false;
    this.#scope.import(alias);
    this.#printer.put(`import ${reader.text.slice(start, reader.at)}`);
    return true;
  }

  #from(indent: number): boolean {
    const reader = this.#reader;
    const { at } = reader;
    const end = endOfFrom(reader.text, at);
    const imports = end > 0 ? this.#known.imports(reader.text.slice(at, end)) : undefined;
    if (imports === undefined) return false;
    for (const name of imports.bound) this.#scope.import(name);
    if (this.#printer.column + end - at <= lineLength) this.#printer.keep(at, end);
    else this.#opened(imports, indent);
    reader.at = end;
    return true;
  }

  /** Each name on a line of its own. */
  #opened({ head, names }: Imports, indent: number): void {
    const printer = this.#printer;
    printer.put(`${head}(`);
    for (const name of names) {
      printer.line(indent + 4);
      printer.put(`${name},`);
    }
    printer.line(indent);
    printer.put(')');
  }
}
