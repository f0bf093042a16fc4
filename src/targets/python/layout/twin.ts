/** A method and its async twin have the same parameters and the same call in them: those are laid out once. */
import type { ExpressionReader } from './expression.ts';
import { lineLength, type Printer } from './printer.ts';

/** Brackets that were opened, from the first of them to the end of their statement. */
interface LaidOut {
  readonly source: string;
  /** Columns of the statement in front of them. */
  readonly head: number;
  readonly indent: number;
  readonly text: string;
}

/** The last brackets of a kind in a module. */
export class Twin {
  readonly #reader: ExpressionReader;
  readonly #printer: Printer;
  #last: LaidOut | undefined;

  constructor(reader: ExpressionReader, printer: Printer) {
    this.#reader = reader;
    this.#printer = printer;
  }

  /** Takes over what the same brackets became behind a text as long or longer; the reader is in front of them. */
  repeats(start: number, indent: number): boolean {
    const reader = this.#reader;
    const head = reader.at - start;
    const last = this.#last;
    if (last?.indent !== indent || last.head > head || indent + head >= lineLength) return false;
    if (!reader.text.startsWith(last.source, reader.at)) return false;
    this.#printer.put(reader.text.slice(start, reader.at));
    this.#printer.put(last.text);
    reader.at += last.source.length - 1;
    return true;
  }

  /** The statement is read; what was put since the mark is what it became. */
  remember(start: number, brackets: number, mark: number, indent: number): void {
    const { text, at } = this.#reader;
    const head = brackets - start;
    const became = this.#printer.since(mark).slice(head);
    if (!became.startsWith('(\n')) this.#last = undefined;
    else this.#last = { source: `${text.slice(brackets, at)}\n`, head, indent, text: became };
  }
}
