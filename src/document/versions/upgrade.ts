/** Brings each file of a document into the shape of OpenAPI 3.1. */
import type { ProblemSink } from '../../diagnostics/problem.ts';
import { isObject, own } from '../json.ts';
import { pointerSteps } from '../pointer.ts';
import { splitRef, unescapePercent } from '../reference.ts';
import { problemAt, type RawSource, type Source } from '../source.ts';
import type { Json, Node } from '../types.ts';
import { rewriteKeywords } from './keywords.ts';
import { type Moves, noteMoves } from './moves.ts';
import { type Context, texts, type Written } from './v2/context.ts';
import { upgradeDocument } from './v2/document.ts';
import { upgradePart } from './v2/parts.ts';
import { upgradeSchema30 } from './v3_0.ts';
import { upgradeSchema31 } from './v3_1.ts';
import { upgradeObject32 } from './v3_2.ts';
import { type Family, ownFamily } from './version.ts';

/** All sources in the shape of 3.1; a file without a version of its own has that of its entry document. */
export function upgradeAll(
  sources: readonly RawSource[],
  families: readonly Family[],
  sink: ProblemSink,
): readonly Source[] {
  return sources.map((source) => {
    const family = ownFamily(source.value) ?? families[source.entry] ?? '3.1';
    const moves = noteMoves(source.file, source.origins);
    const value = upgrade(source, sources, family, moves, sink);
    const { origins, moved } = moves;
    return { ...source, value, origins, moved, mounts: new Map<string, Node>() };
  });
}

function upgrade(
  source: RawSource,
  sources: readonly RawSource[],
  family: Family,
  moves: Moves,
  sink: ProblemSink,
): Json {
  const { value } = source;
  switch (family) {
    case '2.0': {
      const context = swaggerContext(source, sources, moves, sink);
      const isRoot = isObject(value) && (own(value, 'swagger') ?? own(value, 'openapi')) !== undefined;
      return isRoot ? upgradeDocument(context, value) : upgradePart(context, value, '');
    }
    case '3.0':
      rewriteKeywords(value, upgradeSchema30);
      return value;
    case '3.1':
      rewriteKeywords(value, upgradeSchema31);
      return value;
    case '3.2':
      rewriteKeywords(value, upgradeObject32);
      return value;
  }
}

function swaggerContext(
  source: RawSource,
  sources: readonly RawSource[],
  moves: Moves,
  sink: ProblemSink,
): Context {
  const root = sources[source.entry]?.value ?? source.value;
  const { base } = source;
  const url = base.kind === 'url' ? new URL(base.url) : undefined;
  const textOf = (key: string): string | undefined => {
    const value = own(root, key);
    return typeof value === 'string' ? value.trim() : undefined;
  };
  return {
    moves,
    consumes: texts(own(root, 'consumes')),
    produces: texts(own(root, 'produces')),
    server: {
      host: textOf('host') ?? url?.host ?? '',
      basePath: textOf('basePath') ?? '',
      scheme: url?.protocol === 'http:' ? 'http' : 'https',
    },
    written: (value, pointer) => written(value, pointer, source, sources, source, 0),
    warn(pointer, code, message, fix) {
      sink.report(problemAt(source, pointer, code, 'warning', message, fix));
    },
  };
}

/** Follows references among files that are not upgraded yet. */
function written(
  value: Json,
  pointer: string,
  source: RawSource,
  sources: readonly RawSource[],
  start: RawSource,
  hops: number,
): Written | undefined {
  const ref = own(value, '$ref');
  if (typeof ref !== 'string') return { value, pointer, file: source.file, here: source === start };
  if (hops > 50) return undefined;
  const { file, fragment } = splitRef(ref);
  const link = file === '' ? undefined : source.links.get(file);
  if (file !== '' && link?.kind !== 'source') return undefined;
  const target = link?.kind === 'source' ? sources[link.index] : source;
  if (target === undefined) return undefined;
  const to = unescapePercent(fragment);
  let found: Json | undefined = target.value;
  for (const step of pointerSteps(to)) found = Array.isArray(found) ? found[Number(step)] : own(found, step);
  return found === undefined ? undefined : written(found, to, target, sources, start, hops + 1);
}
