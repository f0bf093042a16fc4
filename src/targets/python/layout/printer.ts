/** Writes runs as ruff does: on one line where they fit, else with the brackets open that have to be. */
import { bracketsOf, type Group, type Part, type Run } from './tree.ts';

export const lineLength = 88;
const step = 4;

export class Printer {
  column = 0;
  readonly #source: string;
  /** The run with its brackets apart from its text. */
  readonly #apart: (run: Run) => Run;
  readonly #pieces: string[] = [];
  /** What of the source is to be kept next, in one piece. */
  #from = 0;
  #to = 0;

  constructor(source: string, apart: (run: Run) => Run) {
    this.#source = source;
    this.#apart = apart;
  }

  /** All that was put. */
  text(): string {
    this.#flush();
    return this.#pieces.length === 1 ? (this.#pieces[0] ?? '') : this.#pieces.join('');
  }

  /** What was put since then. */
  since(mark: number): string {
    return this.#pieces.slice(mark).join('');
  }

  /** Takes back what was put since then. */
  back(mark: number, column: number): void {
    this.#flush();
    this.#pieces.length = mark;
    this.column = column;
  }

  mark(): number {
    this.#flush();
    return this.#pieces.length;
  }

  /** Puts a part of the source as it is; no column of its last line is asked for behind it. */
  keep(from: number, to: number): void {
    if (from !== this.#to) {
      this.#flush();
      this.#from = from;
    }
    this.#to = to;
  }

  #flush(): void {
    if (this.#to > this.#from) this.#pieces.push(this.#source.slice(this.#from, this.#to));
    this.#from = this.#to;
  }

  /** Text; the column counts where it has no line breaks. */
  put(text: string): void {
    if (this.#to > this.#from) this.#flush();
    this.#pieces.push(text);
    this.column += text.length;
  }

  line(indent: number): void {
    this.put(lineBreak(indent));
    this.column = indent;
  }

  blankLine(): void {
    this.put('\n');
  }

  /** The run at the column, with `tail` columns behind it; false where ruff might change more than brackets. */
  run(run: Run, indent: number, tail: number): boolean {
    if (!run.isForced && this.column + run.width + tail <= lineLength) {
      this.#flat(run);
      return true;
    }
    if (run.flatAt >= 0) return this.run(this.#apart(run), indent, tail);
    if (run.isRigid) return false;
    if (run.bodyAt >= 0) return this.#lambda(run, indent);
    for (let index = 0; index < run.parts.length; index++) {
      const part = run.parts[index] ?? '';
      if (typeof part === 'string') this.put(part);
      else if (part.kind === 'break') return false;
      else if (this.#fits(part, rest(run.parts, index + 1, tail))) this.#flatGroup(part);
      else if (!this.#open(part, indent)) return false;
    }
    return true;
  }

  #lambda({ parts, bodyAt }: Run, indent: number): boolean {
    const text = parts.join('');
    this.put(`${text.slice(0, bodyAt)}(`);
    this.line(indent + step);
    this.put(text.slice(bodyAt));
    this.line(indent);
    this.put(')');
    return true;
  }

  #fits(group: Group, behind: number): boolean {
    if (group.items.length === 0) return true;
    return group.isOpen !== true && !group.isForced && this.column + group.width + behind <= lineLength;
  }

  #flat({ parts }: Run): void {
    for (const part of parts) {
      if (typeof part === 'string') this.put(part);
      else if (part.kind === 'break') this.put(' ');
      else this.#flatGroup(part);
    }
  }

  /** An item of brackets; one that is too long ends its lines in front of its operators. */
  #item(run: Run, indent: number, tail: number): boolean {
    const isLong = this.column + run.width + tail > lineLength;
    return isLong && run.breaks && !run.isForced
      ? this.#operands(run, indent, tail)
      : this.run(run, indent, tail);
  }

  #operands({ parts }: Run, indent: number, tail: number): boolean {
    const operators = parts.flatMap((part) =>
      typeof part === 'object' && part.kind === 'break' ? [part.operator] : [],
    );
    const first = operators.includes('if') ? 'if' : operators[0];
    if (first === 'if' && operators.filter((each) => each === 'if').length > 2) return false;
    if (first !== 'if' && operators.some((each) => each !== first)) return false;
    for (const part of parts) {
      if (typeof part === 'string') this.put(part);
      else if (part.kind !== 'break') this.#flatGroup(part);
      else if (part.operator !== first) this.put(' ');
      else if (this.column > lineLength) return false;
      else this.line(indent);
    }
    return this.column + tail <= lineLength;
  }

  #flatGroup(group: Group): void {
    const [open, close] = bracketsOf(group);
    this.put(open);
    this.#row(group);
    this.put(group.kind === 'tuple' && group.items.length === 1 ? `,${close}` : close);
  }

  #row({ items }: Group): void {
    for (let index = 0; index < items.length; index++) {
      if (index > 0) this.put(', ');
      const item = items[index];
      if (item !== undefined) this.#flat(item);
    }
  }

  #open(group: Group, indent: number): boolean {
    const inner = indent + step;
    const [open, close] = bracketsOf(group);
    this.put(open);
    const isWritten = this.#inside(group, inner);
    this.line(indent);
    this.put(close);
    return isWritten;
  }

  #inside(group: Group, indent: number): boolean {
    const { kind, items } = group;
    const [only] = items;
    if (kind === 'subscript' && items.length === 1 && only !== undefined) {
      this.line(indent);
      return this.run(only, indent, 0);
    }
    const isTrailer = kind === 'call' || kind === 'subscript' || (kind === 'parameters' && items.length > 1);
    if (isTrailer && !group.isForced && indent + group.width - 2 <= lineLength) {
      this.line(indent);
      this.#row(group);
      return true;
    }
    const comma = group.endsWithComma ? ',' : '';
    for (const item of items) {
      this.line(indent);
      if (!this.#item(item, indent, comma.length)) return false;
      this.put(comma);
    }
    return true;
  }
}

/** Columns of a run up to where its line may break first. */
export function headWidth(run: Run): number {
  return rest(run.parts, 0, 0);
}

/** Columns behind a group up to where the line may break next. */
function rest(parts: readonly Part[], from: number, tail: number): number {
  let width = 0;
  for (let index = from; index < parts.length; index++) {
    const part = parts[index] ?? '';
    if (typeof part === 'string') width += part.length;
    else if (part.kind === 'break') width++;
    else if (part.items.length > 0) return width + 1;
    else width += 2;
  }
  return width + tail;
}

const breaks: string[] = [];

/** A line break with the indent behind it. */
function lineBreak(indent: number): string {
  const known = breaks[indent] ?? `\n${' '.repeat(indent)}`;
  breaks[indent] = known;
  return known;
}
