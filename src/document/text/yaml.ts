/**
 * YAML 1.2 text as a JSON value. Keys are always text as written (`200`, `on`, `1.0`), dates are text, and
 * aliases share their value, so that they cost nothing until a limit says that somebody abuses them.
 */
import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { isArray, isObject, type MutableObject, put } from '../json.ts';
import type { Json } from '../types.ts';
import { deepest, type Parsed, type Span, type TextProblem } from './parsed.ts';
import { tooDeep } from './too-deep.ts';
import { readCommonYaml } from './yaml-common.ts';
import { codes } from './yaml-cursor.ts';
import { yamlErrors } from './yaml-error.ts';
import { yamlLocator } from './yaml-locate.ts';
import { asNode, isMergeKey, scalarKey, spanOf } from './yaml-node.ts';
import { commonLocator } from './yaml-seek.ts';

/** Values that aliases may add to a document: more than any honest one has, and harmless. */
const mostAliased = 1_000_000;

interface Anchored {
  readonly value: Json;
  /** Number of values in it, itself included. */
  readonly size: number;
  /** Levels of objects and lists in it. */
  readonly height: number;
}

interface Conversion {
  readonly problems: TextProblem[];
  /** By name; `open` while the value of the anchor is being converted. */
  readonly anchors: Map<string, Anchored | 'open'>;
  /** Values met so far, those in aliases counted each time. */
  size: number;
  /** How many of them are there because of aliases. */
  aliased: number;
  /** The deepest level met since the innermost open anchor. */
  reached: number;
  stopped: boolean;
}

/** Parses YAML (or JSON with the freedoms of YAML). */
export function parseYaml(text: string): Parsed {
  const common = readCommonYaml(text);
  if (common === undefined) return parseWithLibrary(text);
  return { value: common.value, problems: [], locate: commonLocator(text, common.start) };
}

/** As `parseYaml`, for all that YAML has. */
export function parseWithLibrary(written: string): Parsed {
  const text = withJoinedComments(written);
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
  });
  if (document.errors.length > 0) {
    return { problems: yamlErrors(document.errors, text), locate: () => undefined };
  }
  const conversion: Conversion = {
    problems: [],
    anchors: new Map(),
    size: 0,
    aliased: 0,
    reached: 0,
    stopped: false,
  };
  const value = convert(document.contents ?? undefined, conversion, 1);
  const { problems, stopped } = conversion;
  const locate = yamlLocator(document);
  return stopped ? { problems, locate } : { value, problems, locate };
}

/**
 * Comments at the start of lines that follow each other as one, because the library needs long for each: parts of a
 * document that are commented out can be large. Offsets stay, and no text can begin there but the document's own.
 */
function withJoinedComments(text: string): string {
  const parts: string[] = [];
  let from = 0;
  let line = 0;
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', line)) {
    if (text.charCodeAt(line) === codes.hash && text.charCodeAt(end + 1) === codes.hash) {
      parts.push(text.slice(from, end));
      from = end + 1;
    }
    line = end + 1;
  }
  return parts.length === 0 ? text : [...parts, text.slice(from)].join(' ');
}

/** `level` counts the objects and lists around the value, and the value itself. */
function convert(node: Node | undefined, conversion: Conversion, level: number): Json {
  conversion.size += 1;
  if (node === undefined || conversion.stopped) return null;
  if (isAlias(node)) return aliasValue(node, conversion, level);
  if (node.anchor === undefined) return plainValue(node, conversion, level);
  const { size, reached } = conversion;
  conversion.anchors.set(node.anchor, 'open');
  conversion.reached = level - 1;
  const value = plainValue(node, conversion, level);
  const height = conversion.reached - level + 1;
  conversion.anchors.set(node.anchor, { value, size: conversion.size - size + 1, height });
  conversion.reached = Math.max(conversion.reached, reached);
  return value;
}

