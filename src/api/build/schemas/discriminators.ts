/**
 * Discriminators: every tag with the member that it means.
 * @see https://spec.openapis.org/oas/v3.1.0#discriminator-object
 */
import type { Node } from '../../../document/types.ts';
import { type TagReader, tagReader } from '../../tags.ts';
import type { Discriminator, Schema, SchemaId, UnionSchema } from '../../types.ts';
import type { Context } from '../context.ts';
import { entries, isObject } from '../read.ts';
import type { OpenDiscriminator } from './registry.ts';

type Tags = Discriminator['mapping'][number][];

/** Gives each union with a written discriminator its tags, or leaves it out with a warning. */
export function settleDiscriminators(context: Context): void {
  const { schemas } = context.schemas;
  if (context.schemas.discriminators.size === 0) return;
  const reader = tagReader(new Map(schemas));
  for (const [id, open] of context.schemas.discriminators) {
    const schema = schemas.get(id);
    if (schema?.kind !== 'union') continue;
    const discriminator = settled(context, reader, schema, open);
    if (discriminator !== undefined) schemas.set(id, { ...schema, discriminator });
  }
}

function settled(
  context: Context,
  reader: TagReader,
  union: UnionSchema,
  open: OpenDiscriminator,
): Discriminator | undefined {
  const mapping = mapped(context, union, open);
  const taken = new Set(mapping.map(({ value }) => value));
  const known = new Set(mapping.map(({ schema }) => schema));
  for (const { schema: id } of union.members) {
    if (known.has(id)) continue;
    const tags = ownTags(context, reader, id, open.property).filter((tag) => !taken.has(tag));
    if (tags.length === 0) {
      const name = context.schemas.schemas.get(id)?.component ?? 'A member without a name';
      const message = `${name} has no ${open.property} of its own; the discriminator is left out.`;
      context.warn('discriminator-invalid', open.node, message);
      return undefined;
    }
    for (const value of tags) {
      taken.add(value);
      mapping.push({ value, schema: id });
    }
  }
  return { property: open.property, mapping, inferred: false };
}

/** What a member's own property says, or the member's name. */
function ownTags(context: Context, reader: TagReader, id: SchemaId, property: string): readonly string[] {
  const tags = reader.tags(id, property);
  return tags !== undefined && tags.length > 0 ? tags : namesOf(context.schemas.schemas, id);
}

/** The names that tags have by default: a component's, or those of the members of a nested union. */
function namesOf(schemas: ReadonlyMap<SchemaId, Schema>, id: SchemaId): readonly string[] {
  const schema = schemas.get(id);
  if (schema === undefined) return [];
  if (schema.kind === 'union' && schema.discriminator === undefined) {
    return schema.members.flatMap((member) => schemas.get(member.schema)?.component ?? []);
  }
  const name = schema.component ?? schema.variantOf;
  return name === undefined ? [] : [name];
}

function mapped(context: Context, union: UnionSchema, open: OpenDiscriminator): Tags {
  const tags: Tags = [];
  const mapping = context.document.child(open.node, 'mapping');
  if (mapping.value !== undefined && !isObject(mapping.value)) {
    context.warn('discriminator-invalid', mapping, 'The mapping has to be an object; it is left out.');
  }
  for (const [value, node] of entries(context.document, mapping)) {
    const target = targetOf(context, node);
    const schema = target === undefined ? undefined : memberOf(context, union, open, target);
    if (schema !== undefined) tags.push({ value, schema });
    else {
      const message = `The tag ${JSON.stringify(value)} means none of the union's members; it is left out.`;
      context.warn('discriminator-invalid', node, message);
    }
  }
  return tags;
}

/** Identity of the schema that a mapping's value names: a component's key, or a reference. */
function targetOf(context: Context, node: Node): SchemaId | undefined {
  const { document } = context;
  if (typeof node.value !== 'string') return undefined;
  if (/^[\w.-]+$/.test(node.value)) {
    const schemas = document.child(document.child(document.root, 'components'), 'schemas');
    const component = document.child(schemas, node.value);
    if (component.value !== undefined) return context.schemas.identityOf(component);
  }
  const target = document.resolve(node.value, node);
  return target === undefined ? undefined : context.schemas.identityOf(target);
}

/** The member that a schema is, or the nested union that has it. */
function memberOf(
  context: Context,
  union: UnionSchema,
  open: OpenDiscriminator,
  target: SchemaId,
): SchemaId | undefined {
  const index = open.origins.indexOf(target);
  if (index >= 0) return union.members[index]?.schema;
  return union.members.find(({ schema }) => contains(context, schema, target))?.schema;
}

/** Whether a schema is a union that has the target among its members, or theirs. */
function contains(context: Context, id: SchemaId, target: SchemaId): boolean {
  const { schemas, discriminators } = context.schemas;
  const seen = new Set<SchemaId>([id]);
  for (const at of seen) {
    const schema = schemas.get(at);
    if (schema?.kind !== 'union') continue;
    if (discriminators.get(at)?.origins.includes(target)) return true;
    for (const member of schema.members) seen.add(member.schema);
  }
  return seen.has(target);
}
