/** Names for types: unions, and components that are lists, maps or plain types. */
import { type Code, type Hole, join, ref } from '../../../../code/code.ts';
import { docstring, ident, lit } from '../../../../code/printable.ts';
import { py } from '../../../../code/template.ts';
import { fieldName } from '../../plan/names.ts';
import type { AliasDecl, ClassDecl, PyType } from '../../plan/types.ts';
import {
  type CanImport,
  fieldType,
  generic,
  literal,
  nullable,
  quotedType,
  twinFieldType,
  typing,
} from '../types.ts';

/** `PetTypedDict = Union[…]`, the class for unknown tags, and `Pet = Union[…]`. */
export function emitAlias(decl: AliasDecl, canImport: CanImport, quoted: boolean): readonly Code[] {
  const twin = decl.twin === undefined ? [] : [emitTwin(decl, decl.twin, canImport, quoted)];
  const unknown = decl.unknown === undefined ? [] : [emitUnknown(decl, decl.unknown)];
  const value = aliasValue(decl, canImport, quoted);
  const model = py`
    ${assignment(decl.name, value, decl.type, quoted)}
    ${docstring(decl.doc)}
  `;
  return [...twin, ...unknown, model];
}

function emitTwin(decl: AliasDecl, name: string, canImport: CanImport, quoted: boolean): Code {
  const type = quoted ? quotedType(decl.type, canImport, 'twin') : twinFieldType(decl.type, canImport);
  return assignment(name, type, decl.type, quoted);
}

function assignment(name: string, value: Code, type: PyType, quoted: boolean): Code {
  if (quoted) {
    return py`${ident(name)} = ${ref('typing_extensions', 'TypeAliasType')}(${lit(name)}, ${value})`;
  }
  const isNone = type.kind === 'simple' && type.name === 'None';
  return isNone
    ? py`${ident(name)}: ${ref('typing_extensions', 'TypeAlias')} = ${value}`
    : py`${ident(name)} = ${value}`;
}

function aliasValue(decl: AliasDecl, canImport: CanImport, quoted: boolean): Code {
  const write = (type: PyType): Code =>
    quoted ? quotedType(type, canImport, 'model') : fieldType(type, canImport);
  if (!decl.discriminator) return write(decl.type);
  const isNullable = decl.type.kind === 'nullable';
  const type = decl.type.kind === 'nullable' ? decl.type.of : decl.type;
  const members = type.kind === 'union' ? type.members : [type];
  const union = unionWith(members.map(write), decl.unknown);
  const tagged = generic(typing('Annotated'), [union, taggedBy(decl, canImport, quoted)]);
  return isNullable ? nullable(tagged) : tagged;
}

function unionWith(members: readonly Code[], unknown: string | undefined): Hole {
  const all = unknown === undefined ? members : [...members, ident(unknown)];
  return all.length === 1 ? all : generic(typing('Union'), all);
}

/** `TaggedBy("petType", {"cat": Cat, "dog": Dog}, UnknownPet)`. */
function taggedBy(decl: AliasDecl, canImport: CanImport, quoted: boolean): Code {
  const { property, tags } = decl.discriminator ?? { property: '', tags: [] };
  const entries = tags.map(({ value, member }) => py`${lit(value)}: ${fieldType(member, canImport)}`);
  const members = py`{${join(entries, ', ')}}`;
  const facts: readonly Hole[] = [
    lit(property),
    // What stands in quotes is there only when the union is first used.
    quoted ? py`lambda: ${members}` : members,
    decl.unknown !== undefined && ident(decl.unknown),
  ];
  return py`${ref('.utils.unions', 'TaggedBy')}(${join(facts, ', ')})`;
}

// --- Unknown variants -----------------------------------------------------------------------------------

function emitUnknown(decl: AliasDecl, name: string): Code {
  const property = decl.discriminator?.property ?? 'type';
  const tag = tagField(decl, property);
  const unknown = py`${literal(['UNKNOWN'])} = "UNKNOWN"`;
  return py`
    @${ref('.utils.unions', 'unknown_variant')}
    class ${ident(name)}(${ref('.types', 'BaseModel')}):
        ${docstring(`A ${decl.name} whose ${property} this version does not know. It is sent back as it came.`)}

        ${tag !== 'raw' && tag !== 'is_unknown' && py`${ident(tag)}: ${unknown}\n`}
        raw: ${typing('Any')}

        is_unknown: ${literal([true])} = True
  `;
}

/** How the members name the tag in Python. */
function tagField(decl: AliasDecl, property: string): string {
  for (const { member } of decl.discriminator?.tags ?? []) {
    const field = classOf(member)?.fields.find(({ wire }) => wire === property);
    if (field) return field.name;
  }
  return fieldName(property);
}

function classOf(type: PyType): ClassDecl | undefined {
  if (type.kind === 'nullable' || type.kind === 'annotated') return classOf(type.of);
  return type.kind === 'declared' && type.decl.kind === 'class' ? type.decl : undefined;
}
