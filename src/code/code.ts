/**
 * Pieces of source code that know what they import. Code is made only by the `py` tag (template.ts) and by
 * the functions of printable.ts: a plain string is never code, so no text of a document can become some.
 */
import { type Layout, rowLayout } from './layout.ts';

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
}

/** Text, or text around other pieces. Nothing is copied before a whole file is written (`segments.ts`). */
export type Code = TextCode | FilledCode;

export interface TextCode {
  readonly kind: 'text';
  readonly text: string;
}

/** A layout with something in each of its holes, none of it empty. */
export interface FilledCode {
  readonly kind: 'filled';
  readonly layout: Layout;
  readonly holes: readonly (Code | Ref)[];
}

/** What may stand in a hole of a template. A list's elements stand on lines of their own. */
export type Hole = Code | Ref | false | readonly Hole[];

export const noCode: Code = { kind: 'text', text: '' };

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

/** `httpx.Response`, by `import httpx`. */
export function plainRef(module: string, name: string): Ref {
  return intern(plain, module, name, { plain: true });
}

type Interned = Map<string, Map<string, Ref>>;

// A large API mentions a few thousand names a million times: equal references are one object.
const [named, checked, qualified, plain]: readonly [Interned, Interned, Interned, Interned] = [
  new Map(),
  new Map(),
  new Map(),
  new Map(),
];

function intern(refs: Interned, module: string, name: string, flags: Partial<Ref>): Ref {
  const names = refs.get(module) ?? new Map<string, Ref>();
  const known = names.get(name);
  if (known !== undefined) return known;
  const made = {
    kind: 'ref',
    module,
    name,
    qualified: false,
    plain: false,
    typeOnly: false,
    ...flags,
  } as const;
  refs.set(module, names.set(name, made));
  return made;
}

/** Code made of text that is known to be harmless; for this folder only. */
export function rawCode(text: string): Code {
  return text === '' ? noCode : { kind: 'text', text };
}

export function isEmpty(hole: Hole): boolean {
  return solid(hole) === undefined;
}

/** What stands in a hole, with a list as one piece; nothing where it is empty. */
export function solid(hole: Hole, separator = '\n'): Code | Ref | undefined {
  if (hole === false) return undefined;
  if (isList(hole)) return joined(hole, separator);
  return hole.kind === 'text' && hole.text === '' ? undefined : hole;
}

function isList(hole: Hole): hole is readonly Hole[] {
  return Array.isArray(hole);
}

function joined(items: readonly Hole[], separator: string): Code | Ref | undefined {
  const holes: (Code | Ref)[] = [];
  for (const item of items) {
    const piece = solid(item);
    if (piece !== undefined) holes.push(piece);
  }
  if (holes.length < 2) return holes[0];
  return { kind: 'filled', layout: rowLayout(separator, holes.length), holes };
}

/** The holes one after the other with `separator` between: `join(args, ', ')`. */
export function join(
  holes: readonly Hole[],
  separator: ', ' | ',\n' | '\n' | '\n\n' | ' | ' | ' and ' | '',
): Code {
  const piece = joined(holes, separator) ?? noCode;
  return piece.kind === 'ref' ? { kind: 'filled', layout: rowLayout('', 1), holes: [piece] } : piece;
}
