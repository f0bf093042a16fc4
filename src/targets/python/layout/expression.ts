/**
 * Reads the expressions that generated code is made of, written as ruff writes them. Whatever else it meets, it
 * says no, and the file is ruff's to format and to judge: so what it reads is valid, and spaced as it should be.
 */
import { pythonKeywords } from '../../../code/printable.ts';
import { endOfItem, endOfName, endOfNumber, endOfStringItem, endOfType, matcher } from './flat.ts';
import { Signature } from './signature.ts';
import { readString } from './string.ts';
import { TextReader } from './text-reader.ts';
import { type Break, type GroupKind, makeGroup, type Run } from './tree.ts';

const constants = new Set(['None', 'True', 'False']);
const endOfOperator = matcher(' (?:is not|is|not in|in|\\*|[=!<>]=|<|>) ');
const endOfSeparator = matcher("'[ !#-&(-\\[\\]-~]*'(?=\\.)");
const endOfComprehension = matcher('\\[([A-Za-z_]\\w*) (?:async )?for \\1 in [A-Za-z_]\\w*\\]');
const endOfDefault = matcher('[A-Za-z_][\\w.]* or (?:[A-Za-z_]\\w*|"[ !#-\\[\\]-~]*")\\)(?=\\.)');

export class ExpressionReader extends TextReader {
  #signature = new Signature();
  /** The last name was that of what makes type aliases. */
  #isAlias = false;

  /** An expression that has to fit on the line of its statement. */
  rigidly(): boolean {
    this.run.isRigid = true;
    return this.expression();
  }

  expression(): boolean {
    if (!this.#operation()) return false;
    if (!this.#breaksAt('if')) return true;
    return this.#operation() && this.#breaksAt('if', 'else') && this.expression();
  }

  /** Goes over an operator in front of which the line may end. */
  #breaksAt(operator: Break['operator'], word: string = operator): boolean {
    if (!this.text.startsWith(` ${word} `, this.at)) return false;
    this.flush();
    this.run.isRigid = true;
    this.run.breaks = true;
    if (this.builds) this.run.push({ kind: 'break', operator }, 1, this.at + 1);
    this.at += word.length + 2;
    return true;
  }

  #operation(): boolean {
    if (!this.#operand()) return false;
    while (this.text.charCodeAt(this.at) === space) {
      if (!this.#breaksAt('or') && !this.#breaksAt('and')) {
        const end = endOfOperator(this.text, this.at);
        if (end === 0) return true;
        this.at = end;
        this.run.isRigid = true;
      }
      if (!this.#operand()) return false;
    }
    return true;
  }

  #operand(): boolean {
    switch (this.text.charCodeAt(this.at)) {
      case 0x61: // a
        this.takes('await ');
        break;
      case 0x6c: // l
        if (!this.takes('lambda: ')) break;
        this.run.body(this.at);
        return !this.text.startsWith('lambda', this.at) && this.expression();
      case 0x6e: // n
        if (!this.takes('not ')) break;
        this.run.isRigid = true;
        return this.#operand();
      case 0x73: // s
        if (this.takes('super()')) return this.#trailers();
        break;
      default:
    }
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
        return this.#default() || this.group('tuple');
      case 0x5b: // [
        return this.#collected() || this.group('list');
      case 0x7b: // {
        return this.group('dict');
      default:
        return isDigit(first) || first === minus ? this.#number() : this.#mention();
    }
  }

