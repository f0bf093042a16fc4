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
  /** Stands for the reference in code, until a module settles how it writes the name. */
  readonly mark: string;
}

declare const isCode: unique symbol;

/**
 * Source text with a mark for every name that it mentions. While the program runs it is a plain string: pieces
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
  return intern(named, module, name, {});
}

/** As `ref`, imported for type checkers only. */
export function typeRef(module: string, name: string): Ref {
  return intern(checked, module, name, { typeOnly: true });
}

/** `package.name`, by importing the package: `qualifiedRef('.models', 'Thing')` is written `models.Thing`. */
export function qualifiedRef(module: string, name: string): Ref {
  return intern(qualified, module, name, { qualified: true });
}

/** As `qualifiedRef`, imported for type checkers only. */
export function qualifiedTypeRef(module: string, name: string): Ref {
  return intern(qualifiedChecked, module, name, { qualified: true, typeOnly: true });
}

/** `httpx.Response`, by `import httpx`. */
export function plainRef(module: string, name: string): Ref {
  return intern(plain, module, name, { plain: true });
}

type Interned = Map<string, Map<string, Ref>>;

// A large API mentions a few thousand names a million times: equal references are one object.
const named: Interned = new Map();
const checked: Interned = new Map();
const qualified: Interned = new Map();
const qualifiedChecked: Interned = new Map();
const plain: Interned = new Map();

/** All references, by the number in their mark. */
const byNumber: Ref[] = [];

/** Stands around the number of a mark. No text of a document has it: printable.ts escapes it or takes it out. */
const markSign = '\0';

function intern(refs: Interned, module: string, name: string, flags: Partial<Ref>): Ref {
  const known = refs.get(module)?.get(name);
  if (known !== undefined) return known;
  const made = {
    kind: 'ref',
    module,
    name,
    qualified: false,
    plain: false,
    typeOnly: false,
    mark: `${markSign}${byNumber.length}${markSign}`,
    ...flags,
  } as const;
  byNumber.push(made);
  refs.set(module, (refs.get(module) ?? new Map<string, Ref>()).set(name, made));
  return made;
}

/** Text at even places, at odd ones the numbers of references between it. */
export function splitAtMarks(code: Code): string[] {
  return textOf(code).split(markSign);
}

/** The reference whose mark has the number. */
export function refOf(number: string): Ref {
  const ref = byNumber[Number(number)];
  if (ref === undefined) throw new Error('code mentions what is no reference');
  return ref;
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
  return 'mark' in written ? written.mark : joined(written, '\n');
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
