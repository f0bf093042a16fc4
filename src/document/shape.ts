/**
 * Makes sure that the skeleton of a document has the types it must have, down to the members of operations.
 * At the top a wrong type is an error. Below, the broken part is taken out with a warning, and the rest is
 * used. What is null is taken out silently: a key without a value is how people leave things empty in YAML.
 */
import type { Problem, ProblemSink } from '../diagnostics/problem.ts';
import { suggest } from '../diagnostics/suggest.ts';
import { isObject, kindOf, type MutableObject, own, put } from './json.ts';
import { escapeStep } from './pointer.ts';
import {
  components,
  info,
  operation,
  pathItem,
  root2,
  root3,
  type Table,
  type Type,
} from './shape-tables.ts';
import { problemAt, type RawSource, writtenAt } from './source.ts';
import type { Json } from './types.ts';
import type { Family } from './versions/version.ts';

/** Members without which an operation would be sent wrongly: a broken one takes the operation with it. */
const vital = new Set(['parameters', 'requestBody', 'responses']);

const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']);

interface Check {
  readonly source: RawSource;
  report(pointer: string, severity: Problem['severity'], message: string, fix?: string): void;
  warn(pointer: string, code: Problem['code'], message: string, fix?: string): void;
  dropped: number;
  left: number;
}

/** Checks an entry document, and takes out of its value what cannot be used. */
export function checkShape(source: RawSource, family: Family, sink: ProblemSink): void {
  const { value } = source;
  if (!isObject(value)) return;
  const tell = (
    pointer: string,
    code: Problem['code'],
    severity: Problem['severity'],
    message: string,
    fix?: string,
  ) => sink.report(problemAt(source, pointer, code, severity, message, fix));
  const check: Check = {
    source,
    report: (pointer, severity, message, fix) => tell(pointer, 'document-shape', severity, message, fix),
    warn: (pointer, code, message, fix) => tell(pointer, code, 'warning', message, fix),
    dropped: 0,
    left: 0,
  };
  const root = value as MutableObject;
  const table = family === '2.0' ? root2 : root3;
  if (!hasContent(check, root, table)) return;
  checkMembers(check, root, table, '', 'error');
  const about = own(root, 'info');
  if (isObject(about)) checkMembers(check, about as MutableObject, info, '/info', 'warning');
  checkSections(check, root, family);
  for (const key of ['paths', 'webhooks']) {
    const items = own(root, key);
    if (isObject(items)) checkPathItems(check, items as MutableObject, `/${key}`);
  }
  addSlashes(source, root);
  if (check.dropped > 0 && check.left === 0) {
    check.report('/paths', 'error', 'No operation of the document can be used.');
  }
}

function hasContent(check: Check, root: MutableObject, table: Table): boolean {
  const content = ['paths', 'webhooks', 'components', 'definitions'];
  if (content.some((key) => own(root, key) !== undefined)) return true;
  const near = Object.keys(root).find((key) => !(key in table) && suggest(key, content) !== undefined);
  const fix = near === undefined ? 'Add `paths`.' : `Did you mean "paths" where there is "${near}"?`;
  check.report(
    near === undefined ? '' : `/${escapeStep(near)}`,
    'error',
    'The document has no "paths".',
    fix,
  );
  return false;
}

function checkSections(check: Check, root: MutableObject, family: Family): void {
  const holder = family === '2.0' ? root : own(root, 'components');
  if (!isObject(holder)) return;
  const pointer = family === '2.0' ? '' : '/components';
  if (family !== '2.0') checkMembers(check, holder as MutableObject, components, pointer, 'error');
  const names =
    family === '2.0'
      ? ['definitions', 'parameters', 'responses', 'securityDefinitions']
      : Object.keys(components);
  for (const name of names) {
    const section = own(holder, name);
    if (!isObject(section)) continue;
    const mayBeBoolean = name === 'schemas';
    for (const [key, member] of Object.entries(section)) {
      if (isObject(member) || key.startsWith('x-') || (mayBeBoolean && typeof member === 'boolean')) continue;
      const at = `${pointer}/${name}/${escapeStep(key)}`;
      if (member !== null)
        check.report(at, 'warning', `"${key}" is ${kindOf(member)}, and not an object; it is left out.`);
      if (member === null && mayBeBoolean) (section as MutableObject)[key] = {};
      else delete (section as MutableObject)[key];
    }
  }
}

function checkPathItems(check: Check, items: MutableObject, pointer: string): void {
  for (const [path, item] of Object.entries(items)) {
    if (path.startsWith('x-')) continue;
    const at = `${pointer}/${escapeStep(path)}`;
    if (!isObject(item)) {
      if (item !== null) {
        check.report(
          at,
          'warning',
          `The value of "${path}" is ${kindOf(item)}, and not an object; it is left out.`,
        );
        check.dropped += 1;
      }
      delete items[path];
      continue;
    }
    if (pointer === '/paths' && !path.startsWith('/')) {
      check.warn(at, 'path-form', `The path "${path}" does not begin with a slash.`, `Write "/${path}".`);
    }
    checkPathItem(check, item as MutableObject, at);
  }
}

