/** Names for types: unions, and components that are lists, maps or plain types. */
import { type Code, type Hole, join, noCode, ref } from '../../../../code/code.ts';
import { docstring, ident, lit, quoted } from '../../../../code/printable.ts';
import { py } from '../../../../code/template.ts';
import { fieldName } from '../../plan/names.ts';
import type { AliasDecl, ClassDecl, PyType } from '../../plan/types.ts';
import { type CanImport, fieldType, generic, literal, nullable, twinFieldType, typing } from '../types.ts';

/** `PetTypedDict = Union[…]`, the class for unknown tags, and `Pet = Union[…]`. */
export function emitAlias(decl: AliasDecl, canImport: CanImport, isQuoted: boolean): readonly Code[] {
  const unknown = decl.unknown === undefined ? [] : [emitUnknown(decl, decl.unknown)];
  const twin =
    decl.twin === undefined
      ? []
      : [assignment(decl.twin, twinFieldType(decl.twinType ?? decl.type, canImport), decl.type, isQuoted)];
  const model = py`
    ${assignment(decl.name, aliasValue(decl, canImport), decl.type, isQuoted)}
    ${docstring(decl.doc)}
  `;
  return [...twin, ...unknown, model];
}

/** Quoted where it mentions what is not there yet: itself, or what would be imported in a circle. */
function assignment(name: string, value: Code, type: PyType, isQuoted: boolean): Code {
  const typing = (helper: string) => ref('typing_extensions', helper);
  if (isQuoted) return py`${ident(name)} = ${typing('TypeAliasType')}(${lit(name)}, ${quoted(value)})`;
  const isNone = type.kind === 'simple' && type.name === 'None';
  return isNone ? py`${ident(name)}: ${typing('TypeAlias')} = ${value}` : py`${ident(name)} = ${value}`;
}

function aliasValue(decl: AliasDecl, canImport: CanImport): Code {
  const write = (type: PyType): Code => fieldType(type, canImport);
  if (!decl.discriminator) return write(decl.type);
  const isNullable = decl.type.kind === 'nullable';
  const type = decl.type.kind === 'nullable' ? decl.type.of : decl.type;
  const members = type.kind === 'union' ? type.members : [type];
  const union = unionWith(members.map(write), decl.unknown);
  const tagged = generic(typing('Annotated'), [union, taggedBy(decl, canImport)]);
  return isNullable ? nullable(tagged) : tagged;
}

function unionWith(members: readonly Code[], unknown: string | undefined): Hole {
  const all = unknown === undefined ? members : [...members, ident(unknown)];
  return all.length === 1 ? all : generic(typing('Union'), all);
}

/** `TaggedBy("petType", {"cat": Cat, "dog": Dog}, UnknownPet)`. */
function taggedBy(decl: AliasDecl, canImport: CanImport): Code {
  const { property, tags } = decl.discriminator ?? { property: '', tags: [] };
  const entries = tags.map(({ value, member }) => py`${lit(value)}: ${fieldType(member, canImport)}`);
  const facts: readonly Hole[] = [
    lit(property),
    py`{${join(entries, ', ')}}`,
    decl.unknown !== undefined && ident(decl.unknown),
  ];
  return py`${ref('.utils.unions', 'TaggedBy')}(${join(facts, ', ')})`;
}

// --- Unknown variants -----------------------------------------------------------------------------------

function emitUnknown(decl: AliasDecl, name: string): Code {
  const property = decl.discriminator?.property ?? 'type';
  const tag = tagField(decl, property);
  const unknown = py`${literal(['UNKNOWN'])} = "UNKNOWN"`;
  const fields = [
    docstring(`A ${decl.name} whose ${property} this version does not know. It is sent back as it came.`),
    tag === 'raw' || tag === 'is_unknown' ? noCode : py`${ident(tag)}: ${unknown}`,
    py`raw: ${typing('Any')}`,
    py`is_unknown: ${literal([true])} = True`,
  ];
  return py`
    @${ref('.utils.unions', 'unknown_variant')}
    class ${ident(name)}(${ref('.types', 'BaseModel')}):
        ${join(fields, '\n\n')}
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
