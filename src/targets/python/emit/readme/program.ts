/** A program that uses the SDK, as text. */
import { type Code, refOf, splitAtMarks } from '../../../../code/code.ts';
import { renderImports } from '../../../../code/imports.ts';
import { formatSnippet } from '../../format-source.ts';

/** Code of a program as text, formatted. */
export function renderProgram(body: Code): string {
  // Text at even places, the numbers of references between it.
  const parts = splitAtMarks(body);
  const mentioned = new Set<string>();
  for (let index = 1; index < parts.length; index += 2) mentioned.add(parts[index] ?? '');
  const { text: imports, names } = importsOf(mentioned);
  for (let index = 1; index < parts.length; index += 2) parts[index] = names.get(parts[index] ?? '') ?? '';
  const above = imports === '' ? '' : `${imports}\n\n`;
  return formatSnippet(`${above}${parts.join('')}\n`).trim();
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
