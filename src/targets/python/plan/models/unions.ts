/** Unions: what tells their members apart, and what the members are named by. */
import type { Api, ObjectSchema, Schema, SchemaUse, UnionSchema } from '../../../../api/types.ts';
import type { Config } from '../../../../config/schema.ts';
import { parts } from '../names.ts';
import type { AliasDecl, PyType } from '../types.ts';
import type { Step } from './place.ts';
import { unionOf } from './scalars.ts';

/** The step to each member: named by its tag, where it has one. */
export function memberSteps(api: Api, members: readonly SchemaUse[]): readonly Step[] {
  const tags = members.map((member) => {
    const target = api.schemas.get(member.schema);
    return target?.kind === 'object' ? tagOf(api, target) : undefined;
  });
  return members.map((member, index) => {
    const target = api.schemas.get(member.schema);
    const own = target?.component === undefined ? target?.variantOf : undefined;
    const tag = tags[index];
    const key = `members/${index}`;
    const order = index;
    const named = own === undefined ? {} : { own };
    if (tag === undefined || target?.component !== undefined)
      return { key, order, text: own ?? '', ...named };
    const distinct = tags.filter((other) => other === tag).length === 1;
    return {
      key,
      order,
      text: '',
      ...(distinct ? { tag: tagWords(tag) } : { alike: tagWords(tag) }),
      ...named,
    };
  });
}

/** Whether members are named by a tag that does not tell them apart: the union then says what it is. */
export function hasAlikes(steps: readonly Step[]): boolean {
  return steps.some((step) => step.alike !== undefined && step.own === undefined);
}

/** The only value of a property: of a one-value enum first, else of a constant. */
function tagOf(api: Api, schema: ObjectSchema): string | undefined {
  let constant: string | undefined;
  for (const property of schema.properties) {
    const target = api.schemas.get(property.use.schema);
    if (!target || !property.required) continue;
    if (target.kind === 'const' && typeof target.value === 'string') constant ??= target.value;
    if (isSingle(target)) return String(target.members[0]?.value);
  }
  return constant;
}

function isSingle(schema: Schema): schema is Schema & { kind: 'enum' } {
  if (schema.kind !== 'enum' || schema.type !== 'string' || schema.members.length !== 1) return false;
  const { value } = schema.node;
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** `MANAGED_FILE` is a name of two words, not two initialisms. */
function tagWords(tag: string): string {
  return tag === tag.toUpperCase() ? parts(tag).join('_').toLowerCase() : tag;
}

/** What of an alias follows from the union. */
export function planUnion(
  schema: UnionSchema,
  members: readonly PyType[],
  also: readonly PyType[],
  config: Config,
  served: boolean,
): Partial<AliasDecl> {
  const { discriminator } = schema;
  const { forwardCompatibleUnionsByDefault: forward } = config.python;
  const type = unionOf(members);
  const twin = also.length > 0 ? { twinType: unionOf([...members, ...also]) } : {};
  if (!discriminator) return { type, ...twin };
  const tags = discriminator.mapping.flatMap(({ value, schema: id }) => {
    const member = members[schema.members.findIndex((candidate) => candidate.schema === id)];
    return member ? [{ value, member }] : [];
  });
  return {
    type,
    ...twin,
    discriminator: { property: discriminator.property, tags },
    ...(served && forward !== false && { unknown: '' }),
  };
}
