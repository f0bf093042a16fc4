/** A run of text and brackets while it is read. */
import type { Group, Part, Run } from './tree.ts';

export class RunDraft {
  isRigid = false;
  breaks = false;
  readonly #parts: Part[] = [];
  /** Where the text begins that is not among the parts yet. */
  #from: number;
  #width = 0;
  #isForced = false;
  #bodyAt = -1;

  constructor(from: number) {
    this.#from = from;
  }

  /** Takes the text up to there. */
  upTo(at: number, text: string): void {
    if (at > this.#from) this.#parts.push(text.slice(this.#from, at));
    this.#width += at - this.#from;
    this.#from = at;
  }

  /** Takes a part in place of the text up to there. */
  push(part: Part, width: number, at: number): void {
    this.#parts.push(part);
    this.#width += width;
    this.#from = at;
  }

  group(group: Group, at: number): void {
    this.push(group, group.width, at);
    this.#isForced ||= group.isForced;
  }

  /** The body of a lambda begins there. */
  body(at: number): void {
    this.#bodyAt = at - this.#from;
  }

  run(): Run {
    const isText = this.#parts.length === 1 && typeof this.#parts[0] === 'string';
    return {
      parts: this.#parts,
      width: this.#width,
      isRigid: this.isRigid,
      breaks: this.breaks && this.#bodyAt < 0,
      isForced: this.#isForced,
      bodyAt: isText ? this.#bodyAt : -1,
      flatAt: -1,
      flatIn: 'call',
    };
  }
}
