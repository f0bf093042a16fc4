/**
 * Reads the expressions that generated code is made of, written as ruff writes them. Whatever else it meets, it
 * says no, and the file is ruff's to format and to judge: so what it reads is valid, and spaced as it should be.
 */
import { pythonKeywords } from '../../../code/printable.ts';
import { endOfPlainString, readString } from './string.ts';
import { type Group, type GroupKind, makeGroup, type Part, type Run } from './tree.ts';

const constants = new Set(['None', 'True', 'False']);
const operators = [' is not ', ' is ', ' and ', ' or ', ' * ', ' == ', ' <= ', ' < '];

interface Outer {
  readonly parts: Part[];
  readonly from: number;
  readonly width: number;
  readonly isRigid: boolean;
  readonly isForced: boolean;
  readonly bodyAt: number;
}

export class ExpressionReader {
  readonly text: string;
  at = 0;
  /** Names whose values are asked for. */
  readonly used = new Set<string>();
  readonly parameters = new Set<string>();
  /** Whether what is read is made into runs, for lines that may not stay as they are. */
  #builds = true;
  /** Not building, met what its line can't keep: brackets that have to open, or other quotes. */
  #changes = false;
  #parts: Part[] = [];
  #from = 0;
  #width = 0;
  #isRigid = false;
  #isForced = false;
  #bodyAt = -1;

  constructor(text: string) {
    this.text = text;
  }

  /** Whether `read` goes over text that may stay as it is up to there. */
  skims(read: () => boolean, end: number): boolean {
    this.#builds = false;
    this.#changes = false;
    const isRead = read();
    this.#builds = true;
    return isRead && !this.#changes && this.at === end;
  }

  /** Begins a run at the position; what it was part of is to be handed to `end`. */
  begin(): Outer {
    const outer = {
      parts: this.#parts,
      from: this.#from,
      width: this.#width,
      isRigid: this.#isRigid,
      isForced: this.#isForced,
      bodyAt: this.#bodyAt,
    };
    this.#parts = [];
    this.#from = this.at;
    this.#width = 0;
    this.#isRigid = false;
    this.#isForced = false;
    this.#bodyAt = -1;
    return outer;
  }

  end(outer: Outer): Run {
    this.#flush();
    const run = {
      parts: this.#parts,
      width: this.#width,
      isRigid: this.#isRigid,
      isForced: this.#isForced,
      bodyAt: this.#parts.length === 1 && typeof this.#parts[0] === 'string' ? this.#bodyAt : -1,
    };
    this.#parts = outer.parts;
    this.#from = outer.from;
    this.#width = outer.width;
    this.#isRigid = outer.isRigid;
    this.#isForced = outer.isForced;
    this.#bodyAt = outer.bodyAt;
    return run;
  }

  #flush(): void {
    if (!this.#builds) return;
    if (this.at > this.#from) this.#parts.push(this.text.slice(this.#from, this.at));
    this.#width += this.at - this.#from;
    this.#from = this.at;
  }

  /** Goes over the word where it comes next. */
  takes(word: string): boolean {
    if (!this.text.startsWith(word, this.at)) return false;
    this.at += word.length;
    return true;
  }

  /** An identifier that is no keyword; empty where there is none. */
  name(): string {
    const start = this.at;
    const end = endOfName(this.text, start);
    if (end === start) return '';
    const name = this.text.slice(start, end);
    if (pythonKeywords.has(name)) return '';
    this.at = end;
    return name;
  }

  /** An expression that has to fit on the line of its statement. */
  rigidly(): boolean {
    this.#isRigid = true;
    return this.expression();
  }

  expression(): boolean {
    if (!this.#operation()) return false;
    if (!this.takes(' if ')) return true;
    this.#isRigid = true;
    return this.#operation() && this.takes(' else ') && this.expression();
  }

  #operation(): boolean {
    if (!this.#operand()) return false;
    while (this.text.charCodeAt(this.at) === space) {
      if (!operators.some((operator) => this.takes(operator))) return true;
      this.#isRigid = true;
      if (!this.#operand()) return false;
    }
    return true;
  }

  #operand(): boolean {
    if (this.takes('lambda: ')) {
      this.#bodyAt = this.at - this.#from;
      return !this.text.startsWith('lambda', this.at) && this.expression();
    }
    if (this.takes('not ')) {
      this.#isRigid = true;
      return this.#operand();
    }
    this.takes('await ');
    if (this.takes('super()')) return this.#trailers();
    return this.#atom() && this.#trailers();
  }

  #atom(): boolean {
    const first = this.text.charCodeAt(this.at);
    switch (first) {
      case quote:
        return this.#string();
      case dot:
        return this.takes('...');
      case letterF:
        return this.takes('f"') ? this.#formatted() : this.#mention();
      case 0x28: // (
        return this.group('tuple');
      case 0x5b: // [
        return this.group('list');
      case 0x7b: // {
        return this.group('dict');
      default:
        return isDigit(first) || first === minus ? this.#number() : this.#mention();
    }
  }

  #mention(): boolean {
    const end = endOfName(this.text, this.at);
    const name = this.text.slice(this.at, end);
    if (name === '' || (pythonKeywords.has(name) && !constants.has(name))) return false;
    this.used.add(name);
    this.at = end;
    return true;
  }

