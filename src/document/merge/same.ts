/** Which components of two documents are the same, also in what they refer to. */
import { isArray, isObject, own, sameJson } from '../json.ts';
import { escapeStep } from '../pointer.ts';
import { splitRef, unescapePercent } from '../reference.ts';
import type { Source } from '../source.ts';
import type { Json } from '../types.ts';

export interface Overlap {
  /** Pointers of components that both documents have and that mean the same. */
  readonly same: ReadonlySet<string>;
  /** Pointers of those that are written differently. */
  readonly different: ReadonlySet<string>;
  /** Whether two values say the same and refer to the same. */
  agree(left: Json | undefined, right: Json | undefined): boolean;
}

/** Compares the components of two documents. What refers to something different is different as well. */
export function overlapOf(left: Source, right: Source): Overlap {
  const same = new Set<string>();
  const different = new Set<string>();
  const references = new Map<string, readonly string[]>();
  const known = new Map(componentsOf(left.value).map(({ pointer, value }) => [pointer, value]));
  for (const { pointer, value } of componentsOf(right.value)) {
    const other = known.get(pointer);
    if (other === undefined) continue;
    if (!sameJson(other, value)) different.add(pointer);
    else {
      same.add(pointer);
      references.set(pointer, refsIn(value));
    }
  }
  const unlike = new Set(different);
  const differs = (ref: string): boolean => {
    const { file, fragment } = splitRef(ref);
    if (file !== '') return !sameJson(linkIndex(left, file), linkIndex(right, file));
    const component = unescapePercent(fragment).split('/').slice(0, 4).join('/');
    return unlike.has(component);
  };
  for (let before = -1; before !== unlike.size; ) {
    before = unlike.size;
    for (const pointer of same) {
      if (!references.get(pointer)?.some(differs)) continue;
      same.delete(pointer);
      unlike.add(pointer);
    }
  }
  const agree = (one: Json | undefined, other: Json | undefined): boolean =>
    sameJson(one, other) && (other === undefined || !refsIn(other).some(differs));
  return { same, different, agree };
}

/** The members of all sections of `components`. */
function componentsOf(root: Json): readonly { readonly pointer: string; readonly value: Json }[] {
  const components = own(root, 'components');
  if (!isObject(components)) return [];
  return Object.entries(components).flatMap(([section, members]) => {
    if (!isObject(members)) return [];
    return Object.entries(members).map(([name, value]) => {
      return { pointer: `/components/${escapeStep(section)}/${escapeStep(name)}`, value };
    });
  });
}

function linkIndex(source: Source, file: string): number {
  const link = source.links.get(file);
  return link?.kind === 'source' ? link.index : -1;
}

function refsIn(value: Json): readonly string[] {
  if (isArray(value)) return value.flatMap(refsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    return key === '$ref' && typeof member === 'string' ? [member] : refsIn(member);
  });
}
