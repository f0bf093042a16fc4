/** Reads YAML nodes by the schema: each value checked, defaults filled in, problems with their place. */
import { type Document, isMap, isNode, isScalar, type Node, type YAMLMap } from 'yaml';
import { z } from 'zod';
import type { Problem } from '../diagnostics/problem.ts';
import { didYouMean, suggest } from '../diagnostics/suggest.ts';
import { choices, expected } from './expected.ts';
import { factsOf, type OptionFacts } from './option.ts';
import type { Span } from './problems.ts';

export interface Reader {
  readonly document: Document;
  readonly isNewProject: boolean;
  report(problem: Omit<Problem, 'place' | 'frame'>, span: Span): void;
}

/** The value of a group of options, or of one; `undefined` where it is wrong or not given. */
export function readValue(
  type: z.core.$ZodType,
  node: Node | undefined,
  path: string,
  reader: Reader,
): unknown {
  const facts = factsOf(type);
  if (facts === undefined && type instanceof z.ZodObject) return readGroup(type, node, path, reader);
  return readOption(type, facts, node, path, reader);
}

function readGroup(
  type: z.ZodObject,
  given: Node | undefined,
  path: string,
  reader: Reader,
): Record<string, unknown> {
  const node = resolve(given, reader);
  const map = isMap(node) ? node : undefined;
  if (node !== undefined && map === undefined && !isBlank(node)) {
    reader.report(wrong(path, type, node, reader), spanOf(node));
  }
  const members = Object.entries(type.shape as Record<string, z.core.$ZodType>).map(([key, member]) => [
    key,
    readValue(member, map && valueNode(map, key), path === '' ? key : `${path}.${key}`, reader),
  ]);
  if (map !== undefined && path !== '') reportUnknown(map, Object.keys(type.shape), path, reader);
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

function readOption(
  type: z.core.$ZodType,
  facts: OptionFacts | undefined,
  given: Node | undefined,
  path: string,
  reader: Reader,
): unknown {
  const node = resolve(given, reader);
  const fallback = reader.isNewProject || facts?.old === undefined ? facts?.initial : facts.old;
  if (node === undefined || isBlank(node)) return fallback;
  if (facts?.blankIsAbsent === true && isScalar(node) && node.value === '') return fallback;
  const result = z.safeParse(type, plainValue(type, node, reader));
  if (result.success) {
    reportIneffective(facts, result.data, path, node, reader);
    return result.data;
  }
  const issue = result.error.issues[0];
  const place = nodeAt(node, issue?.path ?? []) ?? node;
  const inner = (issue?.path ?? []).map((part) =>
    typeof part === 'number' ? `[${part}]` : `.${String(part)}`,
  );
  reader.report(wrong(path + inner.join(''), type, place, reader, ownMessage(issue)), spanOf(place));
  return undefined;
}

/** Messages written in the schema; zod's own speak of types, not of YAML. */
function ownMessage(issue: z.core.$ZodIssue | undefined): string | undefined {
  if (issue === undefined) return undefined;
  if (issue.code === 'invalid_key') return issue.issues[0]?.message;
  return ['invalid_format', 'too_small', 'too_big'].includes(issue.code) ? issue.message : undefined;
}

function wrong(
  path: string,
  type: z.core.$ZodType,
  node: Node,
  reader: Reader,
  message?: string,
): Omit<Problem, 'place' | 'frame'> {
  const written = isScalar(node) ? String(node.source ?? node.value) : describe(node);
  const near = isScalar(node) ? didYouMean(written, choices(type)) : '';
  const advice = isScalar(node) ? adviceFor(node.value, type) : undefined;
  const shown = written.length > 60 ? `${written.slice(0, 60)}…` : written;
  const value = isScalar(node) ? `is \`${shown}\`` : `is ${shown}`;
  return {
    code: 'config-value',
    severity: 'error',
    message: `${path === '' ? 'The configuration' : `\`${path}\``} ${value}; expected is ${message ?? expected(typeAt(type, path))}.${near}`,
    ...(advice === undefined || !reader ? {} : { fix: advice }),
  };
}

function typeAt(type: z.core.$ZodType, path: string): z.core.$ZodType {
  return type instanceof z.ZodArray && path.endsWith(']') ? type.element : type;
}

function adviceFor(value: unknown, type: z.core.$ZodType): string | undefined {
  const words = new Map([
    ['yes', 'true'],
    ['on', 'true'],
    ['no', 'false'],
    ['off', 'false'],
  ]);
  if (typeof value !== 'string' || !choices(type).includes('true')) return undefined;
  const word =
    words.get(value.toLowerCase()) ?? (/^(true|false)$/i.test(value) ? value.toLowerCase() : undefined);
  return word === undefined
    ? undefined
    : `Write ${word}, without quotes: YAML 1.2 reads it as text as it is.`;
}

function describe(node: Node): string {
  return isMap(node) ? 'a map' : 'a list';
}

/** Where text is wanted, a number counts as it is written: `version: 1.10` is "1.10". */
function plainValue(type: z.core.$ZodType, node: Node, reader: Reader): unknown {
  if (isScalar(node) && typeof node.value === 'number' && wantsText(type))
    return node.source ?? `${node.value}`;
  return node.toJS(reader.document, { maxAliasCount: 100 });
}

function wantsText(type: z.core.$ZodType): boolean {
  return type instanceof z.ZodString || (type instanceof z.ZodExactOptional && wantsText(type.unwrap()));
}

function reportIneffective(
  facts: OptionFacts | undefined,
  value: unknown,
  path: string,
  node: Node,
  reader: Reader,
): void {
  const differs = facts?.notGenerated?.(value);
  if (differs === undefined) return;
  const shown = isScalar(node) ? ` is ${String(node.value)}, which` : '';
  reader.report(
    {
      code: 'config-not-generated',
      severity: 'warning',
      message: `\`${path}\`${shown} does not change the SDK; what differs from what it asks for: ${differs}.`,
    },
    spanOf(node),
  );
}

