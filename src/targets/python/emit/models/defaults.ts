/** Defaults of fields as Python expressions. */
import { type Code, join, ref } from '../../../../code/code.ts';
import { ident, lit } from '../../../../code/printable.ts';
import { py } from '../../../../code/template.ts';
import type { Json } from '../../../../document/types.ts';
import type { EnumDecl, PyType } from '../../plan/types.ts';

/** The value as the type has it; nothing where it does not fit, or would be shared by all instances. */
export function defaultCode(value: Json, type: PyType): Code | undefined {
  switch (type.kind) {
    case 'simple':
      return simpleFits(value, type.name) ? lit(value) : undefined;
    case 'any':
      return typeof value === 'object' ? undefined : lit(value);
    case 'literal':
      return type.values.some((known) => known === value) ? lit(value) : undefined;
    case 'nullable':
    case 'annotated':
      return defaultCode(value, type.of);
    case 'union':
      return first(type.members.map((member) => defaultCode(value, member)));
    case 'external':
      return externalDefault(value, type.ref.name);
    case 'declared':
      if (type.decl.kind === 'alias') return defaultCode(value, type.decl.type);
      return type.decl.kind === 'enum' ? memberDefault(value, type.decl) : undefined;
    case 'list':
    case 'dict':
    case 'stream':
      return undefined;
    default:
      return type satisfies never;
  }
}

/** The enums of which a default of the type may be a member, behind aliases too. */
export function enumsOf(type: PyType, seen: ReadonlySet<PyType> = new Set()): readonly EnumDecl[] {
  if (seen.has(type)) return [];
  const inner = (part: PyType): readonly EnumDecl[] => enumsOf(part, new Set([...seen, type]));
  switch (type.kind) {
    case 'declared':
      if (type.decl.kind === 'alias') return inner(type.decl.type);
      return type.decl.kind === 'enum' ? [type.decl] : [];
    case 'union':
      return type.members.flatMap(inner);
    case 'list':
      return inner(type.item);
    case 'dict':
      return inner(type.value);
    case 'nullable':
    case 'annotated':
    case 'stream':
      return inner(type.of);
    case 'simple':
    case 'any':
    case 'external':
    case 'literal':
      return [];
    default:
      return type satisfies never;
  }
}

function first(codes: readonly (Code | undefined)[]): Code | undefined {
  return codes.find((code) => code !== undefined);
}

function simpleFits(value: Json, name: string): boolean {
  switch (name) {
    case 'str':
      return typeof value === 'string';
    case 'int':
      return typeof value === 'number' && Number.isInteger(value);
    case 'float':
      return typeof value === 'number';
    case 'bool':
      return typeof value === 'boolean';
    default:
      return false;
  }
}

function memberDefault(value: Json, decl: EnumDecl): Code | undefined {
  const member = decl.members.find((candidate) => candidate.value === value);
  if (!member) return undefined;
  if (decl.style === 'union' || decl.type === 'bool') return lit(value);
  return py`${ref(`.${decl.module}`, decl.name)}.${ident(member.name)}`;
}

/** Times, decimals and ids from their text, where Python reads it. */
function externalDefault(value: Json, name: string): Code | undefined {
  if (name === 'Decimal') return decimalDefault(value);
  if (typeof value !== 'string') return undefined;
  const day = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
  if (name === 'date') {
    return day.test(value) && isDay(value)
      ? py`${ref('datetime', 'date')}.fromisoformat(${lit(value)})`
      : undefined;
  }
  if (name === 'datetime') {
    const moment =
      /^(\d{4}-\d\d-\d\d)[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
    const date = moment.exec(value)?.[1];
    return date !== undefined && day.test(date) && isDay(date)
      ? py`${ref('.utils.datetimes', 'parse_datetime')}(${lit(value)})`
      : undefined;
  }
  if (name === 'UUID') {
    return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)
      ? py`${ref('uuid', 'UUID')}(${lit(value)})`
      : undefined;
  }
  return undefined;
}

/** Whether the calendar has it: there is no 30th of February. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) && !text.startsWith('0000');
}

function decimalDefault(value: Json): Code | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !/^-?\d+(\.\d+)?(e[+-]?\d{1,4})?$/i.test(text)) return undefined;
  return py`${ref('decimal', 'Decimal')}(${lit(text)})`;
}

/** `lambda: ["a", "b"]` for lists and maps of plain values: each instance gets one of its own. */
export function factoryCode(value: Json, type: PyType): Code | undefined {
  if (type.kind === 'nullable' || type.kind === 'annotated') return factoryCode(value, type.of);
  if (type.kind === 'declared' && type.decl.kind === 'alias') return factoryCode(value, type.decl.type);
  if (type.kind === 'union') return first(type.members.map((member) => factoryCode(value, member)));
  const made = containerCode(value, type);
  if (!made) return undefined;
  if (isEmptyContainer(value))
    return type.kind === 'list' ? py`${ref('builtins', 'list')}` : py`${ref('builtins', 'dict')}`;
  return py`lambda: ${made}`;
}

function isEmptyContainer(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function containerCode(value: Json, type: PyType): Code | undefined {
  if (type.kind === 'list' && Array.isArray(value)) {
    const items = value.map((item: Json) => defaultCode(item, type.item) ?? containerCode(item, type.item));
    return items.every((item) => item !== undefined) ? listCode(items) : undefined;
  }
  if (type.kind === 'dict' && typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const entries = Object.entries(value).map(([key, item]) => {
      const code = defaultCode(item, type.value) ?? containerCode(item, type.value);
      return code && py`${lit(key)}: ${code}`;
    });
    return entries.every((entry) => entry !== undefined) ? dictCode(entries) : undefined;
  }
  return undefined;
}

function listCode(items: readonly Code[]): Code {
  return py`[${join(items, ', ')}]`;
}

function dictCode(entries: readonly Code[]): Code {
  return py`{${join(entries, ', ')}}`;
}
