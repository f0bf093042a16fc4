/** What a line of code is made of, as far as its layout goes: text that stays together, and brackets that may open. */

/** Text and brackets in a row. */
export interface Run {
  readonly parts: readonly Part[];
  /** Columns, on one line. */
  readonly width: number;
  /** Has operators: where it does not fit on its line, more than its brackets may change. */
  readonly isRigid: boolean;
  /** Between brackets, its line may end in front of its operators. */
  readonly breaks: boolean;
  /** Some of its brackets have to open. */
  readonly isForced: boolean;
  /** Where the body of a lambda begins that is text alone, and that gets parentheses where it does not fit; or -1. */
  readonly bodyAt: number;
  /** Where it stands in the source, if its parts are text alone that may have brackets; or -1. */
  readonly flatAt: number;
  /** What it is an item of, if it is one of those. */
  readonly flatIn: GroupKind;
}

export type Part = string | Group | Break;

export function isGroup(part: Part | undefined): part is Group {
  return typeof part === 'object' && part.kind !== 'break';
}

/** The space in front of an operator. */
export interface Break {
  readonly kind: 'break';
  /** Breaks of one kind end their lines together; those of a condition are outside of those of its values. */
  readonly operator: 'if' | 'and' | 'or';
}

export type GroupKind = 'call' | 'parameters' | 'subscript' | 'tuple' | 'list' | 'dict';

/** Brackets with what is between their commas. */
export interface Group {
  readonly kind: GroupKind;
  readonly items: readonly Run[];
  readonly width: number;
  readonly isForced: boolean;
  /** Opened, the last item is followed by a comma too. */
  readonly endsWithComma: boolean;
  /** Opens though nothing in it has to: all else of its statement fits only then. */
  readonly isOpen?: boolean;
}

const brackets: Readonly<Record<GroupKind, readonly [string, string]>> = {
  call: ['(', ')'],
  parameters: ['(', ')'],
  subscript: ['[', ']'],
  tuple: ['(', ')'],
  list: ['[', ']'],
  dict: ['{', '}'],
};

export function bracketsOf({ kind }: Group): readonly [string, string] {
  return brackets[kind];
}

export function makeGroup(kind: GroupKind, items: readonly Run[], hasLastComma: boolean): Group {
  const isSingle = kind === 'tuple' && items.length === 1;
  let width = isSingle ? 3 : 2;
  let isForced = hasLastComma && !isSingle;
  for (const item of items) {
    width += item.width;
    if (item.isForced) isForced = true;
  }
  if (items.length > 1) width += 2 * (items.length - 1);
  const endsWithComma = hasLastComma || items.length > 1 || kind === 'parameters';
  return { kind, items, width, isForced, endsWithComma };
}
