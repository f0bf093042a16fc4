/** Example values for arguments, as Python expressions: the document's examples, or something that fits. */
import type { Api, Schema, SchemaId } from '../../../../api/types.ts';
import { type Code, type Hole, join, ref } from '../../../../code/code.ts';
import { ident, lit } from '../../../../code/printable.ts';
import { py } from '../../../../code/template.ts';
import type { Json } from '../../../../document/types.ts';
import type { AliasDecl, Argument, Declaration, Field, PyType } from '../../plan/types.ts';

export interface ExampleContext {
  readonly api: Api;
  /** Import path of the package. */
  readonly package: string;
  /** What stands for a file's content. */
  readonly file?: Code;
}

/** The value of one argument. */
export function exampleArgument(argument: Argument, context: ExampleContext): Code {
  return exampleValue(argument.type, givenFor(argument, context.api), argument.name, context, 0);
}

/** What the document offers for it: example, default, or the schema's examples. */
function givenFor(argument: Argument, api: Api): Json | undefined {
  const { source } = argument;
  if (source.kind === 'parameter') {
    return source.parameter.example ?? schemaExample(source.parameter.schema.schema, api) ?? argument.default;
  }
  if (source.kind === 'bodyField') return fieldExample(source.field, api) ?? argument.default;
  return undefined;
}

function schemaExample(id: SchemaId, api: Api): Json | undefined {
  const schema: Schema | undefined = api.schemas.get(id);
  return schema?.examples[0] ?? schema?.default;
}

function fieldExample(field: Field, api: Api): Json | undefined {
  const { property, parameter } = field;
  if (property) return property.example ?? property.default ?? schemaExample(property.use.schema, api);
  return parameter?.example ?? (parameter && schemaExample(parameter.schema.schema, api));
}

const deepest = 4;

/** A value of the type, from `given` where that fits. */
export function exampleValue(
  type: PyType,
  given: Json | undefined,
  name: string,
  context: ExampleContext,
  depth: number,
): Code {
  switch (type.kind) {
    case 'simple':
      return simpleValue(type.name, given, name);
    case 'any':
      return typeof given === 'string' || typeof given === 'number' ? lit(given) : lit(`<${name}>`);
    case 'external':
      return externalValue(type.ref.name, given);
    case 'declared':
      return declaredValue(type.decl, given, name, context, depth);
    case 'list': {
      const first = Array.isArray(given) ? given[0] : undefined;
      if (depth >= deepest) return py`[]`;
      return py`[${exampleValue(type.item, first, name, context, depth + 1)}]`;
    }
    case 'dict':
      return depth > deepest ? py`{}` : dictValue(type.value, given, name, context, depth);
    case 'union':
      if (context.file && type.members.some(isStream)) return context.file;
      return exampleValue(bestMember(type.members, given), given, name, context, depth);
    case 'literal':
      return lit(type.values.find((value) => value === given) ?? type.values[0] ?? null);
    case 'nullable':
    case 'annotated':
    case 'stream':
      return exampleValue(type.of, given, name, context, depth);
    default:
      return type satisfies never;
  }
}

function simpleValue(name: string, given: Json | undefined, field: string): Code {
  switch (name) {
    case 'int':
      return lit(typeof given === 'number' && Number.isInteger(given) ? given : 1);
    case 'float':
      return lit(typeof given === 'number' ? given : 1.5);
    case 'bool':
      return lit(typeof given === 'boolean' ? given : true);
    case 'bytes':
      return py`${ref('pathlib', 'Path')}(${lit(`${field}.bin`)}).read_bytes()`;
    case 'None':
      return lit(null);
    default:
      return lit(typeof given === 'string' && given.length <= 200 ? given : `<${field}>`);
  }
}

