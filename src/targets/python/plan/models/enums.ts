/** Enums and their members. */
import type { EnumMember, EnumSchema } from '../../../../api/types.ts';
import type { Config } from '../../../../config/schema.ts';
import { memberName } from '../names.ts';
import type { EnumDecl } from '../types.ts';

const types = { string: 'str', integer: 'int', number: 'float', boolean: 'bool' } as const;

/** The enum, still without a name. `served`: the server gives it, so that it may meet unknown values. */
export function planEnum(schema: EnumSchema, config: Config, served: boolean): EnumDecl {
  const { enumFormat, forwardCompatibleEnumsByDefault } = config.python;
  const names = memberNames(schema.members);
  // A single value says what something is; other values would be something else.
  const isTag = schema.members.length === 1;
  return {
    kind: 'enum',
    name: '',
    module: '',
    exportedBy: '',
    schema,
    ...(schema.description !== undefined && { doc: schema.description }),
    style: style(schema, enumFormat),
    type: types[schema.type],
    open: canOpen(schema) && (schema.open ?? (forwardCompatibleEnumsByDefault && served && !isTag)),
    members: schema.members.map(({ value, description }, index) => ({
      name: names[index] ?? 'UNKNOWN',
      value,
      ...(description !== undefined && { doc: description }),
    })),
  };
}

// Python has no enums of floats or booleans that read like the values themselves.
function style(schema: EnumSchema, configured: 'enum' | 'union'): 'enum' | 'union' {
  if (schema.type !== 'string' && schema.type !== 'integer') return 'union';
  return schema.format ?? configured;
}

function canOpen(schema: EnumSchema): boolean {
  return schema.type === 'string' || schema.type === 'integer';
}

/**
 * Names of members. Those that differ by case alone get `_LOWER`, `_MIXED`, `_UPPER`; what is still equal is
 * numbered.
 */
export function memberNames(members: readonly EnumMember[]): readonly string[] {
  const wanted = members.map((member) => memberName(member.name ?? member.value));
  const counts = new Map<string, number>();
  for (const name of wanted) counts.set(name, (counts.get(name) ?? 0) + 1);
  const used = new Set<string>();
  return members.map((member, index) => {
    const name = wanted[index] ?? 'UNKNOWN';
    const clear = counts.get(name) === 1 ? name : `${name}${caseSuffix(String(member.name ?? member.value))}`;
    let free = clear;
    for (let count = 1; used.has(free); count++) free = `${clear}_${count}`;
    used.add(free);
    return free;
  });
}

function caseSuffix(text: string): string {
  if (text === text.toLowerCase() && text === text.toUpperCase()) return '';
  if (text === text.toLowerCase()) return '_LOWER';
  if (text === text.toUpperCase()) return '_UPPER';
  return '_MIXED';
}
