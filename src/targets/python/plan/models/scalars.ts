/** Python types of schemas that need no declaration. */
import type { MediaType, NumberSchema, Schema, StringSchema } from '../../../../api/types.ts';
import { type Code, plainRef, rawCode, ref } from '../../../../code/code.ts';
import { py } from '../../../../code/template.ts';
import type { Config } from '../../../../config/schema.ts';
import { isNewest } from '../newest.ts';
import type { PyType } from '../types.ts';

export const any: PyType = { kind: 'any' };
export const none: PyType = { kind: 'simple', name: 'None' };
export const str: PyType = { kind: 'simple', name: 'str' };
export const int: PyType = { kind: 'simple', name: 'int' };
export const float: PyType = { kind: 'simple', name: 'float' };
export const bool: PyType = { kind: 'simple', name: 'bool' };
export const bytes: PyType = { kind: 'simple', name: 'bytes' };

/** A response body that is not read: the caller reads and closes it. */
export const rawResponse: PyType & { kind: 'external' } = {
  kind: 'external',
  ref: plainRef('httpx', 'Response'),
};

export const rawRequest: PyType & { kind: 'external' } = {
  kind: 'external',
  ref: plainRef('httpx', 'Request'),
};

const dateType: PyType = { kind: 'external', ref: ref('datetime', 'date') };
const datetimeType: PyType = { kind: 'external', ref: ref('datetime', 'datetime') };
const timedelta: PyType = { kind: 'external', ref: ref('datetime', 'timedelta') };
const uuid: PyType = { kind: 'external', ref: ref('uuid', 'UUID') };
const decimal: PyType = { kind: 'external', ref: ref('decimal', 'Decimal') };

/** What can be uploaded: bytes, or something to read them from. */
export const upload: PyType = {
  kind: 'union',
  members: [
    bytes,
    { kind: 'external', ref: ref('typing', 'IO'), arguments: [bytes] },
    { kind: 'external', ref: plainRef('io', 'BufferedReader') },
  ],
};

/** Base64 text; a file is encoded. */
const base64 = {
  kind: 'annotated',
  of: str,
  with: py`${ref('pydantic', 'BeforeValidator')}(${ref('.types.base64fileinput', 'encode_base64_file_input')})`,
} as const;

const base64Input: PyType = {
  kind: 'union',
  members: [str, { kind: 'external', ref: ref('.types', 'Base64FileInput') }],
};

/** The type of a schema that is never declared. */
export function plainType(schema: Schema, config: Config): PyType | undefined {
  switch (schema.kind) {
    case 'any':
      return any;
    case 'null':
      return none;
    case 'boolean':
      return bool;
    case 'string':
      return stringType(schema, config);
    case 'number':
      return numberType(schema);
    case 'const':
      return { kind: 'literal', values: [schema.value] };
    case 'array':
    case 'enum':
    case 'object':
    case 'union':
      return undefined;
  }
}

/** `string` with a format. */
export function stringType(schema: StringSchema, config: Config): PyType {
  switch (schema.format) {
    case 'date':
      return dateType;
    case 'date-time':
      return datetimeType;
    case 'duration':
      return config.python.durationFormat ? timedelta : str;
    case 'uuid':
      return config.python.uuidFormat ? uuid : str;
    case 'binary':
      return bytes;
    case 'bigint':
      return converted(int, 'int', true);
    case 'decimal':
      return converted(decimal, 'decimal', true);
    case 'float':
      return converted(float, 'float', true);
    case 'byte':
      return isNewest(config) ? { ...base64, given: base64Input } : base64;
    case 'plain':
    case 'time':
      return str;
  }
}

/** `integer` and `number`. */
export function numberType(schema: NumberSchema): PyType {
  switch (schema.format) {
    case 'integer':
    case 'bigint':
      return int;
    case 'float':
      return float;
    case 'decimal':
      return converted(decimal, 'decimal', false);
  }
}

/** Read from a number or a text, written as one of the two. */
function converted(of: PyType, kind: 'int' | 'float' | 'decimal', asText: boolean): PyType {
  const read = ref('.utils', `validate_${kind}`);
  const write = ref('.utils', `serialize_${kind}`);
  const flag: Code = rawCode(asText ? 'True' : 'False');
  const code = py`${ref('pydantic', 'BeforeValidator')}(${read}), ${ref('pydantic', 'PlainSerializer')}(${write}(${flag}))`;
  return { kind: 'annotated', of, with: code };
}

/** Whether a body is given and got as it is written: XML, and text that does not stand for a single value. */
export function isPlainText({ kind }: MediaType, schema: Schema | undefined): boolean {
  return (kind === 'text' || kind === 'xml') && !(schema && singleValues.has(schema.kind));
}

const singleValues: ReadonlySet<Schema['kind']> = new Set(['string', 'number', 'boolean', 'enum', 'const']);

/** The type, admitting null. */
export function nullable(type: PyType): PyType {
  return type.kind === 'nullable' || type.kind === 'any' || (type.kind === 'simple' && type.name === 'None')
    ? type
    : { kind: 'nullable', of: type };
}

/** One type out of several: duplicates left out, unions flattened. */
export function unionOf(types: readonly PyType[]): PyType {
  const flat = types.flatMap((type) => (type.kind === 'union' ? type.members : [type]));
  const distinct: PyType[] = [];
  for (const type of flat) if (!distinct.some((known) => sameType(known, type))) distinct.push(type);
  const [only] = distinct;
  return distinct.length === 1 && only ? only : { kind: 'union', members: distinct };
}

/** Whether two types are written alike. */
export function sameType(a: PyType, b: PyType): boolean {
  switch (a.kind) {
    case 'any':
      return b.kind === 'any';
    case 'simple':
      return b.kind === 'simple' && a.name === b.name;
    case 'external':
      return b.kind === 'external' && a.ref.module === b.ref.module && a.ref.name === b.ref.name;
    case 'declared':
      return b.kind === 'declared' && a.decl === b.decl;
    case 'literal':
      return b.kind === 'literal' && a.values.join('\0') === b.values.join('\0');
    case 'list':
      return b.kind === 'list' && sameType(a.item, b.item);
    case 'dict':
      return b.kind === 'dict' && sameType(a.value, b.value);
    case 'nullable':
      return b.kind === 'nullable' && sameType(a.of, b.of);
    case 'stream':
      return b.kind === 'stream' && a.format === b.format && sameType(a.of, b.of);
    case 'annotated':
      return b.kind === 'annotated' && sameType(a.of, b.of);
    case 'union':
      return b.kind === 'union' && sameMembers(a.members, b.members);
  }
}

function sameMembers(a: readonly PyType[], b: readonly PyType[]): boolean {
  return a.length === b.length && a.every((one, index) => sameType(one, b[index] ?? any));
}