/** A path without its slash has one from here on; what it means is clear. */
function addSlashes(source: RawSource, root: MutableObject): void {
  const paths = own(root, 'paths');
  if (!isObject(paths)) return;
  const lacks = (path: string): boolean => !/^(?:\/|x-)/.test(path) && own(paths, `/${path}`) === undefined;
  if (!Object.keys(paths).some(lacks)) return;
  const renamed: MutableObject = {};
  for (const [path, item] of Object.entries(paths)) {
    put(renamed, lacks(path) ? `/${path}` : path, item);
    if (!lacks(path)) continue;
    const before = `/paths/${escapeStep(path)}`;
    const after = `/paths/${escapeStep(`/${path}`)}`;
    for (const [pointer, origin] of [...source.origins]) {
      if (pointer.startsWith(`${before}/`)) source.origins.set(after + pointer.slice(before.length), origin);
    }
    source.origins.set(after, source.origins.get(before) ?? { file: source.file, pointer: before });
  }
  root.paths = renamed;
}

function checkPathItem(check: Check, item: MutableObject, pointer: string): void {
  checkMembers(check, item, pathItem, pointer, 'warning', methods);
  if (own(item, '$ref') !== undefined) check.left += 1;
  checkOperations(check, item, pointer, (key) => methods.has(key));
  const additional = own(item, 'additionalOperations');
  if (isObject(additional)) {
    checkOperations(check, additional as MutableObject, `${pointer}/additionalOperations`, () => true);
  }
}

function checkOperations(
  check: Check,
  holder: MutableObject,
  pointer: string,
  isMethod: (key: string) => boolean,
): void {
  for (const [method, member] of Object.entries(holder)) {
    if (!isMethod(method)) continue;
    const at = `${pointer}/${escapeStep(method)}`;
    if (member === null) delete holder[method];
    else if (!isObject(member)) {
      check.report(at, 'warning', `The operation is ${kindOf(member)}, and not an object; it is left out.`);
      delete holder[method];
      check.dropped += 1;
    } else if (isUsable(check, member as MutableObject, at)) check.left += 1;
    else {
      delete holder[method];
      check.dropped += 1;
    }
  }
}

function isUsable(check: Check, member: MutableObject, pointer: string): boolean {
  const before = vitalKeys(member);
  checkMembers(check, member, operation, pointer, 'warning');
  return vitalKeys(member) === before;
}

/** How many vital members there are that are not null. */
function vitalKeys(member: MutableObject): number {
  let count = 0;
  for (const key of vital) if ((own(member, key) ?? null) !== null) count += 1;
  return count;
}

/** Takes out members of a wrong type, and tells of keys that are nearly right. */
function checkMembers(
  check: Check,
  object: MutableObject,
  table: Table,
  pointer: string,
  severity: Problem['severity'],
  alsoKnown?: ReadonlySet<string>,
): void {
  for (const [key, member] of Object.entries(object)) {
    const type = Object.hasOwn(table, key) ? table[key] : undefined;
    const at = `${pointer}/${escapeStep(key)}`;
    if (type === undefined) {
      if (!key.startsWith('x-') && alsoKnown?.has(key) !== true) checkSpelling(check, object, key, table, at);
    } else if (member === null) delete object[key];
    else if (!hasType(member, type)) mend(check, object, key, member, type, at, severity);
  }
}

function mend(
  check: Check,
  object: MutableObject,
  key: string,
  member: Json,
  type: Type,
  at: string,
  severity: Problem['severity'],
): void {
  if (type === 'text' && (typeof member === 'number' || typeof member === 'boolean')) {
    object[key] = writtenAt(check.source, at) ?? String(member);
    return;
  }
  const consequence =
    severity === 'error' ? '' : vital.has(key) ? '; the operation is left out' : '; it is ignored';
  check.report(at, severity, `"${key}" is ${kindOf(member)}, and not ${typeNames[type]}${consequence}.`);
  delete object[key];
}

const typeNames: { readonly [type in Type]: string } = {
  object: 'an object',
  list: 'a list',
  text: 'text',
  any: 'anything',
};

function checkSpelling(check: Check, object: MutableObject, key: string, table: Table, at: string): void {
  const meant = suggest(key, Object.keys(table));
  if (meant === undefined || own(object, meant) !== undefined || key.length < 4) return;
  check.warn(at, 'unknown-key', `"${key}" is not known here.`, `Did you mean "${meant}"?`);
}

function hasType(member: Json, type: Type): boolean {
  switch (type) {
    case 'object':
      return isObject(member);
    case 'list':
      return Array.isArray(member);
    case 'text':
      return typeof member === 'string';
    case 'any':
      return true;
  }
}
