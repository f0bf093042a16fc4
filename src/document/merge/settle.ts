/** Writes what a document says once for all its operations into each of them, before it is merged with others. */
import { isArray, isObject, type MutableObject, own, put } from '../json.ts';
import { escapeStep } from '../pointer.ts';
import type { Origin, Source } from '../source.ts';
import type { Json } from '../types.ts';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

interface Operation {
  readonly value: MutableObject;
  readonly pointer: string;
}

/** Servers of the document, for path items without their own. */
export function settleServers(source: Source): void {
  const servers = own(source.value, 'servers') ?? [];
  for (const [path, item] of members(own(source.value, 'paths'))) {
    if (own(item, 'servers') === undefined) {
      give(source, { value: item, pointer: `/paths/${escapeStep(path)}` }, 'servers', servers, '/servers');
    }
  }
}

/** Security of the document, for operations without their own. */
export function settleSecurity(source: Source): void {
  const security = own(source.value, 'security') ?? [];
  for (const [path, item] of members(own(source.value, 'paths'))) {
    for (const operation of operationsOf(item, `/paths/${escapeStep(path)}`)) {
      if (own(operation.value, 'security') === undefined)
        give(source, operation, 'security', security, '/security');
    }
  }
}

/** Parameters and servers of a path item, for each of its operations. */
export function settlePathItem(source: Source, item: MutableObject, pointer: string): void {
  for (const operation of operationsOf(item, pointer)) {
    const servers = own(item, 'servers');
    if (servers !== undefined && own(operation.value, 'servers') === undefined) {
      give(source, operation, 'servers', servers, `${pointer}/servers`);
    }
    const shared = own(item, 'parameters');
    if (!isArray(shared) || shared.length === 0) continue;
    const list = own(operation.value, 'parameters');
    const before = isArray(list) ? list : [];
    put(operation.value, 'parameters', [...before, ...shared]);
    for (const index of shared.keys()) {
      const origin = originOf(source, `${pointer}/parameters/${index}`);
      source.origins.set(`${operation.pointer}/parameters/${before.length + index}`, origin);
    }
  }
  delete item.servers;
  delete item.parameters;
}

function give(source: Source, { value, pointer }: Operation, key: string, member: Json, from: string): void {
  put(value, key, member);
  source.origins.set(`${pointer}/${key}`, originOf(source, from));
}

function originOf(source: Source, pointer: string): Origin {
  return source.origins.get(pointer) ?? { file: source.file, pointer };
}

function operationsOf(item: MutableObject, pointer: string): readonly Operation[] {
  const plain = methods.flatMap((method) => operationAt(item, method, pointer));
  const additional = own(item, 'additionalOperations');
  if (!isObject(additional)) return plain;
  const at = `${pointer}/additionalOperations`;
  return [...plain, ...Object.keys(additional).flatMap((method) => operationAt(additional, method, at))];
}

function operationAt(holder: Json, method: string, pointer: string): readonly Operation[] {
  const value = own(holder, method);
  return isObject(value)
    ? [{ value: value as MutableObject, pointer: `${pointer}/${escapeStep(method)}` }]
    : [];
}

/** The members of an object that are objects. */
export function members(value: Json | undefined): readonly (readonly [string, MutableObject])[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    return isObject(member) ? [[key, member as MutableObject] as const] : [];
  });
}
