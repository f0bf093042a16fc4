/** `x-speakeasy-name-override` and `x-speakeasy-group`. */
import type { Node } from '../../document/types.ts';
import type { Context } from './context.ts';
import { extensionOf, malformed, textExtension } from './extensions.ts';
import { elements, isObject, nonEmptyText, objectOf } from './read.ts';

/** The name that an operation's method is given, from its operationId where the root has patterns. */
export type NameOverride = (operation: Node, operationId: string | undefined) => string | undefined;

/** Reads the root's patterns once. */
export function nameOverrides(context: Context): NameOverride {
  const patterns = patternsOf(context);
  return (operation, operationId) => {
    const own = textExtension(context, operation, 'name-override');
    if (own !== undefined || operationId === undefined) return own;
    return patterns.find(({ pattern }) => pattern.test(operationId))?.name;
  };
}

interface Pattern {
  readonly pattern: RegExp;
  readonly name: string;
}

function patternsOf(context: Context): readonly Pattern[] {
  const list = extensionOf(context, context.document.root, 'name-override');
  if (list === undefined) return [];
  if (!Array.isArray(list.value)) {
    malformed(context, list, 'name-override', 'has to be a list of operationId and methodNameOverride');
    return [];
  }
  return elements(context.document, list).flatMap((item) => {
    const value = objectOf(item);
    const name = nonEmptyText(value, 'methodNameOverride');
    const pattern = safePattern(nonEmptyText(value, 'operationId'));
    if (name !== undefined && pattern !== undefined) return [{ pattern, name }];
    malformed(
      context,
      item,
      'name-override',
      'has to have an operationId (a pattern) and a methodNameOverride',
    );
    return [];
  });
}

/** A pattern that cannot run for ages on any text: short, and no repetition of a repetition. */
function safePattern(source: string | undefined): RegExp | undefined {
  if (source === undefined || source.length > 200 || /[+*}]\)?[+*{]|\([^)]*[+*{|][^)]*\)[+*{]/.test(source)) {
    return undefined;
  }
  try {
    return new RegExp(source);
  } catch {
    return undefined;
  }
}

/** Where a method lives: its groups, else its tags, else the client itself. */
export function groupsOf(
  context: Context,
  operation: Node,
  path: Node,
  tags: readonly string[],
): readonly (readonly string[])[] {
  const extension = extensionOf(context, operation, 'group') ?? extensionOf(context, path, 'group');
  const groups = extension === undefined ? [] : writtenGroups(context, extension);
  if (groups.length > 0) return unique(groups.map(partsOf));
  return tags.length > 0 ? tags.map((tag) => [tag]) : [[]];
}

function writtenGroups(context: Context, extension: Node): readonly string[] {
  const { value } = extension;
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const groups = list.filter((item): item is string => typeof item === 'string' && item.trim() !== '');
  if (groups.length < list.length || isObject(value)) {
    malformed(context, extension, 'group', 'has to be text or a list of texts');
  }
  return groups;
}

function partsOf(group: string): readonly string[] {
  return group
    .split('.')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function unique(groups: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const seen = new Set<string>();
  return groups.filter((parts) => {
    const key = parts.join('.');
    return !seen.has(key) && seen.add(key);
  });
}
