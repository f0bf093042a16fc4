/** A program that uses the SDK, as text. */
import { type Code, join, refOf, splitAtMarks } from '../../../../code/code.ts';
import { renderImports } from '../../../../code/imports.ts';
import { ident } from '../../../../code/printable.ts';
import { py } from '../../../../code/template.ts';
import { formatSnippet } from '../../format-source.ts';
import { layOutCall } from '../../layout/call.ts';

/** Code of a program as text, formatted. */
export function renderProgram(body: Code): string {
  const parts = splitAtMarks(body);
  const { text, names } = importsOf(numbersIn([parts]));
  const above = text === '' ? '' : `${text}\n\n`;
  return formatSnippet(`${above}${written(parts, names)}\n`).trim();
}

/** A call that is a statement. */
export interface ProgramCall {
  /** `res = `, or nothing. */
  readonly target: Code;
  /** `await acme.things.get` */
  readonly callee: Code;
  readonly given: readonly Code[];
}

/** Programs that are alike but for one call: what stands around it is formatted once. */
export class Frame {
  readonly #around: (call: Code) => Code;
  readonly #known = new Map<string, Opened>();

  constructor(around: (call: Code) => Code) {
    this.#around = around;
  }

  /** The program as `renderProgram` writes it. */
  render(call: ProgramCall): string {
    const parts = [call.target, call.callee, ...call.given].map(splitAtMarks);
    const { before, indent, behind, names } = this.#for(numbersIn(parts));
    const [target = '', callee = '', ...given] = parts.map((each) => written(each, names));
    const statement = layOutCall({ target, callee, given }, indent);
    return statement === undefined
      ? renderProgram(this.#around(callCode(call)))
      : `${before}${statement}${behind}`;
  }

  #for(numbers: ReadonlySet<string>): Opened {
    const key = [...numbers].join();
    const known = this.#known.get(key) ?? opened(this.#around, numbers);
    this.#known.set(key, known);
    return known;
  }
}

/** The call with its arguments. */
export function callCode({ target, callee, given }: ProgramCall): Code {
  return py`${target}${callee}(${join(given, ', ')})`;
}

interface Opened {
  readonly before: string;
  readonly behind: string;
  readonly indent: number;
  /** How references are written, by their numbers. */
  readonly names: ReadonlyMap<string, string>;
}

const place = 'place_of_the_call';

/** The program around a call that mentions the references. */
function opened(around: (call: Code) => Code, numbers: ReadonlySet<string>): Opened {
  const parts = splitAtMarks(around(ident(place)));
  const { text, names } = importsOf(new Set([...numbersIn([parts]), ...numbers]));
  const program = formatSnippet(`${text}\n\n${written(parts, names)}\n`).trim();
  const at = program.lastIndexOf(place);
  return {
    before: program.slice(0, at),
    behind: program.slice(at + place.length),
    indent: at - program.lastIndexOf('\n', at) - 1,
    names,
  };
}

/** Text at even places, names for the numbers of references between it. */
function written(parts: readonly string[], names: ReadonlyMap<string, string>): string {
  let text = parts[0] ?? '';
  for (let index = 1; index < parts.length; index++) {
    const part = parts[index] ?? '';
    text += index % 2 === 0 ? part : (names.get(part) ?? '');
  }
  return text;
}

function numbersIn(all: readonly (readonly string[])[]): ReadonlySet<string> {
  const numbers = new Set<string>();
  for (const parts of all)
    for (let index = 1; index < parts.length; index += 2) numbers.add(parts[index] ?? '');
  return numbers;
}

interface Imports {
  readonly text: string;
  /** How each reference is written, by its number. */
  readonly names: ReadonlyMap<string, string>;
}

const importer = { module: '__main__', isPackage: false, future: false };
const nothing: ReadonlySet<string> = new Set();
const known = new Map<string, Imports>();

// Thousands of programs import the same few names.
function importsOf(mentioned: ReadonlySet<string>): Imports {
  const key = [...mentioned].join();
  const found = known.get(key) ?? newImports([...mentioned]);
  known.set(key, found);
  return found;
}

function newImports(numbers: readonly string[]): Imports {
  const refs = numbers.map(refOf);
  const { text, names } = renderImports(refs, [], importer, nothing);
  return {
    text,
    names: new Map(refs.map((one, index) => [numbers[index] ?? '', names.get(one) ?? one.name])),
  };
}
