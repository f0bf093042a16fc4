/** A program that uses the SDK, as text. */
import { type Code, join, putTogether, type Ref, takeApart } from '../../../../code/code.ts';
import { type Imports, renderImports } from '../../../../code/imports.ts';
import { ident } from '../../../../code/printable.ts';
import { py } from '../../../../code/template.ts';
import { formatSnippet } from '../../format-source.ts';
import { layOutCall } from '../../layout/call.ts';

/** Code of a program as text, formatted. */
export function renderProgram(body: Code): string {
  const parts = takeApart(body);
  const { text, names } = importsOf(parts.refs);
  const above = text === '' ? '' : `${text}\n\n`;
  return formatSnippet(putTogether(parts, names, above, '\n')).trim();
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
    const parts = [call.target, call.callee, ...call.given].map(takeApart);
    const { before, indent, behind, names } = this.#for(parts.flatMap(({ refs }) => refs));
    const [target = '', callee = '', ...given] = parts.map((each) => putTogether(each, names));
    const statement = layOutCall({ target, callee, given }, indent);
    return statement === undefined
      ? renderProgram(this.#around(callCode(call)))
      : `${before}${statement}${behind}`;
  }

  #for(mentioned: readonly Ref[]): Opened {
    const key = keyOf(mentioned);
    const known = this.#known.get(key) ?? opened(this.#around, mentioned);
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
  readonly names: Imports['names'];
}

const place = 'place_of_the_call';

/** The program around a call that mentions the references. */
function opened(around: (call: Code) => Code, mentioned: readonly Ref[]): Opened {
  const parts = takeApart(around(ident(place)));
  const { text, names } = importsOf([...parts.refs, ...mentioned]);
  const program = formatSnippet(putTogether(parts, names, `${text}\n\n`, '\n')).trim();
  const at = program.lastIndexOf(place);
  return {
    before: program.slice(0, at),
    behind: program.slice(at + place.length),
    indent: at - program.lastIndexOf('\n', at) - 1,
    names,
  };
}

const importer = { module: '__main__', isPackage: false, future: false };
const nothing: ReadonlySet<string> = new Set();
const known = new Map<string, Imports>();

// Thousands of programs import the same few names.
function importsOf(mentioned: readonly Ref[]): Imports {
  const key = keyOf(mentioned);
  const found = known.get(key) ?? renderImports(mentioned, [], importer, nothing);
  known.set(key, found);
  return found;
}

function keyOf(mentioned: readonly Ref[]): string {
  return [...new Set(mentioned)].map(({ mark }) => mark).join('');
}
