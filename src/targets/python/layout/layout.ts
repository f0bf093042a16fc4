/**
 * Lays generated modules out as ruff would, and reads them on the way: the statements and expressions that
 * are emitted by the hundred thousand, and nothing else. See docs/decisions/0011.
 */
import { readDocstring } from './docstring.ts';
import { ExpressionReader } from './expression.ts';
import { Printer } from './printer.ts';
import { Scope } from './scope.ts';
import { StatementReader } from './statement.ts';

/** The module as ruff formats it; nothing where it has something that is ruff's to format or to judge. */
export function layOut(source: string): string | undefined {
  return new ModuleLayout(source).whole();
}

type BlockKind = 'class' | 'def' | 'if' | 'try' | 'except';
type Previous = 'nothing' | 'comment' | 'decorator' | 'head' | 'classDoc' | 'doc' | 'import' | 'other';

interface Block {
  readonly kind: BlockKind;
  readonly indent: number;
}

class ModuleLayout {
  readonly #source: string;
  readonly #reader: ExpressionReader;
  readonly #printer = new Printer();
  readonly #scope = new Scope();
  readonly #statements: StatementReader;
  /** The statements with a body that is not at its end. */
  readonly #blocks: Block[] = [];
  #previous: Previous = 'nothing';
  /** The kind of the block that ended in front of the statement. */
  #ended: BlockKind | undefined;

  constructor(source: string) {
    this.#source = source;
    this.#reader = new ExpressionReader(source);
    this.#statements = new StatementReader(this.#reader, this.#printer, this.#scope);
  }

  whole(): string | undefined {
    const { text } = this.#reader;
    while (this.#reader.at < text.length) if (!this.#next()) return undefined;
    if (this.#previous === 'head' || this.#previous === 'decorator') return undefined;
    if (this.#blocks.some(({ kind }) => kind === 'try')) return undefined;
    for (const name of this.#reader.parameters) this.#scope.bind(name);
    const exportsAll = this.#statements.hasExports;
    if (!this.#scope.isSound(this.#reader.used, exportsAll)) return undefined;
    this.#printer.blankLine();
    return this.#printer.text();
  }

  /** One statement with the blank lines in front of it. */
  #next(): boolean {
    const reader = this.#reader;
    const text = this.#source;
    let blanks = 0;
    while (text.charCodeAt(reader.at) === lineBreak) {
      blanks++;
      reader.at++;
    }
    const start = reader.at;
    if (start === text.length) return true;
    while (text.charCodeAt(reader.at) === space) reader.at++;
    const indent = reader.at - start;
    if (!this.#enter(indent) || !this.#statement(indent, blanks)) return false;
    return reader.takes('\n') || reader.at === text.length;
  }

  /** Ends the blocks that the indent is outside of. */
  #enter(indent: number): boolean {
    this.#ended = undefined;
    if (this.#previous === 'head') return indent === (this.#blocks.at(-1)?.indent ?? 0) + 4;
    for (let block = this.#blocks.at(-1); block && block.indent >= indent; block = this.#blocks.at(-1)) {
      this.#ended = block.kind;
      this.#blocks.pop();
    }
    const block = this.#blocks.at(-1);
    return indent === (block === undefined ? 0 : block.indent + 4);
  }

  #statement(indent: number, blanks: number): boolean {
    const first = this.#source.charCodeAt(this.#reader.at);
    if (first === hash) return this.#comment();
    if (first === quote && this.#source.startsWith('"""', this.#reader.at))
      return this.#docstring(indent, blanks);
    const kind = this.#statements.kindAt();
    if ((kind === 'except') !== (this.#ended === 'try')) return false;
    this.#begin(
      indent,
      this.#blankLines(indent, blanks, kind === 'class' || kind === 'def' || kind === 'decorator'),
    );
    if (!this.#statements.write(kind, indent, this.#blocks.length === 0)) return false;
    if (kind === 'simple' || (kind === 'def' && this.#stub())) this.#previous = 'other';
    else if (kind === 'decorator' || kind === 'import') this.#previous = kind;
    else {
      this.#blocks.push({ kind, indent });
      this.#previous = 'head';
    }
    return true;
  }

  /** `...` in place of a body. */
  #stub(): boolean {
    if (!this.#reader.takes(' ...')) return false;
    this.#printer.put(' ...');
    return true;
  }

  /** Only above all else. */
  #comment(): boolean {
    if (this.#previous !== 'nothing') return false;
    const end = this.#source.indexOf('\n', this.#reader.at);
    const line = this.#source.slice(this.#reader.at, end);
    if (end < 0 || !line.startsWith('# ') || line.endsWith(' ')) return false;
    this.#printer.put(line);
    this.#reader.at = end;
    this.#previous = 'comment';
    return true;
  }

  #docstring(indent: number, blanks: number): boolean {
    if (this.#previous === 'decorator') return false;
    const isHead = this.#previous === 'head';
    const isModules = this.#previous === 'comment' || this.#previous === 'nothing';
    const doc = readDocstring(this.#source, this.#reader.at, indent, isHead || isModules);
    if (doc === undefined) return false;
    this.#begin(indent, this.#blankLines(indent, blanks, false));
    this.#printer.put(doc.text);
    this.#reader.at = doc.end;
    this.#previous = isModules || (isHead && this.#blocks.at(-1)?.kind === 'class') ? 'classDoc' : 'doc';
    return true;
  }

  #begin(indent: number, blanks: number): void {
    if (this.#previous === 'nothing') return;
    for (let count = 0; count < blanks; count++) this.#printer.blankLine();
    this.#printer.line(indent);
  }

  #blankLines(indent: number, blanks: number, isDefinition: boolean): number {
    const most = indent === 0 ? 2 : 1;
    switch (this.#previous) {
      case 'nothing':
      case 'decorator':
        return 0;
      case 'head':
        return this.#blocks.at(-1)?.kind === 'if' && isDefinition ? Math.min(blanks, 1) : 0;
      case 'comment':
        return Math.min(blanks, most);
      case 'classDoc':
        return isDefinition || this.#ended !== undefined ? most : 1;
      case 'import':
        if (isDefinition) return most;
        return Math.min(blanks, most);
      case 'doc':
      case 'other':
        if (this.#ended === 'try') return 0;
        if (isDefinition || this.#ended === 'class' || this.#ended === 'def') return most;
        return Math.min(blanks, most);
      default:
        return this.#previous satisfies never;
    }
  }
}

const lineBreak = 0x0a;
const space = 0x20;
const quote = 0x22;
const hash = 0x23;
