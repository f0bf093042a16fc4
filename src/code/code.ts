/**
 * Pieces of source code that know what they import. Code is made only by the `py` tag (template.ts) and by
 * the functions of printable.ts: a plain string is never code, so no text of a document can become some.
 */

/** A name that lives in a module; mentioning it in code adds the import. */
export interface Ref {
  readonly kind: 'ref';
  /** `typing` for a module outside the package; `.models.thing` for one inside, dots counted from its root. */
  readonly module: string;
  readonly name: string;
  /** Import the module's package and write `package.name`: `models.Thing`, by `from . import models`. */
  readonly qualified: boolean;
  /** Import the module itself and write its full name: `httpx.Response`, by `import httpx`. */
  readonly plain: boolean;
  /** Needed by type checkers only: imported under `if TYPE_CHECKING`. */
  readonly typeOnly: boolean;
  /** The name as it is written where nothing else has it. */
  readonly written: string;
  /** Stands for the reference in code: the name, with a sign behind it by which the module finds it again. */
  readonly mark: string;
  readonly imported: Imported;
}

/** What a reference brings into the module's namespace, and from where: one object for all that bring the same. */
export interface Imported {
  /** Absent for `import name`. */
  readonly from: string | undefined;
  readonly name: string;
}

declare const isCode: unique symbol;

/**
 * Source text with a sign behind every name that it mentions. While the program runs it is a plain string: pieces
 * are put together a million times, and nothing does that faster. To the compiler it is nothing but code.
 */
export interface Code {
  readonly [isCode]: true;
}

/** What may stand in a hole of a template. A list's elements stand on lines of their own. */
export type Hole = Code | Ref | false | readonly Hole[];

export const noCode = rawCode('');

/** `from module import name`; `module` with a leading dot is inside the package: `.types`. */
export function ref(module: string, name: string): Ref {
  return intern(named, module, name);
}

/** As `ref`, imported for type checkers only. */
export function typeRef(module: string, name: string): Ref {
  return intern(checked, module, name);
}

/** `package.name`, by importing the package: `qualifiedRef('.models', 'Thing')` is written `models.Thing`. */
export function qualifiedRef(module: string, name: string): Ref {
  return intern(qualified, module, name);
}

/** As `qualifiedRef`, imported for type checkers only. */
export function qualifiedTypeRef(module: string, name: string): Ref {
  return intern(qualifiedChecked, module, name);
}

/** `httpx.Response`, by `import httpx`. */
export function plainRef(module: string, name: string): Ref {
  return intern(plain, module, name);
}

/** References of one sort, by their modules and names. */
interface Sort {
  readonly known: Map<string, Map<string, Ref>>;
  readonly qualified: boolean;
  readonly plain: boolean;
  readonly typeOnly: boolean;
}

function sort(flags: { qualified?: boolean; plain?: boolean; typeOnly?: boolean }): Sort {
  return { known: new Map(), qualified: false, plain: false, typeOnly: false, ...flags };
}

// A large API mentions a few thousand names a million times: equal references are one object.
const named = sort({});
const checked = sort({ typeOnly: true });
const qualified = sort({ qualified: true });
const qualifiedChecked = sort({ qualified: true, typeOnly: true });
const plain = sort({ plain: true });

/** All references, by the number in their mark. */
const byNumber: Ref[] = [];

function intern(sort: Sort, module: string, name: string): Ref {
  let inModule = sort.known.get(module);
  if (inModule === undefined) {
    inModule = new Map();
    sort.known.set(module, inModule);
  }
  const known = inModule.get(name);
  if (known !== undefined) return known;
  const made = newRef(sort, module, name);
  byNumber.push(made);
  inModule.set(name, made);
  return made;
}

// Around the number of a reference. No text of a document has it: printable.ts escapes it or takes it out.
const sign = '\0';

function newRef({ qualified, plain, typeOnly }: Sort, module: string, name: string): Ref {
  const imported = plain
    ? importOf(undefined, module)
    : qualified
      ? importOfPackage(module)
      : importOf(module, name);
  const written = qualified || plain ? `${imported.name}.${name}` : name;
  const mark = `${written}${sign}${byNumber.length}${sign}`;
  return { kind: 'ref', module, name, qualified, plain, typeOnly, written, mark, imported };
}

const imports = new Map<string | undefined, Map<string, Imported>>();

/** What `from … import name`, or `import name`, brings. */
export function importOf(from: string | undefined, name: string): Imported {
  let names = imports.get(from);
  if (names === undefined) {
    names = new Map();
    imports.set(from, names);
  }
  const known = names.get(name);
  if (known !== undefined) return known;
  const made = { from, name };
  names.set(name, made);
  return made;
}

function importOfPackage(module: string): Imported {
  const dot = module.lastIndexOf('.');
  return importOf(module.slice(0, dot) || '.', module.slice(dot + 1));
}

/** Code taken apart where it mentions references. */
export interface Parts {
  /** Each once, in the order of their first mention. */
  readonly refs: readonly Ref[];
  /** Text at even places, at odd ones the number of the reference that the text in front of it ends with. */
  readonly texts: readonly string[];
}

export function takeApart(code: Code): Parts {
  const texts = textOf(code).split(sign);
  const numbers = new Set<string>();
  for (let index = 1; index < texts.length; index += 2) numbers.add(texts[index] ?? '');
  return { refs: [...numbers].map(refOf), texts };
}

function refOf(number: string): Ref {
  const ref = byNumber[Number(number)];
  if (ref === undefined) throw new Error('code mentions what is no reference');
  return ref;
}

/** The text between what stands above and below it, with other names than usual for some references. */
export function putTogether(
  { texts }: Parts,
  names: ReadonlyMap<Ref, string>,
  above = '',
  below = '',
): string {
  const out = [above];
  for (let index = 0; index < texts.length; index += 2) {
    const text = texts[index] ?? '';
    const ref = names.size > 0 && index + 1 < texts.length ? refOf(texts[index + 1] ?? '') : undefined;
    const name = ref && names.get(ref);
    if (ref === undefined || name === undefined) out.push(text);
    else out.push(text.slice(0, text.length - ref.written.length), name);
  }
  out.push(below);
  // Joined in one go the text is flat, which is what reads it next is fast on.
  return out.join('');
}

/** Code made of text that is known to be harmless; for this folder only. */
export function rawCode(text: string): Code {
  return text as unknown as Code;
}

/** Code that is a name alone. */
export function mention(ref: Ref): Code {
  return rawCode(ref.mark);
}

export function isEmpty(hole: Hole): boolean {
  return textOf(hole) === '';
}

/** What a hole holds while the program runs. */
type Written = string | Ref | false | readonly Hole[];

/** What stands in a hole, as text with marks; for this folder only. */
export function textOf(hole: Hole): string {
  const written = hole as unknown as Written;
  if (typeof written === 'string') return written;
  if (written === false) return '';
  return isList(written) ? joined(written, '\n') : written.mark;
}

function isList(written: Ref | readonly Hole[]): written is readonly Hole[] {
  return Array.isArray(written);
}

function joined(holes: readonly Hole[], separator: string): string {
  let text = '';
  for (let index = 0; index < holes.length; index++) {
    const next = textOf(holes[index] ?? false);
    if (next !== '') text = text === '' ? next : text + separator + next;
  }
  return text;
}

/** The holes one after the other with `separator` between: `join(args, ', ')`. */
export function join(
  holes: readonly Hole[],
  separator: ', ' | ',\n' | '\n' | '\n\n' | ' | ' | ' and ' | '',
): Code {
  return rawCode(joined(holes, separator));
}