/** Types that are imported: dates, decimals, files. */
function externalValue(name: string, given: Json | undefined): Code {
  const text = typeof given === 'string' || typeof given === 'number' ? String(given) : undefined;
  const dated = (form: RegExp, fallback: string): string => (text && form.test(text) ? text : fallback);
  switch (name) {
    case 'datetime':
      return py`${ref('datetime', 'datetime')}.fromisoformat(${lit(
        dated(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+\d\d:\d\d$/, '2026-01-31T12:00:00+00:00'),
      )})`;
    case 'date':
      return py`${ref('datetime', 'date')}.fromisoformat(${lit(dated(/^\d{4}-\d\d-\d\d$/, '2026-01-31'))})`;
    case 'time':
      return py`${ref('datetime', 'time')}.fromisoformat(${lit('12:00:00')})`;
    case 'timedelta':
      return py`${ref('datetime', 'timedelta')}(hours=1)`;
    case 'Decimal':
      return py`${ref('decimal', 'Decimal')}(${lit(dated(/^-?\d+(\.\d+)?$/, '1.5'))})`;
    case 'UUID':
      return py`${ref('uuid', 'UUID')}(${lit(
        dated(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, '0d5a8a2e-7a7c-4a0e-9f0c-3b1f5e6d7c8b'),
      )})`;
    default:
      return py`open(${lit('file.bin')}, "rb")`;
  }
}

function dictValue(
  value: PyType,
  given: Json | undefined,
  name: string,
  context: ExampleContext,
  depth: number,
): Code {
  const first = isObject(given) ? Object.entries(given)[0] : undefined;
  const key = lit(first?.[0] ?? 'key');
  return py`{${key}: ${exampleValue(value, first?.[1], name, context, depth + 1)}}`;
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member that a given value looks like; the first one otherwise. */
function isStream(type: PyType): boolean {
  return type.kind === 'external' && type.ref.name === 'BufferedReader';
}

function bestMember(members: readonly PyType[], given: Json | undefined): PyType {
  const fits = (type: PyType): boolean => {
    if (type.kind === 'simple') return typeof given === (type.name === 'str' ? 'string' : 'number');
    if (type.kind === 'list') return Array.isArray(given);
    return type.kind === 'declared' && type.decl.kind === 'class' && isObject(given);
  };
  const found = given === undefined ? undefined : members.find(fits);
  return found ?? members[0] ?? { kind: 'any' };
}

function declaredValue(
  decl: Declaration,
  given: Json | undefined,
  name: string,
  context: ExampleContext,
  depth: number,
): Code {
  switch (decl.kind) {
    case 'alias':
      return aliasValue(decl, given, name, context, depth);
    case 'enum': {
      const member = decl.members.find(({ value }) => value === given) ?? decl.members[0];
      if (!member) return lit(typeof given === 'string' ? given : `<${name}>`);
      if (decl.style === 'union') return lit(member.value);
      const [root = 'models', ...inner] = decl.exportedBy.split('.');
      const path = [...inner, decl.name, member.name].map((part) => py`.${ident(part)}`);
      return py`${ref(context.package, root)}${join(path, '')}`;
    }
    case 'class':
      return depth > deepest
        ? py`{}`
        : classValue(decl.fields, given ?? decl.schema?.examples[0], context, depth);
    case 'error':
      return lit(null);
    default:
      return decl satisfies never;
  }
}

/** A union of tagged members: the first of them, with its tag. */
function aliasValue(
  { type, discriminator }: AliasDecl,
  given: Json | undefined,
  name: string,
  context: ExampleContext,
  depth: number,
): Code {
  const [first] = discriminator?.tags ?? [];
  const isClass = first?.member.kind === 'declared' && first.member.decl.kind === 'class';
  if (given !== undefined || !discriminator || !first || !isClass)
    return exampleValue(type, given, name, context, depth);
  const example = first.member.decl.schema?.examples[0];
  const values = { ...(isObject(example) ? example : {}), [discriminator.property]: first.value };
  return exampleValue(first.member, values, name, context, depth);
}

/** A dict with the required fields, and with those that the document gives values for. */
function classValue(
  fields: readonly Field[],
  given: Json | undefined,
  context: ExampleContext,
  depth: number,
): Code {
  const values = isObject(given) ? given : {};
  const shown: readonly Hole[] = fields.flatMap((field) => {
    if (field.constant) return field.required ? [py`${lit(field.name)}: ${lit(field.default ?? null)}`] : [];
    const value = Object.hasOwn(values, field.wire) ? values[field.wire] : undefined;
    const example = value ?? fieldExample(field, context.api);
    const wanted = field.required || (value !== undefined && value !== null);
    if (!wanted) return [];
    return [py`${lit(field.name)}: ${exampleValue(field.type, example, field.name, context, depth + 1)}`];
  });
  return py`{${join(shown, ', ')}}`;
}
