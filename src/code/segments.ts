/** Code written out: a run of text and references, indented, in one pass over the pieces it is made of. */
import type { Code, FilledCode, Ref } from './code.ts';
import { indentedLayout, indentLines } from './layout.ts';

export type Segment = string | Ref;

/** All of the code; text and references take turns. */
export function segmentsOf(code: Code): readonly Segment[] {
  const writer = new Writer();
  writer.piece(code, '');
  return writer.finished();
}

class Writer {
  readonly #segments: Segment[] = [];
  #text = '';
  /** Whether a line was begun and not yet indented. */
  #atStart = false;

  piece(piece: Code | Ref, indent: string): void {
    if (piece.kind === 'ref') this.#reference(piece);
    else if (piece.kind === 'text') this.#put(indentLines(piece.text, indent), indent);
    else this.#filled(piece, indent);
  }

  #filled(piece: FilledCode, indent: string): void {
    const { texts, indents } = indentedLayout(piece.layout, indent);
    const { holes } = piece;
    for (let index = 0; index < holes.length; index++) {
      this.#put(texts[index] ?? '', indent);
      const hole = holes[index];
      if (hole === undefined) continue;
      if (this.#atStart && !beginsWithBreak(hole)) this.#indent(indent);
      this.piece(hole, indents[index] ?? '');
    }
    this.#put(texts[holes.length] ?? '', indent);
  }

  finished(): readonly Segment[] {
    if (this.#text !== '') this.#segments.push(this.#text);
    this.#text = '';
    return this.#segments;
  }

  #reference(ref: Ref): void {
    if (this.#text !== '') this.#segments.push(this.#text);
    this.#text = '';
    this.#segments.push(ref);
  }

  #put(text: string, indent: string): void {
    if (text === '') return;
    if (this.#atStart && !text.startsWith('\n')) this.#indent(indent);
    this.#text += text;
    this.#atStart = text.endsWith('\n');
  }

  #indent(indent: string): void {
    this.#text += indent;
    this.#atStart = false;
  }
}

function beginsWithBreak(piece: Code | Ref): boolean {
  if (piece.kind === 'ref') return false;
  if (piece.kind === 'text') return piece.text.startsWith('\n');
  const first = piece.layout.texts[0] ?? '';
  const [hole] = piece.holes;
  return first === '' && hole !== undefined ? beginsWithBreak(hole) : first.startsWith('\n');
}
