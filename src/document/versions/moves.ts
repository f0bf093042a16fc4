/** What an upgrade moved: so that places are told where the user wrote them, and old references still lead somewhere. */
import type { Origin, SourceText } from '../source.ts';

export interface Moves {
  readonly origins: Map<string, Origin>;
  readonly moved: ReadonlyMap<string, string>;
  /** The value that was written at `from` stands at `to` now; `file` where it was written in another file. */
  move(from: string, to: string, file?: SourceText): void;
  /** The value at `to` was made of what was written at `from`, to which references still lead. */
  made(from: string, to: string): void;
}

/** Begins with the origins that are known already. */
export function noteMoves(file: SourceText, known: ReadonlyMap<string, Origin>): Moves {
  const origins = new Map(known);
  const moved = new Map<string, string>();
  return {
    origins,
    moved,
    move(from, to, foreign) {
      origins.set(to, { file: foreign ?? file, pointer: from });
      if (foreign === undefined && from !== to && !moved.has(from)) moved.set(from, to);
    },
    made(from, to) {
      origins.set(to, { file, pointer: from });
    },
  };
}