function plainValue(node: Exclude<Node, Alias>, conversion: Conversion, level: number): Json {
  if (isScalar(node)) return scalarValue(node);
  if (level > deepest) return stop(conversion, tooDeep(spanOf(node)));
  conversion.reached = Math.max(conversion.reached, level);
  return isMap(node) ? mapValue(node, conversion, level) : listValue(node, conversion, level);
}

function scalarValue(node: Scalar): Json {
  const { value } = node;
  if (typeof value === 'number') return Number.isFinite(value) ? value : (node.source ?? String(value));
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  return node.source ?? null;
}

function listValue(node: YAMLSeq, conversion: Conversion, level: number): Json {
  return node.items.map((item) => convert(asNode(item), conversion, level + 1));
}

function mapValue(node: YAMLMap, conversion: Conversion, level: number): Json {
  const value: MutableObject = {};
  let merged: Pair[] | undefined;
  for (const pair of node.items) {
    const key = keyText(pair.key, conversion);
    if (key === undefined) continue;
    if (isMergeKey(pair)) {
      merged ??= [];
      merged.push(pair);
      continue;
    }
    if (Object.hasOwn(value, key)) conversion.problems.push(duplicate(key, spanOf(asNode(pair.key))));
    put(value, key, convert(asNode(pair.value), conversion, level + 1));
  }
  for (const pair of merged ?? []) merge(value, pair, conversion, level);
  return value;
}

/** `<<: *base`: members of the base that the object does not have itself. */
function merge(value: MutableObject, pair: Pair, conversion: Conversion, level: number): void {
  const source = convert(asNode(pair.value), conversion, level + 1);
  for (const base of isArray(source) ? source : [source]) {
    if (!isObject(base)) {
      const message = 'What is merged with "<<" is not an object.';
      const fix = 'Let the alias refer to an object, or put "<<" in quotes to use it as a plain key.';
      conversion.problems.push({ ...fault(message, spanOf(asNode(pair.key))), fix });
      return;
    }
    for (const [key, member] of Object.entries(base)) {
      if (!Object.hasOwn(value, key)) put(value, key, member);
    }
  }
}

function keyText(key: unknown, conversion: Conversion): string | undefined {
  if (isScalar(key)) {
    const text = scalarKey(key);
    if (key.anchor !== undefined) conversion.anchors.set(key.anchor, { value: text, size: 1, height: 0 });
    return text;
  }
  if (key === null || key === undefined) return '';
  const node = asNode(key);
  if (isAlias(node)) {
    const known = conversion.anchors.get(node.source);
    if (typeof known === 'object' && typeof known.value === 'string') return known.value;
  }
  const message = 'The key of an object is itself an object or a list.';
  const fix = 'Put the key in quotes: {{ and [ begin objects and lists in YAML.';
  conversion.problems.push({ ...fault(message, spanOf(node)), fix });
  return undefined;
}

function aliasValue(node: Alias, conversion: Conversion, level: number): Json {
  const known = conversion.anchors.get(node.source);
  if (known === undefined) return unusable(`There is no anchor &${node.source} before this alias.`);
  if (known === 'open') return unusable(`The alias *${node.source} stands inside the value it stands for.`);
  conversion.size += known.size;
  conversion.aliased += known.size;
  conversion.reached = Math.max(conversion.reached, level + known.height - 1);
  if (conversion.reached > deepest) return stop(conversion, tooDeep(spanOf(node)));
  if (conversion.aliased <= mostAliased) return known.value;
  return unusable(`The aliases up to this one stand for more than ${mostAliased} values.`);

  function unusable(message: string): null {
    return stop(conversion, { ...fault(message, spanOf(node)), code: 'yaml-aliases' });
  }
}

function stop(conversion: Conversion, reason: TextProblem): null {
  if (!conversion.stopped) conversion.problems.push(reason);
  conversion.stopped = true;
  return null;
}

function duplicate(key: string, span: Span): TextProblem {
  const message = `The key "${key}" appears twice in this object.`;
  return { code: 'duplicate-key', severity: 'error', message, span };
}

function fault(message: string, span: Span): TextProblem {
  return { code: 'yaml-syntax', severity: 'error', message, span };
}
