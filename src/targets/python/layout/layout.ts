/**
 * Lays generated modules out as ruff would, and reads them on the way: the statements and expressions that
 * are emitted by the hundred thousand, and nothing else. See docs/decisions/0011.
 */
import { readDocstring } from './docstring.ts';
import { ExpressionReader } from './expression.ts';
import { KnownText } from './flat.ts';
import { Printer } from './printer.ts';
import { Scope } from './scope.ts';
import { StatementReader } from './statement.ts';

/** The module as ruff formats it; nothing where it has something that is ruff's to format or to judge. */
export function layOut(source: string, known: KnownText = new KnownText()): string | undefined {
  if (hasEndlessLine(source)) return undefined;
  const layout = new ModuleLayout(source, known);
  const text = layout.whole();
  return layout.isSound() ? text : undefined;
}

/** A piece of a program as ruff formats it, whatever its names; nothing where it is ruff's to format. */
export function layOutSnippet(source: string, known: KnownText): string | undefined {
  return hasEndlessLine(source) ? undefined : new ModuleLayout(source, known).whole();
}

/** Text on which the memory of regular expressions might not suffice. */
function hasEndlessLine(source: string): boolean {
  const most = 1_000_000;
  return source.length > most && source.split('\n').some((line) => line.length > most);
}

type BlockKind = 'class' | 'def' | 'if' | 'with' | 'for' | 'try' | 'except';
type Previous = 'nothing' | 'comment' | 'decorator' | 'head' | 'classDoc' | 'doc' | 'import' | 'other';

interface Comment {
  readonly line: string;
  readonly indent: number;
  readonly blanks: number;
}

interface Block {
  readonly kind: BlockKind;
  readonly indent: number;
}

class ModuleLayout {
  readonly #source: string;
  readonly #reader: ExpressionReader;
  readonly #printer: Printer;
  readonly #scope = new Scope();
  readonly #statements: StatementReader;
  /** The statements with a body that is not at its end. */
  readonly #blocks: Block[] = [];
  #previous: Previous = 'nothing';
  /** The kind of the block that ended in front of the statement. */
  #ended: BlockKind | undefined;
  /** Where the last statement or comment ended. */
  #end = 0;
  /** Comments in front of the statement. */
  #comments: Comment[] = [];

  constructor(source: string, known: KnownText) {
    this.#source = source;
    this.#reader = new ExpressionReader(source, known);
    this.#printer = new Printer(source, (run) => this.#reader.again(run));
    this.#statements = new StatementReader(this.#reader, this.#printer, this.#scope, known);
  }