  #string(): boolean {
    const { text } = this;
    const plain = endOfPlainString(text, this.at);
    if (plain > 0) {
      this.at = plain;
      return true;
    }
    const string = readString(text, this.at);
    if (string === undefined) return false;
    if (string.other === undefined) this.at = string.end;
    else this.#replace(string.other, string.end);
    return true;
  }

  /** The rest of an f-string, with plain expressions in its braces. */
  #formatted(): boolean {
    const { text } = this;
    for (this.#isRigid = true; this.at < text.length; ) {
      const code = text.charCodeAt(this.at);
      this.at++;
      if (code === quote) return true;
      if (code < space || code > lastAscii || code === backslash || code === apostrophe) return false;
      if (code === openBrace && !(this.expression() && this.takes('}'))) return false;
    }
    return false;
  }

  /** Takes other text of one line in place of the source up to there. */
  #replace(text: string, end: number): void {
    this.#changes = true;
    this.#flush();
    this.#parts.push(text);
    this.#width += text.length;
    this.at = end;
    this.#from = end;
  }

  #number(): boolean {
    const { text } = this;
    let at = this.at;
    if (text.charCodeAt(at) === minus) at++;
    const start = at;
    while (isDigit(text.charCodeAt(at))) at++;
    if (at === start || (text.charCodeAt(start) === 0x30 && at > start + 1)) return false;
    if (text.charCodeAt(at) === dot) {
      const fraction = ++at;
      while (isDigit(text.charCodeAt(at))) at++;
      if (at === fraction) return false;
    }
    this.at = at;
    return endOfName(text, at) === at;
  }

  #trailers(): boolean {
    let calls = 0;
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code === dot) {
        this.at++;
        if (this.name() === '') return false;
      } else if (code === 0x28) {
        if (++calls > 1 || !this.group('call')) return false;
      } else if (code === 0x5b) {
        if (!this.group('subscript')) return false;
      } else return true;
    }
  }

  /** Brackets at the position, with all that is in them. */
  group(kind: GroupKind): boolean {
    this.#flush();
    if (kind === 'parameters') this.#signature = { names: new Set(), needsDefault: false, isKeyword: false };
    const items: Run[] = [];
    const count = this.#items(kind, items);
    const hasLastComma = count > 0 && this.#endsWithComma;
    if (count < 0 || (kind === 'tuple' && count === 1 && !hasLastComma)) return false;
    if (kind === 'subscript' && (count === 0 || (count === 1 && hasLastComma))) return false;
    if (this.#builds) this.#add(makeGroup(kind, items, hasLastComma));
    else if (hasLastComma && (kind !== 'tuple' || count > 1)) this.#changes = true;
    return true;
  }

  #add(group: Group): void {
    this.#parts.push(group);
    this.#width += group.width;
    this.#isForced ||= group.isForced;
    this.#from = this.at;
  }

  #endsWithComma = false;
  #signature = { names: new Set<string>(), needsDefault: false, isKeyword: false };

  /** How many there are; -1 where they could not be read. */
  #items(kind: GroupKind, items: Run[]): number {
    const close = kind === 'subscript' || kind === 'list' ? 0x5d : kind === 'dict' ? 0x7d : 0x29;
    let count = 0;
    let hasComma = true;
    this.at++;
    this.#skipBreak();
    while (this.text.charCodeAt(this.at) !== close) {
      if (!hasComma || !(this.#builds ? this.#builtItem(kind, items) : this.#item(kind))) return -1;
      count++;
      hasComma = this.takes(',');
      const isBroken = this.#skipBreak();
      if (hasComma && !isBroken && this.text.charCodeAt(this.at) !== close && !this.takes(' ')) return -1;
    }
    this.at++;
    this.#endsWithComma = hasComma;
    return count;
  }

  #builtItem(kind: GroupKind, items: Run[]): boolean {
    const outer = this.begin();
    const isRead = this.#item(kind);
    items.push(this.end(outer));
    return isRead;
  }

  #skipBreak(): boolean {
    if (this.text.charCodeAt(this.at) !== lineBreak) return false;
    this.at++;
    while (this.text.charCodeAt(this.at) === space) this.at++;
    return true;
  }

  #item(kind: GroupKind): boolean {
    switch (kind) {
      case 'call':
        return this.#argument();
      case 'parameters':
        return this.#parameter();
      case 'dict':
        return this.expression() && this.takes(': ') && this.expression();
      case 'subscript':
      case 'tuple':
      case 'list':
        return this.expression();
      default:
        return kind satisfies never;
    }
  }

  #argument(): boolean {
    const end = endOfName(this.text, this.at);
    if (end > this.at && this.text.charCodeAt(end) === equals) {
      if (this.name() === '') return false;
      this.at++;
    }
    return this.expression();
  }

  /** A parameter without default may not follow one with, in front of the star. */
  #parameter(): boolean {
    const own = this.#signature;
    if (this.takes('*')) {
      own.needsDefault = false;
      own.isKeyword = true;
      return this.text.charCodeAt(this.at) === comma;
    }
    const name = this.name();
    if (name === '' || own.names.has(name)) return false;
    own.names.add(name);
    this.parameters.add(name);
    if (this.takes(': ') && !this.expression()) return false;
    if (!this.takes(' = ')) return !own.needsDefault;
    own.needsDefault = !own.isKeyword;
    return this.expression();
  }
}

const lineBreak = 0x0a;
const space = 0x20;
const quote = 0x22;
const comma = 0x2c;
const minus = 0x2d;
const dot = 0x2e;
const equals = 0x3d;
const apostrophe = 0x27;
const backslash = 0x5c;
const letterF = 0x66;
const openBrace = 0x7b;
const lastAscii = 0x7e;

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function endOfName(text: string, start: number): number {
  let at = start;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isLetter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
    if (!isLetter && code !== 0x5f && !(isDigit(code) && at > start)) break;
  }
  return at;
}