  /** `(name or "")`, of which something is asked. */
  #default(): boolean {
    const end = endOfDefault(this.text, this.at + 1);
    if (end === 0) return false;
    this.at++;
    const isRead = this.#mention() && this.#trailers() && this.takes(' or ') && this.#atom();
    this.run.isRigid = true;
    this.at = end;
    return isRead;
  }

  /** `[item for item in items]`. */
  #collected(): boolean {
    const end = endOfComprehension(this.text, this.at);
    if (end === 0) return false;
    const [item = '', ...words] = this.text.slice(this.at + 1, end - 1).split(' ');
    const items = words.at(-1) ?? '';
    if (pythonKeywords.has(item) || pythonKeywords.has(items)) return false;
    this.parameters.add(item);
    this.used.add(items);
    this.run.isRigid = true;
    this.at = end;
    return true;
  }

  /** The type in the string that an alias is for: it may mention itself. */
  #aliased(end: number): boolean {
    const type = this.text.slice(this.at + 1, end - 1);
    const mentions = endOfType(type, 0) > 0 ? this.known.mentions(type) : undefined;
    if (mentions !== undefined) this.uses(mentions);
    return mentions !== undefined;
  }

  #mention(): boolean {
    const end = endOfName(this.text, this.at);
    const name = this.text.slice(this.at, end);
    if (end === 0 || (pythonKeywords.has(name) && !constants.has(name))) return false;
    this.used.add(name);
    this.at = end;
    this.#isAlias = name === 'TypeAliasType';
    return true;
  }

  #string(): boolean {
    const string = readString(this.text, this.at);
    if (string === undefined || (this.#isAlias && !this.#aliased(string.end))) return false;
    if (string.other === undefined) this.at = string.end;
    else this.replace(string.other, string.end);
    return true;
  }

  /** The rest of an f-string, with plain expressions in its braces. */
  #formatted(): boolean {
    const { text } = this;
    this.run.isRigid = true;
    while (this.at < text.length) {
      const code = text.charCodeAt(this.at);
      this.at++;
      if (code === quote) return true;
      if (code < space || code > lastAscii || code === backslash || code === apostrophe) return false;
      if (code === openBrace && !this.#replacement()) return false;
    }
    return false;
  }

  /** `name}`, `name!r}`, or `', '.join(names)}`. */
  #replacement(): boolean {
    const literal = endOfSeparator(this.text, this.at);
    if (literal > 0) this.at = literal;
    const isRead = literal > 0 ? this.#trailers() : this.expression();
    return isRead && (this.takes('}') || this.takes('!r}'));
  }

  #number(): boolean {
    const end = endOfNumber(this.text, this.at);
    if (end > 0) this.at = end;
    return end > 0;
  }

  #trailers(): boolean {
    let calls = 0;
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code === dot) {
        this.at++;
        if (this.name() === '') return false;
      } else if (code === 0x28) {
        // Ruff gives each call of a chain that is too long a line of its own.
        if (++calls > 1) this.run.isRigid = true;
        if (!this.group('call')) return false;
      } else if (code === 0x5b) {
        if (!this.group('subscript')) return false;
      } else return true;
    }
  }

  /** Brackets at the position, with all that is in them. */
  group(kind: GroupKind): boolean {
    this.flush();
    if (kind === 'parameters') this.#signature = new Signature();
    const items: Run[] = [];
    const count = this.#items(kind, items);
    this.#isAlias = false;
    const hasLastComma = count > 0 && this.#endsWithComma;
    if (count < 0 || (kind === 'tuple' && count === 1 && !hasLastComma)) return false;
    if (kind === 'subscript' && (count === 0 || (count === 1 && hasLastComma))) return false;
    if (this.builds) this.run.group(makeGroup(kind, items, hasLastComma), this.at);
    else if (hasLastComma && (kind !== 'tuple' || count > 1)) this.changes = true;
    return true;
  }

  #endsWithComma = false;

  /** How many there are; -1 where they could not be read. */
  #items(kind: GroupKind, items: Run[]): number {
    const close = kind === 'subscript' || kind === 'list' ? 0x5d : kind === 'dict' ? 0x7d : 0x29;
    let count = 0;
    let hasComma = true;
    this.at++;
    this.#skipBreak();
    while (this.text.charCodeAt(this.at) !== close) {
      if (!hasComma || !(this.builds ? this.#builtItem(kind, items) : this.#item(kind))) return -1;
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
    const start = this.at;
    if (this.#flat(kind)) {
      items.push(this.#flatRun(kind, start));
      return true;
    }
    const outer = this.begin();
    const isRead = this.#apart(kind);
    items.push(this.end(outer));
    return isRead;
  }

  /** Goes over an item that may stay as it is. */
  #flat(kind: GroupKind): boolean {
    if (this.#isAlias) return false;
    const { text, at } = this;
    const known = kind === 'parameters' ? 0 : endOfStringItem(text, at);
    if (known > 0) {
      this.at = known;
      return true;
    }
    const end = endOfItem[kind](text, at);
    if (end === 0) return false;
    if (kind === 'parameters' ? !this.#flatParameter(end) : !this.mentions(at, end)) return false;
    this.at = end;
    return true;
  }

  #flatParameter(end: number): boolean {
    const parameter = this.known.parameter(this.text.slice(this.at, end));
    if (parameter === undefined) return false;
    this.uses(parameter.mentions);
    return this.#declares(parameter.name, parameter.hasDefault);
  }

  #flatRun(kind: GroupKind, start: number): Run {
    return {
      parts: [this.text.slice(start, this.at)],
      width: this.at - start,
      isRigid: false,
      breaks: false,
      isForced: false,
      bodyAt: -1,
      flatAt: start,
      flatIn: kind,
    };
  }

  /** A flat run read once more, with its brackets apart: it does not fit. */
  again({ flatAt, flatIn }: Run): Run {
    const { at } = this;
    this.at = flatAt;
    this.#signature = new Signature();
    const outer = this.begin();
    this.#apart(flatIn);
    const run = this.end(outer);
    this.at = at;
    return run;
  }

  #skipBreak(): boolean {
    if (this.text.charCodeAt(this.at) !== lineBreak) return false;
    this.at++;
    while (this.text.charCodeAt(this.at) === space) this.at++;
    return true;
  }

  #item(kind: GroupKind): boolean {
    return this.#flat(kind) || this.#apart(kind);
  }

  #apart(kind: GroupKind): boolean {
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
    if (end > 0 && this.text.charCodeAt(end) === equals) {
      if (this.name() === '') return false;
      this.at++;
    }
    return this.expression();
  }

  /** `*`, or a name that may have a type and a default. */
  #parameter(): boolean {
    if (this.takes('*')) {
      this.#signature.star();
      return this.text.charCodeAt(this.at) === comma;
    }
    const name = this.name();
    if (name === '' || (this.takes(': ') && !this.expression())) return false;
    const hasDefault = this.takes(' = ');
    return this.#declares(name, hasDefault) && (!hasDefault || this.expression());
  }

  #declares(name: string, hasDefault: boolean): boolean {
    this.parameters.add(name);
    return this.#signature.declares(name, hasDefault);
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
