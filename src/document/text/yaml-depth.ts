/** Where YAML text is nested too deeply, for text that the parser's own recursion cannot go through. */
import { type CST, Parser } from 'yaml';
import { deepest } from './parsed.ts';

interface Open {
  readonly token: CST.Token;
  readonly level: number;
}

/** The offset of the first object or list that is too deep; the tokens are made and walked without recursion. */
export function firstTooDeep(text: string): number | undefined {
  let found: number | undefined;
  const open: Open[] = [...new Parser().parse(text)].map((token) => ({ token, level: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, level } = next;
    const inside = level + (isCollection(token) ? 1 : 0);
    if (inside > deepest) found = Math.min(found ?? token.offset, token.offset);
    else for (const inner of innerTokens(token)) open.push({ token: inner, level: inside });
  }
  return found;
}

type Collection = CST.BlockMap | CST.BlockSequence | CST.FlowCollection;

function isCollection(token: CST.Token): token is Collection {
  return token.type === 'block-map' || token.type === 'block-seq' || token.type === 'flow-collection';
}

function innerTokens(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!isCollection(token)) return [];
  return token.items.flatMap(({ key, value }) =>
    [key, value].filter((inner) => inner !== undefined && inner !== null),
  );
}
