/** Enums: classes or literals, closed or open for values to come. */
import { type Code, join, ref } from '../../../../code/code.ts';
import { docstring, ident, lit } from '../../../../code/printable.ts';
import { py } from '../../../../code/template.ts';
import type { EnumDecl } from '../../plan/types.ts';
import { builtin, generic, literal, typing } from '../types.ts';

/** `class Color(str, Enum): …`, or `Color = Literal["red", "green"]`. */
export function emitEnum(decl: EnumDecl): Code {
  // Python has no enum of booleans.
  return decl.style === 'enum' && decl.type !== 'bool' ? enumClass(decl) : literalAlias(decl);
}

function enumClass(decl: EnumDecl): Code {
  const bases = [
    builtin(decl.type),
    ref('enum', 'Enum'),
    decl.open && py`metaclass=${ref('.utils.enums', 'OpenEnumMeta')}`,
  ];
  const doc = docstring(decl.doc);
  const members = decl.members.map(
    (member) => py`
      ${ident(member.name)} = ${lit(member.value)}
      ${docstring(member.doc)}
    `,
  );
  return py`
    class ${ident(decl.name)}(${join(bases, ', ')}):
        ${join([doc, join(members, '\n')], '\n\n')}
  `;
}

function literalAlias(decl: EnumDecl): Code {
  return py`
    ${ident(decl.name)} = ${literalType(decl)}
    ${docstring(withMembers(decl))}
  `;
}

function literalType(decl: EnumDecl): Code {
  const known = literal(decl.members.map(({ value }) => value));
  if (!decl.open) return known;
  switch (decl.type) {
    case 'str':
      return generic(typing('Union'), [known, ref('.types', 'UnrecognizedStr')]);
    case 'int':
      return generic(typing('Union'), [known, ref('.types', 'UnrecognizedInt')]);
    case 'float':
    case 'bool':
      return py`${builtin(decl.type)}`;
    default:
      return decl.type satisfies never;
  }
}

/** The description, with what it says of the members behind it. */
function withMembers({ doc, members }: EnumDecl): string | undefined {
  const lines = members.flatMap((member) => (member.doc ? [`- ${member.value}: ${member.doc}`] : []));
  return lines.length === 0 ? doc : [doc, lines.join('\n')].filter(Boolean).join('\n\n');
}
