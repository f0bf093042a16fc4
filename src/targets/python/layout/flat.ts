/**
 * Text that stays as it is wherever its line has room: names, types, plain strings and numbers. Read by regular
 * expressions, which V8 compiles at once; a run is over before it has compiled most other code.
 */
import { pythonKeywords } from '../../../code/printable.ts';
import { remembered } from '../remembered.ts';
import type { GroupKind } from './tree.ts';

/** Where the text that begins there ends; 0 where it is of another form. */
export type Matcher = (text: string, at: number) => number;

export function matcher(pattern: string): Matcher {
  const sticky = new RegExp(pattern, 'y');
  return (text, at) => {
    sticky.lastIndex = at;
    return sticky.test(text) ? sticky.lastIndex : 0;
  };
}

const name = '[A-Za-z_]\\w*';
const string = '"[ !#-\\[\\]-~]*"(?!")';
const number = '-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?![\\w.])';
const atom = `(?:${name}(?:\\.${name})*|${string}|${number}|\\.\\.\\.|\\[\\]|\\{\\})`;
const type = subscripted(3);
const value = `(?:lambda: )?${type}`;

/**
 * An atom with what is in its square brackets, to a depth that generated code seldom goes beyond: each level makes
 * all of the patterns longer, and compiling them takes a noticeable part of a short run.
 */
function subscripted(depth: number): string {
  return depth === 0 ? atom : `${atom}(?:\\[(?:${subscripted(depth - 1)}(?:, (?!\\])|(?=\\])))+\\])?`;
}

export const endOfName = matcher(name);
export const endOfNumber = matcher(number);

/** Items of brackets, up to the comma or bracket behind them. */
export const endOfItem: Readonly<Record<GroupKind, Matcher>> = {
  call: matcher(`(?:${name}=)?${value}(?=[,)])`),
  parameters: matcher(`${name}(?:: ${type}(?: = ${atom})?)?(?=[,)])`),
  subscript: matcher(`${type}(?=[,\\]])`),
  tuple: matcher(`${value}(?=[,)])`),
  list: matcher(`${value}(?=[,\\]])`),
  dict: matcher(`(?!lambda)${atom}: ${value}(?=[,}])`),
};

const keyword = `(?!(?:${[...pythonKeywords].join('|')})=)${name}=`;

/** An item that is a string alone, or that behind a keyword or as the value of another. */
export const endOfStringItem = matcher(`(?:${keyword}|${string}: )?${string}(?=[,)\\]}])`);

/** A type that is all of its text. */
export const endOfType = matcher(`${type}$`);

/** What follows the name of a field, a variable or an alias: its type and its value. */
export const endOfField = matcher(`(?:: ${type})?(?: = ${value})?(?=\\n)`);

/** Names on lines of their own, as packages list them: the text in front of them, and all of them. */
export const startOfTable = matcher(`(?:: ${type})? = (?=[[{]\\n {4}")`);
export const endOfTable = matcher(
  `(?:\\[(?:\\n {4}${string},)+\\n\\]|\\{(?:\\n {4}${string}: ${string},)+\\n\\})(?=\\n)`,
);

/** The bases of a class behind its name, and its colon. */
export const endOfBases = matcher(`(?:\\(${type}(?:, ${type})*\\))?:(?=\\n)`);

const imported = `${name}(?: as ${name})?`;
/** An import from a module. */
export const endOfFrom = matcher(
  `from (?:\\.*${name}(?:\\.${name})*|\\.+) import ${imported}(?:, ${imported})*(?=\\n)`,
);

/** Names that text asks for. */
export interface Mentions {
  readonly names: readonly string[];
  /** The reader that has them already. */
  seenBy: object | undefined;
}

export interface Parameter {
  readonly name: string;
  readonly hasDefault: boolean;
  readonly mentions: Mentions;
}

export interface Imports {
  /** The line up to the first name. */
  readonly head: string;
  readonly names: readonly string[];
  /** What they are called in the module. */
  readonly bound: readonly string[];
}

/** What is in flat text, found once for all of a run: types, parameters and imports are the same in many modules. */
export class KnownText {
  /** Nothing where a keyword stands for a name. */
  readonly mentions = remembered(mentionsOf);
  readonly parameter = remembered(parameterOf);
  readonly imports = remembered(importsOf);
}

const tokens = /"[^"]*"|lambda: |\.?[A-Za-z_]\w*=?/g;
const constants = new Set(['None', 'True', 'False']);

function mentionsOf(text: string): Mentions | undefined {
  const names: string[] = [];
  for (const token of text.match(tokens) ?? []) {
    if (token.startsWith('"') || token === 'lambda: ') continue;
    const isAttribute = token.startsWith('.');
    const isKeyword = token.endsWith('=');
    const word = isAttribute ? token.slice(1) : isKeyword ? token.slice(0, -1) : token;
    const isMention = !isAttribute && !isKeyword;
    if (pythonKeywords.has(word) && !(isMention && constants.has(word))) return undefined;
    if (isMention) names.push(word);
  }
  return { names, seenBy: undefined };
}

function parameterOf(text: string): Parameter | undefined {
  const end = endOfName(text, 0);
  const own = text.slice(0, end);
  const mentions = mentionsOf(text.slice(end));
  if (mentions === undefined || pythonKeywords.has(own)) return undefined;
  return { name: own, hasDefault: text.includes(' = '), mentions };
}

function importsOf(line: string): Imports | undefined {
  const end = line.indexOf(' import ') + ' import '.length;
  const path = line.slice('from '.length, end - ' import '.length).split('.');
  const names = line.slice(end).split(', ');
  const words = names.map((each) => each.split(' as '));
  if ([...path, ...words.flat()].some((word) => pythonKeywords.has(word))) return undefined;
  return { head: line.slice(0, end), names, bound: words.map((each) => each.at(-1) ?? '') };
}
