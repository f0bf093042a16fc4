/** Parses JSONPath. A hand-written parser and an interpreter: no text ever becomes a program. */
import type { Operand, Operator, Query, Segment, Selector, Test } from './syntax.ts';

export type ParsedPath =
  | { readonly kind: 'query'; readonly query: Query }
  /** `at` is an offset in the text. */
  | { readonly kind: 'error'; readonly message: string; readonly at: number };

/** Longer or deeper expressions are no honest ones. */
const longest = 10_000;
const deepest = 50;

interface Scanner {
  readonly text: string;
  at: number;
  depth: number;
}

/** What stops parsing; it never leaves this file. */
class PathError extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** `$.paths['/things'].get` as a query. */
export function parsePath(text: string): ParsedPath {
  const scanner: Scanner = { text, at: 0, depth: 0 };
  try {
    if (text.length > longest) throw new PathError('The expression is too long.', 0);
    blanks(scanner);
    if (peek(scanner) !== '$') throw new PathError('A JSONPath expression begins with "$".', scanner.at);
    const query = parseQuery(scanner);
    blanks(scanner);
    if (scanner.at < text.length) fail(scanner, `"${peek(scanner)}" cannot stand here.`);
    return { kind: 'query', query };
  } catch (error) {
    if (error instanceof PathError) return { kind: 'error', message: error.message, at: error.at };
    throw error;
  }
}

function parseQuery(scanner: Scanner): Query {
  const from = peek(scanner) === '@' ? 'current' : 'root';
  scanner.at += 1;
  const segments: Segment[] = [];
  for (;;) {
    const before = scanner.at;
    blanks(scanner);
    const character = peek(scanner);
    if (character === '[') segments.push({ descend: false, selectors: parseBracket(scanner) });
    else if (character === '.') segments.push(parseDot(scanner));
    else {
      scanner.at = before;
      return { from, segments };
    }
  }
}

function parseDot(scanner: Scanner): Segment {
  scanner.at += 1;
  const descend = take(scanner, '.');
  if (descend && peek(scanner) === '[') return { descend, selectors: parseBracket(scanner) };
  if (take(scanner, '*')) return { descend, selectors: [{ kind: 'wildcard' }] };
  const name = match(scanner, /[\p{L}_\u0080-\u{10ffff}][\p{L}\d_\u0080-\u{10ffff}-]*/uy);
  if (name === undefined)
    fail(scanner, "A name is expected after the dot; others are written ['in brackets'].");
  return { descend, selectors: [{ kind: 'name', name }] };
}

function parseBracket(scanner: Scanner): readonly Selector[] {
  scanner.at += 1;
  const selectors: Selector[] = [];
  do {
    blanks(scanner);
    selectors.push(parseSelector(scanner));
    blanks(scanner);
  } while (take(scanner, ','));
  if (!take(scanner, ']')) fail(scanner, 'A "]" is expected here.');
  return selectors;
}

function parseSelector(scanner: Scanner): Selector {
  const character = peek(scanner);
  if (character === "'" || character === '"') return { kind: 'name', name: parseString(scanner) };
  if (take(scanner, '*')) return { kind: 'wildcard' };
  if (take(scanner, '?')) {
    blanks(scanner);
    return { kind: 'filter', test: parseOr(scanner) };
  }
  return parseIndex(scanner);
}

function parseIndex(scanner: Scanner): Selector {
  const start = integer(scanner);
  blanks(scanner);
  if (!take(scanner, ':')) {
    if (start === undefined)
      fail(scanner, 'A name in quotes, a number, "*" or "?" is expected in the brackets.');
    return { kind: 'index', index: start };
  }
  blanks(scanner);
  const end = integer(scanner);
  blanks(scanner);
  const hasStep = take(scanner, ':');
  blanks(scanner);
  const step = hasStep ? integer(scanner) : undefined;
  return {
    kind: 'slice',
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
    step: step ?? 1,
  };
}

function parseOr(scanner: Scanner): Test {
  scanner.depth += 1;
  if (scanner.depth > deepest) fail(scanner, 'The filter is nested too deeply.');
  const tests = [parseAnd(scanner)];
  while (takeOperator(scanner, '||')) tests.push(parseAnd(scanner));
  scanner.depth -= 1;
  return only(tests) ?? { kind: 'or', tests };
}

function parseAnd(scanner: Scanner): Test {
  const tests = [parseTest(scanner)];
  while (takeOperator(scanner, '&&')) tests.push(parseTest(scanner));
  return only(tests) ?? { kind: 'and', tests };
}

