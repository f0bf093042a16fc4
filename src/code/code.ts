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
}

/** Code as a flat run of text and references. Text holds its own line breaks. */
export interface Code {
  readonly kind: 'code';
  readonly segments: readonly (string | Ref)[];
}

/** What may stand in a hole of a template. A list's elements stand on lines of their own. */
export type Hole = Code | Ref | false | readonly Hole[];

export const noCode: Code = { kind: 'code', segments: [] };

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
export function rawCode(...segments: readonly (string | Ref)[]): Code {
  return { kind: 'code', segments };
}

export function isEmpty(hole: Hole): boolean {
  if (hole === false) return true;
  if (isList(hole)) return hole.every(isEmpty);
  return hole.kind === 'code' && hole.segments.length === 0;
}

export function isList(hole: Hole): hole is readonly Hole[] {
  return Array.isArray(hole);
}

/** Segments of a hole; the elements of a list are joined by `separator`, empty ones left out. */
export function segmentsOf(hole: Hole, separator = '\n'): readonly (string | Ref)[] {
  if (hole === false) return [];
  if (isList(hole)) return joinSegments(hole, separator);
  return hole.kind === 'ref' ? [hole] : hole.segments;
}

function joinSegments(holes: readonly Hole[], separator: string): readonly (string | Ref)[] {
  const out: (string | Ref)[] = [];
  for (const hole of holes) {
    if (isEmpty(hole)) continue;
    if (out.length > 0) out.push(separator);
    out.push(...segmentsOf(hole));
  }
  return out;
}

/** The holes one after the other with `separator` between: `join(args, ', ')`. */
export function join(
  holes: readonly Hole[],
  separator: ', ' | ',\n' | '\n' | '\n\n' | ' | ' | ' and ' | '',
): Code {
  return { kind: 'code', segments: joinSegments(holes, separator) };
}