  whole(): string | undefined {
    const { text } = this.#reader;
    while (this.#reader.at < text.length) if (!this.#next()) return undefined;
    if (!this.#closes(-1) || this.#previous === 'head' || this.#previous === 'decorator') return undefined;
    if (this.#blocks.some(({ kind }) => kind === 'try')) return undefined;
    this.#printer.blankLine();
    return this.#printer.text();
  }

  /** Whether nothing can be wrong with the names of the module. */
  isSound(): boolean {
    for (const name of this.#reader.parameters) this.#scope.bind(name);
    return this.#scope.isSound(this.#reader.used, this.#statements.hasExports);
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
    const isComment = text.charCodeAt(reader.at) === hash;
    if (!(isComment ? this.#comment(indent, blanks) : this.#whole(indent, blanks))) return false;
    this.#end = reader.at;
    return reader.takes('\n') || reader.at === text.length;
  }

  #whole(indent: number, blanks: number): boolean {
    return this.#closes(indent) && this.#enter(indent) && this.#statement(indent, blanks);
  }

  /** Comments that are indented further than what follows end the block that they are in. */
  #closes(indent: number): boolean {
    const [first] = this.#comments;
    if (first === undefined || first.indent <= indent) return true;
    if (!this.#enter(first.indent) || this.#ended === 'try' || !this.#remarks(first.indent)) return false;
    this.#previous = 'other';
    return true;
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
    if (this.#source.startsWith('"""', this.#reader.at)) return this.#docstring(indent, blanks);
    const kind = this.#statements.kindAt();
    if ((kind === 'except') !== (this.#ended === 'try')) return false;
    const isDefinition = kind === 'class' || kind === 'def' || kind === 'decorator';
    if (this.#comments.length === 0)
      this.#begin(indent, blanks, this.#blankLines(indent, blanks, isDefinition, kind === 'import'));
    else if (this.#remarks(indent)) this.#skip(indent, this.#afterRemarks(indent, blanks, isDefinition));
    else return false;
    if (!this.#statements.write(kind, indent, this.#blocks.length === 0)) return false;
    if (kind === 'simple' || (kind === 'def' && this.#stub())) this.#previous = 'other';
    else if (kind === 'decorator' || kind === 'import') this.#previous = kind;
    else {
      this.#blocks.push({ kind, indent });
      this.#previous = 'head';
    }
    return true;
  }

  /** Whether a blank line may follow the head of the block. */
  #isLoose(): boolean {
    const kind = this.#blocks.at(-1)?.kind;
    return kind === 'if' || kind === 'with';
  }

  /** `...` in place of a body. */
  #stub(): boolean {
    if (!this.#reader.takes(' ...')) return false;
    this.#printer.put(' ...');
    return true;
  }

  /** Above all else, or in front of a statement. */
  #comment(indent: number, blanks: number): boolean {
    const end = this.#source.indexOf('\n', this.#reader.at);
    const line = this.#source.slice(this.#reader.at, end);
    if (end < 0 || !line.startsWith('# ') || /\s$/.test(line)) return false;
    this.#reader.at = end;
    if (this.#previous === 'nothing') {
      this.#printer.put(line);
      this.#previous = 'comment';
    } else this.#comments.push({ line, indent, blanks });
    return true;
  }

  /** The comments in front of a statement, with the blank lines that it would have. */
  #remarks(indent: number): boolean {
    const comments = this.#comments;
    this.#comments = [];
    if (this.#previous === 'head' || this.#previous === 'decorator' || this.#previous === 'comment')
      return false;
    for (const [index, { line, indent: own, blanks }] of comments.entries()) {
      if (own !== indent || (index === 0 && blanks === 0)) return false;
      this.#skip(
        indent,
        index === 0 ? this.#blankLines(indent, blanks, false, false) : Math.min(blanks, mostBlank(indent)),
      );
      this.#printer.put(line);
    }
    return true;
  }

  #afterRemarks(indent: number, blanks: number, isDefinition: boolean): number {
    const most = mostBlank(indent);
    return isDefinition && blanks > 0 ? most : Math.min(blanks, most);
  }

  #docstring(indent: number, blanks: number): boolean {
    if (this.#previous === 'decorator' || this.#comments.length > 0) return false;
    const isHead = this.#previous === 'head';
    const isModules = this.#previous === 'comment' || this.#previous === 'nothing';
    const doc = readDocstring(this.#source, this.#reader.at, indent, isHead || isModules);
    if (doc === undefined) return false;
    this.#begin(indent, blanks, this.#blankLines(indent, blanks, false, false));
    if (doc.text === undefined) this.#printer.keep(this.#reader.at, doc.end);
    else this.#printer.put(doc.text);
    this.#reader.at = doc.end;
    this.#previous = isModules || (isHead && this.#blocks.at(-1)?.kind === 'class') ? 'classDoc' : 'doc';
    return true;
  }

  /** Ends the last line, with so many blank ones behind it. */
  #begin(indent: number, given: number, blanks: number): void {
    if (this.#previous === 'nothing') return;
    if (given === blanks) this.#printer.keep(this.#end, this.#reader.at);
    else this.#skip(indent, blanks);
    this.#printer.column = indent;
  }

  #skip(indent: number, blanks: number): void {
    for (let count = 0; count < blanks; count++) this.#printer.blankLine();
    this.#printer.line(indent);
  }

  #blankLines(indent: number, blanks: number, isDefinition: boolean, isImport: boolean): number {
    const most = mostBlank(indent);
    switch (this.#previous) {
      case 'nothing':
      case 'decorator':
        return 0;
      case 'head':
        return this.#isLoose() && isDefinition ? Math.min(blanks, 1) : 0;
      case 'comment':
        return Math.min(blanks, most);
      case 'classDoc':
        return isDefinition || this.#ended !== undefined ? most : 1;
      case 'import':
        if (isDefinition) return most;
        return isImport ? Math.min(blanks, most) : Math.min(Math.max(blanks, 1), most);
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

/** Of blank lines in a row. */
function mostBlank(indent: number): number {
  return indent === 0 ? 2 : 1;
}

const lineBreak = 0x0a;
const space = 0x20;
const hash = 0x23;