function parseTest(scanner: Scanner): Test {
  blanks(scanner);
  if (peek(scanner) === '!' && scanner.text.charAt(scanner.at + 1) !== '=') {
    scanner.at += 1;
    scanner.depth += 1;
    if (scanner.depth > deepest) fail(scanner, 'The filter is nested too deeply.');
    const test = parseTest(scanner);
    scanner.depth -= 1;
    return { kind: 'not', test };
  }
  if (take(scanner, '(')) {
    const test = parseOr(scanner);
    blanks(scanner);
    if (!take(scanner, ')')) fail(scanner, 'A ")" is expected here.');
    return test;
  }
  const left = parseOperand(scanner);
  blanks(scanner);
  const operator = match(scanner, /==|!=|<=|>=|<|>/y);
  if (operator === undefined) {
    if (left.kind !== 'query') fail(scanner, 'A comparison such as "==" is expected here.');
    return { kind: 'exists', query: left.query };
  }
  blanks(scanner);
  return { kind: 'compare', operator: operator as Operator, left, right: parseOperand(scanner) };
}

function parseOperand(scanner: Scanner): Operand {
  const character = peek(scanner);
  if (character === '@' || character === '$') return { kind: 'query', query: parseQuery(scanner) };
  if (character === "'" || character === '"') return { kind: 'literal', value: parseString(scanner) };
  const digits = match(scanner, /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
  if (digits !== undefined) return { kind: 'literal', value: Number(digits) };
  const start = scanner.at;
  const word = match(scanner, /[a-z_][a-z\d_]*/y);
  switch (word) {
    case 'true':
    case 'false':
      return { kind: 'literal', value: word === 'true' };
    case 'null':
      return { kind: 'literal', value: null };
    case 'length':
    case 'count':
    case 'value': {
      if (!take(scanner, '(')) fail(scanner, 'A "(" is expected here.');
      blanks(scanner);
      const of = parseOperand(scanner);
      blanks(scanner);
      if (!take(scanner, ')')) fail(scanner, 'A ")" is expected here.');
      return { kind: word, of };
    }
    default: {
      const shown = word === undefined ? 'this' : `"${word}"`;
      throw new PathError(`A path, text in quotes, or a number is expected, and not ${shown}.`, start);
    }
  }
}

function parseString(scanner: Scanner): string {
  const start = scanner.at;
  const quote = peek(scanner);
  let value = '';
  for (scanner.at += 1; scanner.at < scanner.text.length; scanner.at += 1) {
    const character = peek(scanner);
    if (character === quote) {
      scanner.at += 1;
      return value;
    }
    value += character === '\\' ? escaped(scanner) : character;
  }
  throw new PathError('The text in quotes is not closed.', start);
}

const escapes: { readonly [letter: string]: string } = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function escaped(scanner: Scanner): string {
  scanner.at += 1;
  const letter = peek(scanner);
  if (letter === 'u') {
    const digits = /^[0-9a-fA-F]{4}/.exec(scanner.text.slice(scanner.at + 1))?.[0];
    if (digits === undefined) fail(scanner, 'Four hexadecimal digits are expected after "\\u".');
    scanner.at += 4;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }
  if ('"\'\\/'.includes(letter) && letter !== '') return letter;
  const meant = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined;
  if (meant === undefined) fail(scanner, `There is no escape "\\${letter}".`);
  return meant;
}

function integer(scanner: Scanner): number | undefined {
  const digits = match(scanner, /-?\d{1,15}/y);
  return digits === undefined ? undefined : Number(digits);
}

function takeOperator(scanner: Scanner, operator: string): boolean {
  blanks(scanner);
  return take(scanner, operator);
}

function take(scanner: Scanner, expected: string): boolean {
  if (!scanner.text.startsWith(expected, scanner.at)) return false;
  scanner.at += expected.length;
  return true;
}

function match(scanner: Scanner, pattern: RegExp): string | undefined {
  pattern.lastIndex = scanner.at;
  const found = pattern.exec(scanner.text)?.[0];
  scanner.at += found?.length ?? 0;
  return found;
}

function blanks(scanner: Scanner): void {
  while (' \t\r\n'.includes(peek(scanner)) && scanner.at < scanner.text.length) scanner.at += 1;
}

function peek(scanner: Scanner): string {
  return scanner.text.charAt(scanner.at);
}

function only(tests: readonly Test[]): Test | undefined {
  return tests.length === 1 ? tests[0] : undefined;
}

function fail(scanner: Scanner, message: string): never {
  throw new PathError(message, scanner.at);
}