/** Unknown keys are fine and kept, unless one looks like a slip of the pen. */
export function reportUnknown(map: YAMLMap, known: readonly string[], path: string, reader: Reader): void {
  const given = new Set(map.items.map((pair) => keyOf(pair.key)));
  const missing = known.filter((key) => !given.has(key));
  for (const pair of map.items) {
    const key = keyOf(pair.key);
    const near = known.includes(key) ? undefined : suggest(key, missing);
    if (near === undefined || !closeEnough(key, near)) continue;
    reader.report(
      {
        code: 'config-unknown-key',
        severity: 'warning',
        message: `\`${path === '' ? key : `${path}.${key}`}\` is not an option. Did you mean \`${near}\`?`,
      },
      isNode(pair.key) ? spanOf(pair.key) : { start: 0, end: 0 },
    );
  }
}

/** Other generators have options that only resemble ours: a slip leaves most of a word as it was. */
function closeEnough(key: string, near: string): boolean {
  return Math.abs(key.length - near.length) <= 2 && key.length >= 4;
}

export function valueNode(map: YAMLMap, key: string): Node | undefined {
  const pair = map.items.find((item) => keyOf(item.key) === key);
  return isNode(pair?.value) ? pair.value : undefined;
}

function keyOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : '';
}

export function spanOf(node: Node): Span {
  const [start = 0, end = start + 1] = node.range ?? [];
  return { start, end };
}

function resolve(node: Node | undefined, reader: Reader): Node | undefined {
  return node !== undefined && 'resolve' in node && typeof node.resolve === 'function'
    ? (node.resolve(reader.document) as Node | undefined)
    : node;
}

function isBlank(node: Node): boolean {
  return isScalar(node) && node.value === null;
}

function nodeAt(node: Node, path: readonly PropertyKey[]): Node | undefined {
  const found = isMap(node) || 'items' in node ? (node as YAMLMap).getIn(path.map(key), true) : node;
  return isNode(found) ? found : undefined;
}

function key(part: PropertyKey): string | number {
  return typeof part === 'symbol' ? '' : part;
}
