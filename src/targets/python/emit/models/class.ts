/** A model and its TypedDict twin. */

import type { Deprecation } from '../../../../api/types.ts';
import {
  type Code,
  type Hole,
  isEmpty,
  join,
  noCode,
  plainRef,
  type Ref,
  ref,
} from '../../../../code/code.ts';
import { docstring, ident, lit } from '../../../../code/printable.ts';
import { indented, py } from '../../../../code/template.ts';
import type { ClassDecl, Field, PyType } from '../../plan/types.ts';
import { builtin, type CanImport, fieldType, generic, nullable, twinFieldType, typing } from '../types.ts';
import { defaultCode, enumsOf, factoryCode } from './defaults.ts';

const typedDict = ref('typing_extensions', 'TypedDict');
const notRequired = ref('typing_extensions', 'NotRequired');
const optional = typing('Optional');
const optionalNullable = ref('.types', 'OptionalNullable');
const unset = ref('.types', 'UNSET');
const baseModel = ref('.types', 'BaseModel');
const none = lit(null);

/** `class ThingTypedDict(TypedDict): …` and `class Thing(BaseModel): …`. */
export function emitClass(decl: ClassDecl, canImport: CanImport): readonly Code[] {
  const words = {
    ofClass: indented(classDoc(decl), 1),
    ofFields: decl.fields.map(({ doc }) => indented(docstring(doc), 1)),
  };
  const model = emitModel(decl, words, canImport);
  return decl.twin === undefined ? [model] : [emitTwin(decl, decl.twin, words, canImport), model];
}

/** What a model and its twin say of themselves, indented as members of both. */
interface Words {
  readonly ofClass: Code;
  readonly ofFields: readonly Code[];
}

/** The members, which are indented already, with a blank line between; `pass` where there are none. */
function classOf(name: string, base: Ref, members: readonly Code[]): Code {
  const body = join(members, '\n\n');
  return py`
    class ${ident(name)}(${base}):
    ${isEmpty(body) ? py`    pass` : body}
  `;
}

// --- TypedDict ------------------------------------------------------------------------------------------

function emitTwin(decl: ClassDecl, name: string, words: Words, canImport: CanImport): Code {
  const fields = decl.fields.map((field, index) => twinField(field, canImport, words.ofFields[index]));
  return classOf(name, typedDict, [words.ofClass, join(fields, '\n')]);
}

function twinField(field: Field, canImport: CanImport, doc = noCode): Code {
  const inner = twinFieldType(withoutNull(field), canImport);
  const type = field.nullable ? nullable(inner) : inner;
  const entry = isRequired(field) ? type : generic(notRequired, [type]);
  return join([py`    ${ident(field.twinName ?? field.name)}: ${entry}`, doc], '\n');
}

// --- Model ----------------------------------------------------------------------------------------------

function emitModel(decl: ClassDecl, words: Words, canImport: CanImport): Code {
  const base = decl.next ? ref('._runtime.pagedmodel', 'PagedModel') : baseModel;
  return classOf(decl.name, base, [
    words.ofClass,
    ...additionalConfig(decl, canImport).map((code) => indented(code, 1)),
    ...decl.fields.map((field, index) => modelField(field, canImport, words.ofFields[index])),
    ...nextField(decl).map((code) => indented(code, 1)),
    ...additionalProperty(decl, canImport).map((code) => indented(code, 1)),
  ]);
}

function modelField(field: Field, canImport: CanImport, doc = noCode): Code {
  const type = annotatedType(field, canImport);
  const value = fieldDefault(field, canImport);
  const name = ident(field.name);
  const line = value === false ? py`    ${name}: ${type}` : py`    ${name}: ${type} = ${value}`;
  return join([line, doc], '\n');
}

function annotatedType(field: Field, canImport: CanImport): Code {
  const type = placedType(field, fieldType(withoutNull(field), canImport));
  const { annotations, deprecation, name, wire } = field;
  if (wire === name && deprecation === undefined && annotations.length === 0) return type;
  const facts = [
    wire !== name && py`alias=${lit(wire)}`,
    deprecation !== undefined && py`deprecated=${lit(deprecationText(deprecation))}`,
  ].filter((fact) => fact !== false);
  const extras = [
    ...annotations,
    ...(facts.length > 0 ? [py`${plainRef('pydantic', 'Field')}(${join(facts, ', ')})`] : []),
  ];
  return generic(typing('Annotated'), [type, ...extras]);
}

/** `Optional[…]`, `Nullable[…]` and `OptionalNullable[…]`, as the field asks for. */
function placedType(field: Field, type: Code): Code {
  if (field.constant) return type;
  if (isRequired(field)) return field.nullable ? nullable(type) : type;
  return generic(field.nullable ? optionalNullable : optional, [type]);
}

function withoutNull(field: Field): PyType {
  return field.nullable && field.type.kind === 'nullable' ? field.type.of : field.type;
}

/** What has a default need not be given. */
function isRequired(field: Field): boolean {
  return field.required && (field.constant || !hasDefault(field));
}

function hasDefault(field: Field): boolean {
  const { default: value, type } = field;
  if (value === undefined || value === null) return false;
  return defaultCode(value, type) !== undefined || factoryCode(value, type) !== undefined;
}

function fieldDefault(field: Field, canImport: CanImport): Hole {
  if (field.constant) return constantValue(field);
  if (isRequired(field)) return false;
  const value = field.default;
  if (value === undefined || value === null) return field.nullable ? unset : none;
  const factory = defaultFactory(field, canImport);
  if (factory) return py`${plainRef('pydantic', 'Field')}(default_factory=${factory})`;
  return defaultCode(value, field.type) ?? (field.nullable ? unset : none);
}

function constantValue({ type, default: value }: Field): Code {
  const { values } = literalOf(type);
  const [only] = values;
  if (value !== undefined && value !== null) {
    const code = defaultCode(value, type);
    if (code) return code;
  }
  if (only === undefined) throw new Error('a constant has a value');
  return lit(only);
}

function literalOf(type: PyType): { readonly values: readonly (string | number | boolean)[] } {
  if (type.kind === 'literal') return type;
  if (type.kind === 'nullable' || type.kind === 'annotated') return literalOf(type.of);
  if (type.kind === 'declared' && type.decl.kind === 'enum') {
    return { values: type.decl.members.map(({ value }) => value) };
  }
  return { values: [] };
}

/** A default that each instance makes for itself: a list, a map, or what can't be imported yet. */
function defaultFactory({ default: value = null, type }: Field, canImport: CanImport): Code | undefined {
  const direct = defaultCode(value, type);
  if (!direct) return factoryCode(value, type);
  return enumsOf(type).some(({ module }) => !canImport(module)) ? py`lambda: ${direct}` : undefined;
}

// --- Additional properties and next page ----------------------------------------------------------------

function hasAdditional(decl: ClassDecl): boolean {
  return decl.additional !== undefined && !decl.fields.some(({ name }) => name === 'additional_properties');
}

/** An object of which the document says nothing more: what it holds is kept and sent. */
function isFree({ fields, schema }: ClassDecl): boolean {
  if (fields.length > 0 || schema?.kind !== 'object') return false;
  return schema.properties.length === 0 && schema.additional.kind === 'unspecified';
}

function additionalConfig(decl: ClassDecl, canImport: CanImport): readonly Code[] {
  if (decl.additional === undefined && !isFree(decl)) return [];
  const config = py`model_config = ${plainRef('pydantic', 'ConfigDict')}(extra="allow")`;
  if (decl.additional === undefined) return [config];
  const type = generic(typing('Dict'), [builtin('str'), fieldType(decl.additional, canImport)]);
  return [
    py`
      ${config}
      __pydantic_extra__: ${type} = ${plainRef('pydantic', 'Field')}(init=False)
    `,
  ];
}

function additionalProperty(decl: ClassDecl, canImport: CanImport): readonly Code[] {
  if (!decl.additional || !hasAdditional(decl)) return [];
  const type = generic(typing('Dict'), [builtin('str'), fieldType(decl.additional, canImport)]);
  return [
    py`
      @${builtin('property')}
      def additional_properties(self) -> ${type}:
          """The properties that are not declared, by their names."""
          return self.__pydantic_extra__
    `,
    py`
      @additional_properties.setter
      def additional_properties(self, value: ${type}) -> None:
          self.__pydantic_extra__ = value
    `,
  ];
}

/** `next`: asks for the page behind this one; gives None behind the last. */
function nextField({ name, next }: ClassDecl): readonly Code[] {
  if (!next) return [];
  const page = generic(typing('Optional'), [ident(name)]);
  const call = generic(typing('Callable'), [py`[]`, page]);
  const later = generic(typing('Callable'), [py`[]`, generic(typing('Awaitable'), [page])]);
  const type = next.async ? generic(typing('Union'), [call, later]) : call;
  const hidden = py`${plainRef('pydantic', 'Field')}(exclude=True)`;
  return [py`next: ${generic(typing('Annotated'), [type, hidden])}`];
}

// --- Words ----------------------------------------------------------------------------------------------

function classDoc(decl: ClassDecl): Code {
  return docstring(withDeprecation(decl.doc, decl.deprecation));
}

function withDeprecation(doc: string | undefined, deprecation: Deprecation | undefined): string | undefined {
  if (!deprecation) return doc;
  return [doc, `Deprecated: ${deprecationText(deprecation)}`].filter(Boolean).join('\n\n');
}

function deprecationText({ message, replacement }: Deprecation): string {
  const text = message ?? 'This will be removed in a future release.';
  return replacement === undefined ? text : `${text} Use ${replacement} instead.`;
}
